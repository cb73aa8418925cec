"""A ranking in blocks, each sent through a pickle, is the ranking in one go."""

from __future__ import annotations

import pickle

import pytest
from invented import ON, Inventor

from matching import Settings, Weights
from matching.blocks import Work, here
from matching.pool import Pool


@pytest.mark.parametrize("rows", [1, 7, 50, 1000])
@pytest.mark.parametrize("side", ["people", "opportunities"])
def test_blocks_in_order_are_the_whole(side, rows):
    inventor = Inventor(22)
    people, offers = inventor.people(60), inventor.opportunities(90)
    pool = Pool(offers, Weights(), Settings(), ON)
    work = Work(pool, people, inventor.outcomes(people, offers, 80), 10, 0.5, side)

    sent = pickle.loads(pickle.dumps(work))
    blocks = [list(sent.lines(start, start + rows)) for start in range(0, len(work), rows)]

    assert [line for block in blocks for line in block] == list(here(work))
