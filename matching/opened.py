"""What somebody opened before, as words and as places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.bags import Bag, Counts, Floats, Ints
from matching.columns import lists
from matching.vocabulary import UNIT


def opened_words(towards: Sequence[tuple[int, ...]], offers: Bag) -> Bag:
    """The words of what each person opened, as one text of unit length; the newest count most."""
    rows = np.repeat(np.arange(len(towards)), [len(each) for each in towards])
    picked = np.array([number for each in towards for number in each], np.int64)
    age = np.array([place for each in towards for place in range(len(each))], np.int64)
    chosen = offers.take(picked)
    owner = chosen.rows()
    width = int(offers.ids.max(initial=0)) + 1
    key = rows[owner] * width + chosen.ids
    amount = chosen.much.astype(np.int64) * (24 // (1 + age[owner]))
    pairs, where = np.unique(key, return_inverse=True)
    total = np.rint(np.bincount(where, amount, len(pairs))).astype(np.int64)
    counts = Counts(pairs // width, pairs % width, total, len(towards))
    return counts.scaled(total, UNIT)


def opened_codes(towards: Sequence[tuple[int, ...]], codes: Ints) -> Ints:
    """The codes of what each person opened, side by side; -2 fills the rest."""
    return lists([[int(codes[number]) for number in each] for each in towards], -2)


def opened_places(towards: Sequence[tuple[int, ...]], points: Floats) -> Floats:
    """The places of what each person opened, side by side; not a number fills the rest."""
    width = max((len(each) for each in towards), default=0)
    table = np.full((len(towards), width, 3), np.nan)
    for row, numbers in zip(table, towards, strict=True):
        row[: len(numbers)] = points[list(numbers)]
    return table
