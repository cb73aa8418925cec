"""What would open more is true: with the change made, exactly those offers open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from changed import changed, open_to
from invented import ON, Inventor

from matching import (
    Interest,
    Match,
    Opportunity,
    Person,
    Qualification,
    Settings,
    Travel,
    Weights,
    rank,
    rules,
)
from matching.pool import Pool
from matching.types import Outcome
from matching.unlock import unlock


def pool(offers):
    return Pool(offers, Weights(), Settings(), ON)


def personal(found):
    return [each for each in found if each.person is not None and each.opens]


def suggested(person, offers):
    found = rank([person], offers, top=len(offers), floor=0, on=ON)
    return {each.opportunity for each in found if isinstance(each, Match)}


@pytest.mark.parametrize("seed", range(31, 37))
@pytest.mark.parametrize("missing", [0.05, 0.25])
def test_each_change_opens_exactly_the_offers_it_names(seed, missing):
    inventor = Inventor(seed, missing)
    people, offers = inventor.people(40), inventor.opportunities(60)
    where = pool(offers)
    who = {each.id: each for each in people}

    found = personal(unlock(where, people))

    assert len(found) > 40
    for each in found:
        before = open_to(who[each.person], offers, where.ground)
        after = open_to(changed(who[each.person], each.change), offers, where.ground)
        assert set(each.opportunities) == after - before, each.words
        assert each.opens == len(each.opportunities)


def test_ranked_again_exactly_the_named_offers_are_new():
    inventor = Inventor(38, 0.1)
    people, offers = inventor.people(25), inventor.opportunities(50)
    who = {each.id: each for each in people}

    found = personal(unlock(pool(offers), people))

    assert len(found) > 30
    for each in found:
        person = who[each.person]
        new = suggested(changed(person, each.change), offers) - suggested(person, offers)
        assert new == set(each.opportunities), each.words


def smaller(change):
    """The same change with a smaller step, where there is one."""
    field, value = change["field"], change["value"]
    if field == "travel.minutes_max":
        return change | {"value": value - 5}
    if field == "hours_per_week_max":
        return change | {"value": value - 0.5}
    if field == "qualifications" and value["level"]:
        return change | {"value": value | {"level": value["level"] - 1}}
    if field in {"available_from", "available_to"}:
        day = ON.fromisoformat(value)
        step = timedelta(days=1 if field == "available_from" else -1)
        return change | {"value": (day + step).isoformat()}
    return None


@pytest.mark.parametrize("seed", range(41, 45))
def test_no_smaller_step_does_the_same(seed):
    inventor = Inventor(seed, 0.1)
    people, offers = inventor.people(40), inventor.opportunities(80)
    where = pool(offers)
    who = {each.id: each for each in people}
    tried = 0

    for each in personal(unlock(where, people)):
        fields, values = each.change["field"], each.change["value"]
        parts = list(zip(fields, values, strict=True)) if isinstance(fields, list) else None
        for number, (field, value) in enumerate(parts or [(fields, values)]):
            less = smaller({"field": field, "value": value})
            if less is None:
                continue
            shrunk = less
            if parts:
                shrunk = {"field": list(fields), "value": list(values)}
                shrunk["value"][number] = less["value"]
            person = who[each.person]
            before = open_to(person, offers, where.ground)
            after = open_to(changed(person, shrunk), offers, where.ground)
            assert len(after - before) < each.opens, each.words
            tried += 1

    assert tried > 20


def test_what_opens_most_comes_first_for_each_person():
    inventor = Inventor(32)
    found = unlock(pool(inventor.opportunities(60)), inventor.people(20))

    for one, other in pairwise(found):
        if one.person == other.person:
            assert one.opens >= other.opens


KIM = Person(id="kim", consent=True, ready=True, kinds=("job",), dbs=False, qualifications=())
SHUT = Opportunity(
    id="nursery",
    kind="job",
    dbs_required=True,
    essential_qualifications=(Qualification("Childcare", 2),),
)


def test_two_changes_together_when_no_single_one_is_enough():
    (found,) = unlock(pool([SHUT]), [KIM])

    assert found.change == {
        "field": ["qualifications", "dbs"],
        "value": [{"name": "Childcare", "level": 2}, True],
    }
    assert found.words == "Childcare level 2 and a DBS check together open 1 more."


def test_two_certificates_together_when_an_offer_asks_for_both():
    both = (Qualification("CSCS card"), Qualification("Food hygiene", 2))
    offer = Opportunity("o", essential_qualifications=both)

    (found,) = unlock(pool([offer]), [replace(KIM, kinds=None)])

    assert found.words == "CSCS card and food hygiene level 2 together open 1 more."


def test_a_bus_and_more_time_together_when_neither_is_enough():
    walker = Person("p", consent=True, ready=True, travel=Travel(20, ("walk",)), area="MK9")
    far = rules.Place(52.04, -0.88)

    found = unlock(pool([Opportunity("o", place=far)]), [walker])

    assert found
    for each in found:
        assert each.change["field"] == ["travel.minutes_max", "travel.modes"]
    assert "minutes more and travelling by bus together open 1 more." in " ".join(
        each.words for each in found
    )


def test_no_pair_is_offered_where_a_single_change_helps():
    inventor = Inventor(33, 0.05)
    people = inventor.people(60)
    found = personal(unlock(pool(inventor.opportunities(60)), people))
    alone = {
        each.person
        for each in found
        if isinstance(each.change["field"], str) and each.change["field"] != "interests"
    }
    paired = {each.person for each in found if isinstance(each.change["field"], list)}

    assert alone
    assert paired
    assert not alone & paired


def test_a_bigger_step_that_opens_no_more_is_not_listed():
    near = Person("p", consent=True, ready=True, travel=Travel(15, ("bus",)), area="MK9")
    where = rules.Place(52.06, -0.80)

    found = unlock(pool([Opportunity("o", place=where)]), [near])

    longer = [each for each in found if each.change["field"] == "travel.minutes_max"]
    assert [each.change["value"] for each in longer] == [30]
    assert longer[0].words == "Travelling 15 minutes more opens 1 more."


def test_whom_and_where_somebody_stays_away_from_is_never_argued_with():
    person = Person(
        "p", consent=True, ready=True, exclude_employers=("Acorn",), exclude_areas=("MK3",)
    )
    offers = [Opportunity("o", area="MK3"), Opportunity("q", employer="Acorn")]

    assert unlock(pool(offers), [person]) == []


def test_a_sector_somebody_said_no_to_is_only_ever_mentioned():
    person = Person("p", consent=True, ready=True, interests=(Interest("retail", "not_for_me"),))

    (found,) = unlock(pool([Opportunity("o", sector="retail")]), [person])

    assert found.words == "Trying retail, only if you ever want to, opens 1 more."
    assert found.change["value"] == {"sector": "retail", "level": "curious"}


def test_nothing_is_looked_at_without_consent():
    assert unlock(pool([SHUT]), [replace(KIM, consent=None)]) == []


def test_what_was_acted_on_before_does_not_open_again():
    done = [Outcome("kim", "nursery", "declined")]

    assert unlock(pool([SHUT]), [KIM], done) == []


def test_nobody_and_nothing_open_nothing():
    assert unlock(pool([]), [KIM]) == []
    assert unlock(pool([SHUT]), []) == []


def test_a_certificate_that_names_its_level_says_it_once():
    offer = Opportunity("o", essential_qualifications=(Qualification("Food hygiene level 2", 2),))

    (found,) = unlock(pool([offer]), [replace(KIM, kinds=None)])

    assert found.words == "Food hygiene level 2 opens 1 more."
