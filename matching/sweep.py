"""Every row against every column, block by block, keeping the best few of each row.

The cheap bound of a whole block comes first. The most promising pairs of each row are scored
exactly, which tells what a pair must reach to matter; then every pair whose bound reaches it is
scored exactly. What is kept is therefore what scoring every pair would have kept.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from threadpoolctl import threadpool_limits

from matching import ground as lie
from matching.bags import Floats, Ints
from matching.bound import FORBIDDEN, LOOSE, SLACK, Single
from matching.field import Field
from matching.gates import Pairs, ruled_out
from matching.layer import Layer, Layers
from matching.model import TERMS
from matching.products import Products, Wide
from matching.scorer import MICRO, VALUES, weigh

# No more rows than this go together, nor more than this many numbers to lay out their words.
ROWS = 512
WIDE = 4_000_000
# How many of the best stretches of a row say what is promising, and what if that is too few.
PROMISING = (12, 48)
OPENED = frozenset(term for term in TERMS if term.startswith("opened"))
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
    """A few rows being swept: their bags laid out wide, their best so far."""

    field: Field
    rows: Ints
    wide: dict[str, Wide]
    best: Best

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
            values = self._values(self._pairs(local, columns), product)
            keys[allowed] = weigh(values, self.field.sides.weights).keys(self.field.sides.floor)
        return keys

    def _values(self, pairs: Pairs, product: Products) -> Floats:
        # Where nobody has opened anything before, there is nothing to work out.
        idle = () if pairs.people.opened_count.any() else OPENED
        values = np.full((len(TERMS), len(pairs.p)), np.nan)
        for row, term in zip(values, TERMS, strict=True):
            if term not in idle:
                row[:] = VALUES[term](pairs, product)
        return values

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
        if not len(local):
            return
        keys = self.keys(local, columns)
        height, top = self.best.keys.shape
        fine = (keys != NOTHING) & (keys >= self.best.keys[local, -1])
        had = self.best.columns >= 0
        row = np.concatenate([np.nonzero(had)[0], local[fine]])
        column = np.concatenate([self.best.columns[had], columns[fine]])
        key = np.concatenate([self.best.keys[had], keys[fine]])
        order = self._order(row, key, self.field.columns.place_in_order[column])
        row = row[order]
        place = np.arange(len(row)) - np.searchsorted(row, row)
        first = place < top
        best = Best.empty(height, top)
        best.columns[row[first], place[first]] = column[order[first]]
        best.keys[row[first], place[first]] = key[order[first]]
        self.best = best

    def _order(self, row: Ints, key: Ints, place: Ints) -> Ints:
        """By row, the best key first, and among equal keys in the order of the names."""
        if not len(row):
            return row
        down = key.max() - key
        bits = int(down.max()).bit_length(), int(place.max()).bit_length()
        if int(row.max()).bit_length() + sum(bits) > 63:
            return np.lexsort((place, down, row))
        # One number tells it all, which sorts much faster than three.
        return np.argsort(((row << bits[0] | down) << bits[1]) | place)


def sweep(field: Field, top: int, threads: int = 2, rows: Ints | None = None) -> Best:
    """The best `top` columns of every row, or of some rows."""
    blocks = row_blocks(field, np.arange(len(field.rows)) if rows is None else rows)

    def run(rows: Ints) -> tuple[Ints, Best]:
        return rows, sweep_rows(field, rows, top)

    if len(blocks) < 2:
        done = list(map(run, blocks))
    else:
        with threadpool_limits(1, "blas"), ThreadPoolExecutor(threads) as pool:
            done = list(pool.map(run, blocks))
    best = Best.empty(len(field.rows), top)
    for some, found in done:
        best.columns[some], best.keys[some] = found.columns, found.keys
    return best


def row_blocks(field: Field, rows: Ints) -> list[Ints]:
    """Rows in blocks of neighbours; people whom nothing may be suggested to are in none."""
    able, people = rows, field.sides.people
    if field.sides.by_person:
        able = rows[people.consent[rows] & people.ready[rows]]
    spots = field.rows.spots.take(able)
    # Whoever may go anywhere comes last, so that the others need not look everywhere.
    order = able[lie.nearby_order(spots.point, spots.free | np.isinf(spots.limit))]
    height = int(np.clip(WIDE // max(1, len(field.sides.offers.names.vocabulary.ids)), 64, ROWS))
    return [order[start : start + height] for start in range(0, len(order), height)]


def sweep_rows(field: Field, rows: Ints, top: int) -> Best:
    """The best `top` columns of a few rows."""
    block = Block(field, rows, field.laid_out(rows), Best.empty(len(rows), top))
    for layer in Layers(field, rows):
        _sweep_tiles(block, layer)
    return block.best


def _sweep_tiles(block: Block, layer: Layer) -> None:
    high = np.full(len(block.rows), np.inf, np.float32)
    deepest = [np.full_like(high, floor) for floor in (-block.widest, 2 * FORBIDDEN)]
    floors = [*(layer.promising(count) for count in PROMISING), *deepest]
    for number, floor in enumerate(floors):
        least = block.least()
        if (least >= high).all():
            return
        # Whoever has enough pairs needs no more than a second look.
        short = least <= FORBIDDEN / 2
        low = np.where(short | (number == 0), np.maximum(least, floor), least)
        block.learn(*layer.between(low, high, -block.widest))
        high = np.minimum(high, low)
