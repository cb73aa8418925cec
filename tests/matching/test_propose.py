"""Ranking in blocks gives what scoring every pair by itself gives."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import ON, Inventor
from naive import Naive

from matching import Match, Nothing, Settings, Weights, rank, rules
from matching.model import PRIOR
from matching.travel import centres_of


def world(seed, people=40, opportunities=150, missing=0.25, outcomes=0):
    inventor = Inventor(seed, missing)
    crowd, offers = inventor.people(people), inventor.opportunities(opportunities)
    return crowd, offers, inventor.outcomes(crowd, offers, outcomes)


def plain(offers, weights=None):
    ground = rules.Ground(ON, Settings(), centres_of(offers))
    return Naive(offers, ground, weights or Weights())


def seen(matches, key, other):
    rows = {}
    for each in matches:
        if isinstance(each, Match):
            row = (getattr(each, other), each.score_micro, each.coverage)
            rows.setdefault(getattr(each, key), []).append(row)
    return rows


@pytest.mark.parametrize("missing", [0.0, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("seed", range(4))
def test_blocks_find_exactly_what_the_plain_loop_finds(seed, missing):
    people, offers, outcomes = world(seed, missing=missing, outcomes=60)
    naive = plain(offers)

    found = seen(rank(people, offers, outcomes=outcomes, on=ON), "person", "opportunity")

    expected = {p.id: naive.best(p, outcomes, 10, 0.5) for p in people}
    assert found == {person: best for person, best in expected.items() if best}


@pytest.mark.parametrize("seed", range(4))
def test_people_for_an_opportunity_are_what_the_plain_loop_finds(seed):
    people, offers, outcomes = world(seed, 150, 40, outcomes=60)
    naive = plain(offers)

    matches = rank(people, offers, outcomes=outcomes, on=ON, for_="opportunities")

    expected = {o.id: naive.best_people(o, people, outcomes, 10, 0.5) for o in offers}
    found = seen(matches, "opportunity", "person")
    assert found == {offer: best for offer, best in expected.items() if best}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), top=st.integers(1, 30), floor=st.sampled_from([0, 0.5, 0.7, 1]))
def test_any_weights_any_top_and_any_floor_give_the_plain_result(seed, top, floor):
    people, offers, outcomes = world(seed, 12, 60, outcomes=20)
    pick = random.Random(seed)
    weights = Weights({term: round(pick.uniform(0, 4), 3) for term in PRIOR})
    naive = plain(offers, weights)

    matches = rank(people, offers, outcomes=outcomes, on=ON, top=top, floor=floor, weights=weights)

    expected = {p.id: naive.best(p, outcomes, top, floor) for p in people}
    found = seen(matches, "person", "opportunity")
    assert found == {person: best for person, best in expected.items() if best}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_suggestion_breaks_a_rule_and_its_parts_add_up(seed):
    people, offers, outcomes = world(seed, 30, 60, outcomes=20)
    who, what = {p.id: p for p in people}, {o.id: o for o in offers}
    ground = rules.Ground(ON, Settings(), centres_of(offers))

    for match in rank(people, offers, outcomes=outcomes, on=ON):
        if isinstance(match, Nothing):
            continue
        assert rules.broken(who[match.person], what[match.opportunity], ground) == []
        if match.band == "ask":
            assert match.score_micro is None
        else:
            assert sum(term.micro for term in match.terms) == match.score_micro


def test_the_order_of_the_files_does_not_matter():
    people, offers, outcomes = world(7, outcomes=40)
    mixed = [random.Random(1).sample(each, len(each)) for each in (people, offers, outcomes)]

    one = rank(people, offers, outcomes=outcomes, on=ON)
    other = rank(mixed[0], mixed[1], outcomes=mixed[2], on=ON)

    assert sorted(map(repr, one)) == sorted(map(repr, other))


def test_a_pair_scores_the_same_whoever_else_is_in_the_file():
    people, offers, outcomes = world(8, outcomes=40)

    alone = [m for p in people for m in rank([p], offers, outcomes=outcomes, on=ON)]

    assert alone == rank(people, offers, outcomes=outcomes, on=ON)


def test_a_person_with_nothing_gets_the_rules_that_left_nothing():
    people, offers, _ = world(9)
    stuck = [each for each in people if each.consent and each.ready]
    shut = [rules.Opportunity(id=o.id, places=0, dbs_required=False) for o in offers]

    found = rank(stuck, shut, on=ON)

    assert all(isinstance(each, Nothing) for each in found)
    assert all({(c.rule, c.count) for c in each.none} == {("places", len(shut))} for each in found)


def test_without_consent_nothing_else_is_looked_at():
    people, offers, _ = world(10)
    without = [each for each in people if not each.consent]

    for each in rank(without, offers, on=ON):
        assert {count.rule for count in each.none} <= {"consent", "ready"}
