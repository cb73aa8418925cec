"""Every pair of many invented worlds: what is suggested breaks no rule, and nothing else is left out.

MATCHING_CASES says how many pairs are tried.
"""

from __future__ import annotations

import os

import numpy as np
import pytest
from invented import ON, Inventor

from matching import Match, Settings, Weights, rank, rules
from matching.bound import SLACK
from matching.field import Sides, field
from matching.history import History
from matching.people import pack
from matching.pool import Pool
from matching.scorer import MICRO
from matching.sweep import sweep

CASES = int(os.environ.get("MATCHING_CASES", "20000"))
SIDE = 100
WORLDS = range(max(1, CASES // SIDE**2))


def world(seed):
    inventor = Inventor(seed, missing=(0.0, 0.1, 0.3, 0.6)[seed % 4])
    return inventor.people(SIDE), inventor.opportunities(SIDE)


@pytest.mark.parametrize("seed", WORLDS)
def test_a_pair_is_suggested_if_and_only_if_no_rule_says_no(seed):
    people, offers = world(seed)
    pool = Pool(offers, Weights(), Settings(), ON)

    found = rank(people, offers, on=ON, top=SIDE)

    matches = [each for each in found if isinstance(each, Match)]
    assert {(each.person, each.opportunity) for each in matches} == {
        (person.id, offer.id)
        for person in people
        for offer in offers
        if not rules.broken(person, offer, pool.ground)
    }
    assert all(
        sum(term.micro for term in each.terms) == each.score_micro
        for each in matches
        if each.band != "ask"
    )


@pytest.mark.parametrize("seed", WORLDS)
def test_no_score_lies_above_its_quick_bound(seed):
    people, offers = world(seed)
    pool = Pool(offers, Weights(), Settings(), ON)
    packed = pack(people, pool.offers, pool.ground, History())

    for by_person in (True, False):
        across = field(Sides(packed, pool.offers, pool.weights, pool.ground, 0.5, by_person))
        best = sweep(across, SIDE)

        bound = across.rows.bound @ across.columns.bound.T
        row, place = np.nonzero(best.columns >= 0)
        keys = best.keys[row, place] / MICRO
        assert across.centre is not None
        assert (bound[row, best.columns[row, place]] >= keys - SLACK).all()
