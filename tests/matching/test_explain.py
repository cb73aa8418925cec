"""What is said of a pair is complete, in plain words, and adds up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from invented import ON, Inventor

from matching import Index, Interest, Opportunity, Person, Place, Skill, Travel, explain
from matching.model import ADDED, TERMS
from matching.rules import RULES
from matching.wording import about

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
    assert terms["pay"].words == "It is not paid, and you did not ask for paid work."


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


def everything_said(explanation):
    terms = explanation.match.terms if explanation.match else ()
    return [each.words for each in (*explanation.no, *explanation.unknown, *terms)]


def test_every_reason_can_be_said_about_somebody_instead_of_to_them():
    people, offers = Inventor(7).people(40), Inventor(8).opportunities(40)
    index = Index(offers, on=ON)
    said = {w for p in people for o in offers for w in everything_said(index.explain(p, o.id))}

    assert len(said) > 200
    for words in said:
        plain = set(re.findall(r"\w+", about(words).lower()))
        assert not plain & {"you", "your"}, words
        assert about(words)[0] == about(words)[0].upper()


@pytest.mark.parametrize(
    ("to", "of"),
    [
        ("You are keen on retail.", "They are keen on retail."),
        ("You said retail is not for you.", "They said retail is not for them."),
        ("It is near you.", "It is near them."),
        ("We don’t know your age.", "We don’t know their age."),
        ("It starts before you may leave school.", "It starts before they may leave school."),
        ("The employer offers what helps you: lift.", "The employer offers what helps them: lift."),
        ("Help young people with youth work.", "Help young people with youth work."),
        (
            "It is a taster, which is longer than you want to travel.",
            "It is a taster, which is longer than they want to travel.",
        ),
    ],
)
def test_a_reason_about_somebody_reads_well(to, of):
    assert about(to) == of


def test_the_parts_of_any_pair_add_up_to_its_score_exactly():
    checked = 0
    for seed in range(20, 24):
        people, offers = Inventor(seed).people(20), Inventor(seed + 50).opportunities(60)
        index = Index(offers, on=ON)
        for person in people:
            for offer in offers:
                found = index.explain(person, offer.id, floor=0)
                assert bool(found.no) == (found.match is None)
                if found.match:
                    checked += 1
                    assert sum(t.micro for t in found.match.terms) == found.match.score_micro
                    for term in found.match.terms:
                        wrong = "against" if term.micro > 0 else "for"
                        assert not term.micro or term.state != wrong, term

    assert checked > 120


def test_unpaid_work_speaks_against_only_where_pay_was_asked_for():
    unpaid = replace(BAKERY, pay_per_hour=0, kind="job")

    paid_wanted = said(explain(replace(SAM, kinds=("job",)), unpaid, on=ON))["pay"]
    assert (paid_wanted.state, paid_wanted.words) == ("against", "It is not paid.")
    assert said(explain(SAM, BAKERY, on=ON))["pay"].state == "for"


def test_what_is_protected_in_own_words_is_never_repeated():
    sam = replace(SAM, own_words="As a care leaver I love baking")
    nursery = replace(BAKERY, title="Care and baking", text="Bake with us, with care.")

    assert "care" not in said(explain(sam, nursery, on=ON))["words"].words


def test_explaining_a_pair_gives_the_score_it_was_ranked_with():
    people, offers = Inventor(5).people(20), Inventor(6).opportunities(60)
    index = Index(offers, on=ON)
    who = {each.id: each for each in people}

    for match in index.rank(people, top=3):
        if hasattr(match, "terms"):
            again = index.explain(who[match.person], match.opportunity).match
            assert replace(again, rank=match.rank) == match


def test_terms_and_rules_have_words():
    assert set(said(explain(SAM, BAKERY, on=ON))) == {
        t for t in TERMS if "opened" not in t and t not in ADDED
    }
    assert len(RULES) == 14
