"""Every row against every column, block by block, keeping the best few of each row.

The cheap bound of a whole block comes first. A few promising pairs of each row are scored exactly,
which tells what a pair must reach to matter; then every pair whose bound reaches it is scored
exactly. What is kept is therefore what scoring every pair would have kept.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from threadpoolctl import threadpool_limits

from matching import ground as lie
from matching.bags import Ints
from matching.bound import FORBIDDEN, LOOSE, SLACK, Single
from matching.field import TILE, Field, Tiles
from matching.gates import Pairs, ruled_out
from matching.products import Products, Wide
from matching.scorer import ASK_LAST, MICRO, values_of, weigh

ROWS = 128
COLUMNS = 16 * TILE
GROUPS = 32
# How many promising pairs of a row are scored first, and again where too few were allowed.
SEEDS = (16, 64, 256)
NOTHING = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Best:
    """For each row its best columns with their keys, best first; -1 where there are fewer."""

    columns: Ints
    keys: Ints

    @classmethod
    def empty(cls, height: int, top: int) -> Best:
        """Nothing found yet."""
        return cls(np.full((height, top), -1), np.full((height, top), NOTHING))


@dataclass
class Block:
    """A few rows being swept: their order, their bags laid out wide, their best so far."""

    field: Field
    rows: Ints
    wide: dict[str, Wide]
    best: Best
    space: Single

    @cached_property
    def widest(self) -> float:
        """No score lies further from nought than this."""
        return sum(self.field.sides.weights.values.values()) + SLACK

    def keys(self, local: Ints, columns: Ints) -> Ints:
        """Exact keys of some pairs; NOTHING for pairs that are ruled out."""
        keys = np.full(len(local), NOTHING)
        allowed = self._allowed(local, columns)
        if len(allowed):
            local, columns = local[allowed], columns[allowed]
            product = Products(self.wide, self.field.columns.padded, local, columns)
            values = values_of(self._pairs(local, columns), product)
            keys[allowed] = weigh(values, self.field.sides.weights).keys(self.field.sides.floor)
        return keys

    def _allowed(self, local: Ints, columns: Ints) -> Ints:
        # Most pairs that fail here are out of reach, so that comes first.
        near = np.flatnonzero(~ruled_out(self._pairs(local, columns), ("travel",)))
        out = ruled_out(self._pairs(local[near], columns[near]), LOOSE)
        return near[~out]

    def _pairs(self, local: Ints, columns: Ints) -> Pairs:
        return self.field.pairs(self.rows[local], columns)

    def least(self) -> Single:
        """What the bound of a pair must reach to matter, for each row."""
        last = self.best.keys[:, -1]
        least = np.where(last == NOTHING, FORBIDDEN / 2, last / MICRO - SLACK)
        return least.astype(np.float32)

    def learn(self, local: Ints, columns: Ints) -> None:
        """Score some pairs and keep the best of each row."""
        keys = self.keys(local, columns)
        height, top = self.best.keys.shape
        fine = keys != NOTHING
        row = np.concatenate([np.repeat(np.arange(height), top), local[fine]])
        column = np.concatenate([self.best.columns.ravel(), columns[fine]])
        key = np.concatenate([self.best.keys.ravel(), keys[fine]])
        place = self.field.columns.place_in_order[column]
        order = np.lexsort((place, -np.maximum(key, NOTHING + 1), row))
        start = np.searchsorted(row[order], np.arange(height))
        kept = order[start[:, None] + np.arange(top)]
        self.best = Best(column[kept], key[kept])


def sweep(field: Field, top: int, threads: int = 2) -> Best:
    """The best `top` columns of every row."""
    tiles, blocks = field.columns.tiles, _row_blocks(field)

    def run(rows: Ints) -> tuple[Ints, Best]:
        return rows, _sweep_rows(field, rows, tiles, top)

    if len(blocks) < 2:
        done = list(map(run, blocks))
    else:
        with threadpool_limits(1, "blas"), ThreadPoolExecutor(threads) as pool:
            done = list(pool.map(run, blocks))
    best = Best.empty(len(field.rows), top)
    for rows, found in done:
        best.columns[rows], best.keys[rows] = found.columns, found.keys
    return best


def _row_blocks(field: Field) -> list[Ints]:
    able, alike = np.arange(len(field.rows)), None
    if field.sides.by_person:
        able = np.flatnonzero(field.sides.people.consent & field.sides.people.ready)
        # People who reach equally far share a block, so that near-sighted blocks stay small.
        reach = np.nan_to_num(field.sides.people.reach[able], nan=1e12)
        alike = np.rint(np.log2(np.maximum(reach, 1.0))).astype(np.int64)
    order = able[lie.nearby_order(field.rows.point[able], alike)]
    return [order[start : start + ROWS] for start in range(0, len(order), ROWS)]


def _sweep_rows(field: Field, rows: Ints, tiles: Tiles, top: int) -> Best:
    space = np.empty(len(rows) * (COLUMNS + GROUPS), np.float32)
    block = Block(field, rows, field.laid_out(rows), Best.empty(len(rows), top), space)
    seen = tiles.within(field.rows.point[rows], _farthest(field, rows))
    for start in range(0, len(seen), COLUMNS // TILE):
        _sweep_tiles(block, seen[start : start + COLUMNS // TILE])
    return block.best


def _farthest(field: Field, rows: Ints) -> float:
    """The longest squared reach of some people; endless where one is not known."""
    if not field.sides.by_person:
        return float("inf")
    reach = field.sides.people.reach[rows]
    return float("inf") if np.isnan(reach).any() else float(reach.max(initial=0.0))


def _sweep_tiles(block: Block, tiles: Ints) -> None:
    columns = _columns(block.field, tiles)
    bound = _bounds(block, tiles, len(columns))
    # Column c belongs to group c modulo the number of groups, which is the quickest to reduce.
    groups = bound.reshape(len(bound), GROUPS, -1)
    peaks = groups.max(axis=1)
    for count in SEEDS:
        _seed(block, columns, groups, peaks, count)
    least = block.least()
    surely = -block.widest
    local, group = np.nonzero(peaks >= np.maximum(least, surely)[:, None])
    hit, inside = np.nonzero(groups[local, :, group] >= np.maximum(least, surely)[local][:, None])
    _learn_new(block, local[hit], columns[group[hit] + inside * peaks.shape[1]])
    _sweep_asks(block, columns, bound)


def _sweep_asks(block: Block, columns: Ints, bound: Single) -> None:
    """The pairs below the coverage floor, for rows that are still short of pairs.

    Their bounds lie around the penalty for asking; between them and the scored pairs there are
    only pairs that are out of reach.
    """
    least = block.least()
    deep = np.flatnonzero(least < -block.widest)
    if len(deep):
        those = bound[deep]
        asks = (those >= least[deep][:, None]) & (those <= ASK_LAST / MICRO / 2)
        local, place = np.nonzero(asks)
        _learn_new(block, deep[local], columns[place])


def _columns(field: Field, tiles: Ints) -> Ints:
    every = (tiles[:, None] * TILE + np.arange(TILE)).ravel()
    return every[every < len(field.columns)]


def _bounds(block: Block, tiles: Ints, width: int) -> Single:
    field = block.field
    padded = -(-width // GROUPS) * GROUPS
    bound = block.space[: len(block.rows) * padded].reshape(len(block.rows), padded)
    bound[:, width:] = FORBIDDEN
    here, at = field.rows.bound[block.rows], 0
    for first, last in _runs(tiles):
        columns = field.columns.bound[first * TILE : (last + 1) * TILE]
        np.matmul(here, columns.T, out=bound[:, at : at + len(columns)])
        at += len(columns)
    if field.centre is None:
        centre = lie.middle(field.rows.point[block.rows])
        one, other = field.travel(block.rows, _columns(field, tiles), centre)
        bound[:, :width] += one @ other.T
    return bound


def _runs(tiles: Ints) -> list[tuple[int, int]]:
    """Neighbouring stretches together, as first and last."""
    breaks = np.flatnonzero(np.diff(tiles) > 1)
    firsts = tiles[np.concatenate(([0], breaks + 1))]
    lasts = tiles[np.concatenate((breaks, [len(tiles) - 1]))]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _seed(block: Block, columns: Ints, groups: Single, peaks: Single, count: int) -> None:
    short = np.flatnonzero(block.best.keys[:, -1] == NOTHING)
    if not len(short) or count > peaks.shape[1]:
        return
    chosen = np.argpartition(-peaks[short], count - 1, axis=1)[:, :count]
    local, group = np.repeat(short, count), chosen.ravel()
    inside = groups[local, :, group].argmax(axis=1)
    real = peaks[local, group] > FORBIDDEN / 2
    place = (group + inside * peaks.shape[1])[real]
    _learn_new(block, local[real], columns[place])


def _learn_new(block: Block, local: Ints, place: Ints) -> None:
    if len(local):
        known = (block.best.columns[local] == place[:, None]).any(axis=1)
        block.learn(local[~known], place[~known])
