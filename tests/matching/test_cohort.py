"""What is said of a whole cohort is the sum of what is true of each."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from changed import changed, offered, open_to
from invented import ON, Inventor

from matching import Interest, Opportunity, Person, Qualification, Settings, Weights, rules
from matching.pool import Pool
from matching.synthetic import Invented
from matching.unlock import unlock, unlocked


def pool(offers):
    return Pool(offers, Weights(), Settings(), ON)


def sums(people, offers, ground, change):
    """What opens for whom when everybody makes a change, one pair at a time."""
    found = {}
    for person in people:
        if person.consent:
            before = open_to(person, offers, ground)
            found[person.id] = open_to(changed(person, change), offers, ground) - before
    return {person: opened for person, opened in found.items() if opened}


def together(found):
    return sum(map(len, found.values())), set(found), set().union(*found.values())


def said(barrier):
    return barrier.pairs, set(barrier.people), set(barrier.opportunities)


@pytest.mark.parametrize("seed", [61, 62, 63])
def test_each_change_of_people_adds_up(seed):
    inventor = Inventor(seed, 0.1)
    people, offers = inventor.people(25), inventor.opportunities(40)
    where = pool(offers)
    found = [e for e in unlocked(where, people).cohort if e.group in {"person", "certificate"}]

    assert len(found) > 15
    for each in found:
        change = {"field": each.field, "value": each.value}
        assert said(each) == together(sums(people, offers, where.ground, change)), each.words


@pytest.mark.parametrize("seed", [64, 65])
def test_each_change_of_employers_adds_up(seed):
    inventor = Inventor(seed, 0.1)
    people, offers = inventor.people(40), inventor.opportunities(60)
    where = pool(offers)
    found = [e for e in unlocked(where, people).cohort if e.group == "employer"]

    assert {e.field for e in found} > {"hours_per_week", "remote", "places"}
    for each in found:
        now = [offered(offer, {"field": each.field, "value": each.value}) for offer in offers]
        opened = {
            person.id: open_to(person, now, where.ground) - open_to(person, offers, where.ground)
            for person in people
            if person.consent
        }
        assert said(each) == together({p: o for p, o in opened.items() if o}), each.words


def test_a_rule_counts_only_what_it_alone_keeps_closed():
    inventor = Inventor(66, 0.1)
    people, offers = inventor.people(30), inventor.opportunities(40)
    where = pool(offers)
    alone = {}
    for person in people:
        for offer in offers:
            names = rules.broken(person, offer, where.ground)
            if person.consent and len(names) == 1:
                alone.setdefault(names[0], []).append((person.id, offer))

    for each in unlocked(where, people).cohort:
        if each.group == "rule":
            assert each.pairs == len(alone[each.value])
            assert set(each.people) == {person for person, _ in alone[each.value]}
        if each.group == "area":
            there = [
                o
                for _, o in alone["travel"]
                if o.area and rules.travel.area_name(o.area) == each.value
            ]
            assert each.pairs == len(there)


def test_a_sector_counts_the_ready_who_like_it_and_have_nothing_in_it():
    like = tuple(Interest(each, "keen") for each in ("retail", "care"))
    people = [
        Person("a", consent=True, ready=True, interests=like),
        Person("b", consent=True, ready=True, interests=(Interest("care", "curious"),)),
        Person("c", consent=True, ready=False, interests=like),
        Person("d", consent=True, ready=True, interests=(Interest("care", "not_for_me"),)),
        Person("e", consent=None, ready=True, interests=like),
    ]
    found = unlocked(pool([Opportunity("o", sector="retail")]), people).cohort

    (care,) = [each for each in found if each.group == "sector"]
    assert (care.value, care.pairs, care.people) == ("care", 2, ("a", "b"))
    assert care.words == "A new offer in care would be the first for 2 people who would like one."


KIM = Person(id="kim", consent=True, ready=True, kinds=("job",), dbs=False)
SHUT = Opportunity(id="nursery", kind="job", dbs_required=True)


def test_the_cohort_adds_everybody_up():
    people = [replace(KIM, id=f"p{number}", qualifications=None) for number in range(3)]

    found = [each for each in unlock(pool([SHUT]), people) if each.person is None]

    assert [(each.change, each.opens) for each in found] == [
        ({"field": "dbs", "value": True}, 3),
        ({"field": "rule", "value": "dbs"}, 3),
    ]
    assert found[0].words == "A DBS check opens 3 more for 3 people."
    assert found[0].opportunities == ("nursery",)


def test_those_who_need_a_smaller_step_count_for_the_bigger_one_too():
    low = Opportunity("low", essential_qualifications=(Qualification("Food hygiene", 1),))
    high = Opportunity("high", essential_qualifications=(Qualification("food hygiene", 2),))
    people = [
        replace(KIM, id="a", qualifications=()),
        replace(KIM, id="b", qualifications=(Qualification("food hygiene", 1),)),
    ]

    found = unlocked(pool([low, high]), people).cohort

    certificates = {str(e.value["level"]): e.pairs for e in found if e.group == "certificate"}
    assert certificates == {"1": 1, "2": 3}


def test_a_sector_somebody_said_no_to_is_no_barrier_of_the_cohort():
    people = [
        Person(each, consent=True, ready=True, interests=(Interest("retail", "not_for_me"),))
        for each in "ab"
    ]

    assert unlocked(pool([Opportunity("o", sector="retail")]), people).cohort == []


def test_a_cohort_takes_a_moment():
    made = Invented(5)
    where = Pool(made.opportunities(150), Weights(), Settings(), ON)
    people = made.people(500)
    start = time.process_time()

    found = unlocked(where, people)

    assert time.process_time() - start < 15  # a few seconds, and room for a busy machine
    assert len(found.cohort) > 20
