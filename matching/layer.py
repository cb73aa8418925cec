"""The bounds of some rows against some stretches of columns, and what stands out in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching import ground as lie
from matching.bags import Ints
from matching.bound import FORBIDDEN, Single
from matching.field import Field
from matching.scorer import ASK_LAST, MICRO
from matching.tiles import TILE, Flags, Spots

# So few rows are faster over long runs of stretches; so short a gap in a run is no break.
FEW = 4
GAP = 8
# So many stretches make a layer for more rows.
TOGETHER = 160


@dataclass(frozen=True)
class Piece:
    """Neighbouring columns (across) against those rows (down) that may meet any of them."""

    first: int
    rows: Ints
    bound: Single
    peak: Single


@dataclass(frozen=True)
class Layer:
    """Pieces, and the best bound of each row (across) in each stretch (down)."""

    pieces: list[Piece]
    peaks: Single

    def promising(self, count: int) -> Single:
        """What the best few stretches of each row reach, so many or half of what there is."""
        if not len(self.peaks):
            return np.full(self.peaks.shape[1], 2 * FORBIDDEN, np.float32)
        peaks = -np.sort(-self.peaks.T, axis=1)
        some = np.minimum(count, (peaks > FORBIDDEN / 2).sum(axis=1) // 2)
        return np.take_along_axis(peaks, some[:, None], axis=1)[:, 0]

    def between(self, low: Single, high: Single, surely: float) -> tuple[Ints, Ints]:
        """Rows and columns of the pairs from `low` up to below `high`.

        Between `surely`, below which no score lies, and the pairs that can only be asked about
        there are only pairs that are out of reach.
        """
        rows, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        deep = bool((low < surely).any())
        low, high = np.where(low < high, low, np.float32(np.inf))[:, None], high[:, None]
        for piece in self.pieces:
            hot = np.flatnonzero(piece.peak >= low[piece.rows, 0])
            if not len(hot):
                continue
            who = piece.rows[hot]
            bound = piece.bound[hot]
            wanted = (bound >= low[who]) & (bound < high[who])
            if deep:
                wanted &= (bound >= surely) | (bound <= ASK_LAST / MICRO / 2)
            place, column = np.nonzero(wanted)
            rows.append(who[place])
            columns.append(column + piece.first)
        return np.concatenate(rows), np.concatenate(columns)


class Layers:
    """Makes the layers of some rows, one chunk of stretches after the other."""

    def __init__(self, field: Field, rows: Ints) -> None:
        self.field, self.rows = field, rows
        self.bound = field.rows.bound[rows]
        self.spots: Spots = field.rows.spots.take(rows)
        self.centre = None if field.centre is not None else lie.middle(self.spots.point)
        self.space = np.zeros(0, np.float32)

    def __iter__(self) -> Iterator[Layer]:
        """Every layer of the stretches that may concern any of the rows."""
        seen = self.field.columns.tiles.around(self.spots)
        if len(self.rows) <= FEW:
            yield self.layer(np.sort(seen))
            return
        for start in range(0, len(seen), TOGETHER):
            yield self.layer(seen[start : start + TOGETHER])

    def layer(self, tiles: Ints) -> Layer:
        """The bounds against some stretches."""
        meets = self.field.columns.tiles.concerning(tiles, self.spots)
        peaks = np.full(meets.shape, 2 * FORBIDDEN, np.float32)
        made = self._long if len(self.rows) <= FEW else self._short
        return Layer(list(made(tiles, meets, peaks)), peaks)

    def _room(self, size: int) -> Single:
        if len(self.space) < size:
            self.space = np.empty(size, np.float32)
        return self.space

    def _short(self, tiles: Ints, meets: Flags, peaks: Single) -> Iterator[Piece]:
        count = meets.sum(axis=1)
        ends = np.cumsum(count) * TILE
        space = self._room(int(ends[-1]))
        travel = self._travel(tiles)
        for number in np.flatnonzero(count).tolist():
            rows = np.flatnonzero(meets[number])
            every = len(rows) == len(self.rows)
            first = int(tiles[number]) * TILE
            there = self.field.columns.bound[first : first + TILE]
            end = int(ends[number])
            out = space[end - len(rows) * len(there) : end].reshape(len(rows), len(there))
            np.matmul(self.bound if every else self.bound[rows], there.T, out=out)
            if travel is not None and travel[2][number]:
                out += travel[0][rows] @ travel[1][number * TILE :][: len(there)].T
            peak = out.max(axis=1)
            peaks[number, rows] = peak
            yield Piece(first, rows, out, peak)

    def _travel(self, tiles: Ints) -> tuple[Single, Single, Flags] | None:
        if self.centre is None:
            return None
        columns = (tiles[:, None] * TILE + np.arange(TILE)).ravel()
        # Past the last column there is nothing to look up.
        inside = np.minimum(columns, len(self.field.columns) - 1)
        one, other = self.field.travel(self.rows, inside, self.centre)
        placed = other[:, 0] if self.field.sides.by_person else other[:, 0] != 0
        some = (placed != 0).reshape(len(tiles), TILE).any(axis=1)
        return one, other, some

    def _long(self, tiles: Ints, meets: Flags, peaks: Single) -> Iterator[Piece]:
        rows = np.arange(len(self.rows))
        wanted = np.flatnonzero(meets.any(axis=1))
        for start, stop in _runs(tiles[wanted]):
            first, last = int(tiles[wanted[start]]), int(tiles[wanted[stop]])
            there = self.field.columns.bound[first * TILE : (last + 1) * TILE]
            out = self.bound @ there.T
            if self.centre is not None:
                columns = np.arange(first * TILE, first * TILE + len(there))
                one, other = self.field.travel(self.rows, columns, self.centre)
                out += one @ other.T
            found = np.maximum.reduceat(out, np.arange(0, len(there), TILE), axis=1)
            peaks[wanted[start : stop + 1]] = found.T[tiles[wanted[start : stop + 1]] - first]
            yield Piece(first * TILE, rows, out, found.max(axis=1))


def _runs(tiles: Ints) -> list[tuple[int, int]]:
    """Where runs of neighbouring stretches begin and end; stretches in order but for breaks."""
    if not len(tiles):
        return []
    steps = np.diff(tiles)
    breaks = np.flatnonzero((steps < 1) | (steps > GAP))
    starts, stops = [0, *(breaks + 1).tolist()], [*breaks.tolist(), len(tiles) - 1]
    return list(zip(starts, stops, strict=True))
