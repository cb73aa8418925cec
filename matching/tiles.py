"""Columns in short stretches, and which rows may meet anything in which stretch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.bags import Floats, Ints

Flags = NDArray[np.bool_]

# How many neighbours are passed over or looked at together.
TILE = 64
# Kinds as bits; whoever has said nothing may meet every kind.
EVERY_KIND = -1


@dataclass(frozen=True)
class Spots:
    """What decides where and of which kind: for people or offers, one row each.

    `limit` is the squared distance that is still in reach, endless where nobody knows;
    `free` says that distance does not matter.
    """

    point: Floats
    limit: Floats
    free: Flags
    kinds: Ints

    def take(self, rows: Ints) -> Spots:
        """Some of them."""
        return Spots(self.point[rows], self.limit[rows], self.free[rows], self.kinds[rows])


@dataclass(frozen=True)
class Tiles:
    """For each stretch the box it lies in, the longest reach and the kinds in it."""

    low: Floats
    high: Floats
    limit: Floats
    anywhere: Flags
    kinds: Ints

    @classmethod
    def of(cls, spots: Spots) -> Tiles:
        """The stretches of some columns."""
        starts = np.arange(0, len(spots.limit), TILE)
        return cls(
            np.fmin.reduceat(spots.point, starts),
            np.fmax.reduceat(spots.point, starts),
            np.maximum.reduceat(spots.limit, starts),
            np.logical_or.reduceat(spots.free, starts),
            np.bitwise_or.reduceat(spots.kinds, starts),
        )

    def around(self, rows: Spots) -> Ints:
        """The stretches that may concern any of some rows, those that lie somewhere first."""
        seen = np.ones(len(self.anywhere), bool)
        if not rows.free.any():
            low, high = rows.point.min(axis=0), rows.point.max(axis=0)
            seen = self._near(low, high, rows.limit.max(initial=0.0))
        seen &= (self.kinds & np.bitwise_or.reduce(rows.kinds)) != 0
        found = np.flatnonzero(seen)
        return found[np.argsort(self.anywhere[found], kind="stable")]

    def concerning(self, tiles: Ints, rows: Spots) -> Flags:
        """For each of some stretches (down) and each row (across) whether they may meet."""
        some = Tiles(*(getattr(self, name)[tiles][:, None] for name in self.__dataclass_fields__))
        near = some._near(rows.point, rows.point, rows.limit) | rows.free
        return np.asarray(near & ((some.kinds & rows.kinds) != 0), bool)

    def _near(self, low: Floats, high: Floats, limit: Floats | float) -> Flags:
        far: Floats = np.zeros(np.broadcast_shapes(self.limit.shape, np.shape(low[..., 0])))
        for axis in range(3):
            over = self.low[..., axis] - high[..., axis]
            under = low[..., axis] - self.high[..., axis]
            gap = np.maximum(0.0, np.maximum(over, under))
            far += gap * gap
        # Nothing that is not a number is far.
        return np.asarray(self.anywhere | ~(far > np.minimum(self.limit, limit)), bool)
