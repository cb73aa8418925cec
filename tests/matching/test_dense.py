"""Whole matrices with scikit-learn give the same scores as the blocks."""

from __future__ import annotations

import numpy as np

from matching import Settings, Weights
from matching.dense import dense_best
from matching.field import Sides, field
from matching.history import History
from matching.people import pack
from matching.pool import Pool
from matching.scorer import MICRO
from matching.sweep import NOTHING, sweep
from matching.synthetic import ON, Invented


def test_blocks_and_whole_matrices_agree_in_a_city_and_in_a_country():
    for spread in ("city", "national"):
        made = Invented(3, spread)
        people = made.people(150)
        pool = Pool(made.opportunities(1500), Weights(), Settings(), ON)
        packed = pack(people, pool.offers, pool.ground, History())
        sides = Sides(packed, pool.offers, pool.weights, pool.ground, 0.5, True)

        best = sweep(field(sides), 10)

        _, scores = dense_best(sides, 10)
        ours = np.where(best.keys == NOTHING, -1e9, best.keys / MICRO)
        assert np.abs(ours - scores).max() < 1e-5
        assert (best.columns >= 0).sum() > 200


def test_one_person_alone_gets_what_everybody_gets_together():
    made = Invented(4)
    people = made.people(40)
    pool = Pool(made.opportunities(800), Weights(), Settings(), ON)
    packed = pack(people, pool.offers, pool.ground, History())

    together = sweep(field(Sides(packed, pool.offers, pool.weights, pool.ground, 0.5, True)), 10)

    for row, person in enumerate(people):
        alone = pool.score_one(person, 10)
        assert (alone.keys[0] == together.keys[row]).all()
        assert (alone.columns[0] == together.columns[row]).all()


def test_people_for_an_offer_are_the_best_of_everybody():
    for spread in ("city", "national"):
        made = Invented(5, spread)
        people = made.people(400)
        pool = Pool(made.opportunities(300), Weights(), Settings(), ON)
        packed = pack(people, pool.offers, pool.ground, History())
        rest = (pool.offers, pool.weights, pool.ground, 0.5)

        every = sweep(field(Sides(packed, *rest, True)), len(pool.records))
        best = sweep(field(Sides(packed, *rest, False)), 10)

        keys = np.full((len(people), len(pool.records)), NOTHING)
        row, place = np.nonzero(every.columns >= 0)
        keys[row, every.columns[row, place]] = every.keys[row, place]
        assert (np.maximum(best.keys, NOTHING + 1) == _largest(keys, 10)).all()


def _largest(keys, top):
    return np.sort(np.maximum(keys, NOTHING + 1), axis=0)[::-1][:top].T


def test_a_crowd_whose_words_are_many_goes_in_smaller_blocks(monkeypatch):
    made = Invented(6)
    people = made.people(300)
    pool = Pool(made.opportunities(700), Weights(), Settings(), ON)
    packed = pack(people, pool.offers, pool.ground, History())
    sides = Sides(packed, pool.offers, pool.weights, pool.ground, 0.5, True)
    together = sweep(field(sides), 10)

    monkeypatch.setattr("matching.sweep.WIDE", 1)
    apart = sweep(field(sides), 10)

    assert (apart.keys == together.keys).all()
    assert (apart.columns == together.columns).all()
