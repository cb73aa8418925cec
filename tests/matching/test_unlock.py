"""What would open more is true: with the change made, exactly those offers open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from invented import ON, Inventor

from matching import Interest, Opportunity, Person, Qualification, Settings, Travel, Weights, rules
from matching.pool import Pool
from matching.types import Outcome
from matching.unlock import unlock


def pool(offers):
    return Pool(offers, Weights(), Settings(), ON)


def changed(person, change):
    """The person with the change that a line of the output speaks of."""
    fields, values = change["field"], change["value"]
    if isinstance(fields, list):
        for field, value in zip(fields, values, strict=True):
            person = changed(person, {"field": field, "value": value})
        return person
    if fields == "travel.minutes_max":
        return replace(person, travel=replace(person.travel, minutes_max=values))
    if fields == "travel.modes":
        return replace(person, travel=replace(person.travel, modes=(*person.travel.modes, values)))
    if fields == "qualifications":
        new = Qualification(values.get("name", ""), values["level"])
        return replace(person, qualifications=(*person.qualifications, new))
    if fields == "kinds":
        return replace(person, kinds=(*person.kinds, values))
    if fields.startswith("available"):
        return replace(person, **{fields: date.fromisoformat(values)})
    return replace(person, **{fields: values})


def open_to(person, offers, ground):
    return {each.id for each in offers if not rules.broken(person, each, ground)}


def test_each_change_opens_exactly_the_offers_it_names():
    inventor = Inventor(31)
    people, offers = inventor.people(40), inventor.opportunities(60)
    where = pool(offers)
    who = {each.id: each for each in people}

    found = [each for each in unlock(where, people) if each.person is not None]

    assert len(found) > 50
    for each in found:
        before = open_to(who[each.person], offers, where.ground)
        after = open_to(changed(who[each.person], each.change), offers, where.ground)
        assert set(each.opportunities) == after - before
        assert each.opens == len(each.opportunities) > 0


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
    assert found.words == "Childcare (level 2) and a DBS check opens 1 more."


def test_a_bigger_step_that_opens_no_more_is_not_listed():
    near = Person("p", consent=True, ready=True, travel=Travel(15, ("bus",)), area="MK9")
    where = rules.Place(52.06, -0.80)

    found = unlock(pool([Opportunity("o", place=where)]), [near])

    longer = [each for each in found if each.change["field"] == "travel.minutes_max"]
    assert [each.change["value"] for each in longer] == [30]


def test_what_was_said_no_to_is_never_argued_with():
    person = Person(
        "p",
        consent=True,
        ready=True,
        interests=(Interest("retail", "not_for_me"),),
        exclude_employers=("Acorn",),
    )
    offers = [Opportunity("o", sector="retail"), Opportunity("q", employer="Acorn")]

    assert unlock(pool(offers), [person]) == []


def test_nothing_is_looked_at_without_consent():
    assert unlock(pool([SHUT]), [replace(KIM, consent=None)]) == []


def test_what_was_acted_on_before_does_not_open_again():
    done = [Outcome("kim", "nursery", "declined")]

    assert unlock(pool([SHUT]), [KIM], done) == []


def test_the_cohort_adds_everybody_up():
    people = [replace(KIM, id=f"p{number}", qualifications=None) for number in range(3)]

    found = [each for each in unlock(pool([SHUT]), people) if each.person is None]

    assert [(each.change, each.opens) for each in found] == [({"field": "dbs", "value": True}, 3)]
    assert found[0].words == "A DBS check opens 3 more between 3 people."
