"""Sparse rows of whole numbers, and their products with other such rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bag:
    """For each row the ids it holds and how much of each; row i is `start[i]:start[i + 1]`."""

    start: Ints
    ids: Small
    much: Small

    def __len__(self) -> int:
        return len(self.start) - 1

    def filled(self) -> NDArray[np.bool_]:
        """Which rows hold anything."""
        return self.start[1:] > self.start[:-1]

    def rows(self) -> Ints:
        """The row of every entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def take(self, order: Ints) -> Bag:
        """The same bag with its rows in another order, or some of them."""
        lengths = np.diff(self.start)[order]
        start = np.concatenate(([0], np.cumsum(lengths)))
        inside = np.arange(start[-1]) - np.repeat(start[:-1], lengths)
        entries = np.repeat(self.start[:-1][order], lengths) + inside
        return Bag(start, self.ids[entries], self.much[entries])

    def part(self, rows: slice) -> Bag:
        """Neighbouring rows of the same bag."""
        start = self.start[rows.start : rows.stop + 1]
        within = slice(int(start[0]), int(start[-1]))
        return Bag(start - start[0], self.ids[within], self.much[within])

    def only(self, wanted: NDArray[np.bool_]) -> Bag:
        """The same bag without the ids that nobody wants."""
        keep = wanted[self.ids]
        if keep.all():
            return self
        ends = np.concatenate(([0], np.cumsum(keep)))
        return Bag(ends[self.start], self.ids[keep], self.much[keep])

    def padded(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Rows side by side, as long as the longest; the rest holds nothing of id 0.

        In the smallest numbers that hold them, because there may be a great many.
        """
        lengths = np.diff(self.start)
        width = int(lengths.max(initial=0))
        ids, much = (
            np.zeros((len(self), width), np.min_scalar_type(int(each.max(initial=0))))
            for each in (self.ids, self.much)
        )
        inside = np.arange(width) < lengths[:, None]
        ids[inside], much[inside] = self.ids, self.much
        return ids, much

    def spread(self, rows: slice, width: int) -> NDArray[np.int32]:
        """Some rows with a place for every id."""
        first, last = int(self.start[rows.start]), int(self.start[rows.stop])
        count = rows.stop - rows.start
        lengths = np.diff(self.start[rows.start : rows.stop + 1])
        wide = np.zeros((count, max(1, width)), np.int32)
        wide[np.repeat(np.arange(count), lengths), self.ids[first:last]] = self.much[first:last]
        return wide


@dataclass(frozen=True)
class Counts:
    """How many times each row holds each id, rows and ids in order."""

    rows: Ints
    ids: Ints
    times: Ints
    height: int

    @classmethod
    def of(cls, rows: Ints, ids: Ints, height: int, width: int) -> Counts:
        """Count equal entries together."""
        key = rows * width + ids
        pairs, times = np.unique(key, return_counts=True)
        return cls(pairs // width, pairs % width, times, height)

    def renumbered(self, place: Ints) -> Counts:
        """The same counts with other numbers for the ids, in order again."""
        ids = place[self.ids]
        order = np.argsort(self.rows * max(1, len(place)) + ids)
        return Counts(self.rows[order], ids[order], self.times[order], self.height)

    def starts(self) -> Ints:
        """Where each row begins."""
        lengths = np.bincount(self.rows, minlength=self.height)
        return np.concatenate(([0], np.cumsum(lengths)))

    def scaled(self, raw: Ints, unit: int) -> Bag:
        """These entries with other amounts, each row brought to one length."""
        # Sums of whole numbers below 2**53 are exact in any order.
        squares = np.bincount(self.rows, (raw * raw).astype(np.float64), self.height)
        length = np.sqrt(np.maximum(squares, 1.0))
        much = np.rint(raw * (unit / length[self.rows])).astype(np.int32)
        return Bag(self.starts(), self.ids.astype(np.int32), much)


def empty_bag(height: int) -> Bag:
    """Rows that hold nothing."""
    return Bag(np.zeros(height + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))


def joined(bags: Sequence[Bag]) -> Bag:
    """The rows of several bags, one bag after the other."""
    ends = np.cumsum([0, *(int(bag.start[-1]) for bag in bags)])
    start = [bag.start[1:] + end for bag, end in zip(bags, ends[:-1], strict=True)]
    return Bag(
        np.concatenate([np.zeros(1, np.int64), *start]),
        np.concatenate([bag.ids for bag in bags]),
        np.concatenate([bag.much for bag in bags]),
    )


def bag_of(rows: Sequence[dict[int, int]]) -> Bag:
    """A bag from one small table for each row."""
    start = np.concatenate(([0], np.cumsum([len(row) for row in rows]))).astype(np.int64)
    ids = [each for row in rows for each in row]
    much = [each for row in rows for each in row.values()]
    return Bag(start, np.array(ids, np.int32), np.array(much, np.int32))
