"""Columns of numbers from records, with one way to say that something is missing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.ages import stamp
from matching.bags import Floats, Ints
from matching.travel import point
from matching.types import DAYS, Place

Plain = Callable[[str], str]

MISSING = math.nan
DAY_BITS = {day: 1 << number for number, day in enumerate(DAYS)}

_placed = lru_cache(maxsize=100_000)(point)


def numbers(values: Iterable[float | None]) -> Floats:
    """Numbers, missing ones as not a number."""
    return np.array([MISSING if each is None else each for each in values], np.float64)


def days(values: Iterable[date | None]) -> Ints:
    """Dates as year, month and day in one number; 0 where there is none."""
    return np.array([stamp(each) for each in values], np.int64)


def answers(values: Iterable[bool | None]) -> Ints:
    """1 for yes, 0 for no, -1 where nobody has said."""
    return np.array([-1 if each is None else int(each) for each in values], np.int64)


def masks(values: Iterable[Sequence[str] | None], bits: Mapping[str, int]) -> Ints:
    """Small sets as bits; 0 where nobody has said."""
    return np.array([sum(bits[each] for each in set(value or ())) for value in values], np.int64)


def points(places: Iterable[Place | None]) -> Floats:
    """Places as points in space; not a number where there is none."""
    nowhere = (MISSING, MISSING, MISSING)
    found = [nowhere if place is None else _placed(place) for place in places]
    return np.array(found, np.float64).reshape(-1, 3)


class Codes:
    """Names to numbers in the order of the alphabet, so that the file's order does not matter."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self.number = {name: number for number, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    def of(self, names: Iterable[str | None]) -> Ints:
        """The number of each name, -1 for none and for one that is not known."""
        return np.array([-1 if n is None else self.number.get(n, -1) for n in names], np.int64)


def in_any(padded: Ints, values: Ints) -> NDArray[np.bool_]:
    """For each row, whether its list holds its value; a missing value (-1) is in no list."""
    found: NDArray[np.bool_] = ((padded == values[:, None]) & (values[:, None] >= 0)).any(axis=1)
    return found


def lists(rows: Sequence[Sequence[int]], empty: int) -> Ints:
    """Short lists side by side, filled up with a number that means nothing."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return np.zeros((len(rows), 0), np.int64)
    filled = [[*row, *[empty] * (width - len(row))] for row in rows]
    return np.array(filled, np.int64).reshape(len(rows), width)
