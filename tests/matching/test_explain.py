"""What is said of a pair is complete, in plain words, and adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from invented import ON, Inventor

from matching import Index, Interest, Opportunity, Person, Place, Skill, Travel, explain
from matching.model import TERMS
from matching.rules import RULES

SAM = Person(
    id="sam",
    born=date(2008, 3, 1),
    ready=True,
    consent=True,
    interests=(Interest("hospitality", "keen"),),
    own_words="I love baking bread and cakes",
    skills=(Skill("Cash handling", "shown"),),
    kinds=("taster",),
    place=Place(52.04, -0.76),
    travel=Travel(30, ("bus",)),
)
BAKERY = Opportunity(
    id="bakery",
    employer="Acorn Bakery",
    kind="taster",
    sector="hospitality",
    title="Bakery taster",
    text="Help our bakers bake bread, rolls and cakes.",
    skills=("cash handling", "teamwork"),
    place=Place(52.045, -0.75),
    hours_per_week=8,
    places=2,
    places_taken=0,
)


def said(explanation):
    return {term.term: term for term in explanation.match.terms}


def test_a_reason_says_what_it_is_made_of():
    terms = said(explain(SAM, BAKERY, on=ON))

    assert terms["interest"].words == "You are keen on hospitality."
    assert terms["words"].words == (
        "You wrote about baking, bread and cakes, and so does this offer."
    )
    assert "1 of the 2 things it asks for: cash handling" in terms["skills"].words
    assert terms["travel"].words == "It takes about 15 minutes by bus."
    assert terms["hours"].state == "unknown"
    assert terms["hours"].words == "We don’t know how many hours you can do."
    assert terms["pay"].words == "It is not paid."


def test_every_rule_that_says_no_is_listed_with_everything_unknown():
    offer = replace(BAKERY, kind="job", places=0, dbs_required=True, closes=None)

    found = explain(SAM, offer, on=ON)

    assert [reason.rule for reason in found.no] == ["places", "kind"]
    assert {"dbs", "open", "dates"} <= {reason.rule for reason in found.unknown}
    assert found.match is None


def test_unknown_terms_are_listed_beside_unknown_rules():
    found = explain(SAM, BAKERY, on=ON)

    assert {"hours", "days", "experience"} <= {each.term for each in found.unknown}
    assert found.match is not None


def test_below_the_floor_there_is_no_score_only_what_to_ask():
    nobody_asked = Person(id="new", ready=True, consent=True)

    match = explain(nobody_asked, BAKERY, on=ON).match

    assert (match.band, match.score_micro) == ("ask", None)
    assert all(term.words.startswith(("We don’t know", "The employer")) for term in match.terms)


def test_words_never_name_care_or_put_a_number_on_anybody():
    people, offers = Inventor(3).people(40), Inventor(4).opportunities(40)
    index = Index(offers, on=ON)
    for person in people:
        for offer in offers[:10]:
            found = index.explain(person, offer.id)
            terms = found.match.terms if found.match else ()
            for each in (*found.no, *found.unknown, *terms):
                assert each.words
                assert "%" not in each.words
                assert "care leav" not in each.words.lower()
                assert "None" not in each.words
                assert "nan" not in each.words.split()


def test_explaining_a_pair_gives_the_score_it_was_ranked_with():
    people, offers = Inventor(5).people(20), Inventor(6).opportunities(60)
    index = Index(offers, on=ON)
    who = {each.id: each for each in people}

    for match in index.rank(people, top=3):
        if hasattr(match, "terms"):
            again = index.explain(who[match.person], match.opportunity).match
            assert replace(again, rank=match.rank) == match


def test_terms_and_rules_have_words():
    assert set(said(explain(SAM, BAKERY, on=ON))) == {t for t in TERMS if "opened" not in t}
    assert len(RULES) == 14
