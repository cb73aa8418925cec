"""Every row against every column, block by block, keeping the best few of each row.

The cheap bound of a whole block comes first. A few promising pairs of each row are scored exactly,
which tells what a pair must reach to matter; then every pair whose bound reaches it is scored
exactly. What is kept is therefore what scoring every pair would have kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from matching import ground as lie
from matching.bags import Bag, Floats, Ints, Small, dots
from matching.bound import FORBIDDEN, SLACK, Single, sheet
from matching.gates import Pairs, ruled_out
from matching.model import Weights
from matching.offers import Offers
from matching.people import People
from matching.rules import Ground
from matching.scorer import MICRO, PRODUCTS, values_of, weigh

ROWS = 128
COLUMNS = 16_384
GROUP = 32
SEEDS = 24
NOTHING = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Side:
    """People or offers as one side of the sweep."""

    bound: Single
    point: Floats
    place_in_order: Ints
    bags: Mapping[str, Bag]

    def __len__(self) -> int:
        return len(self.bound)


@dataclass(frozen=True)
class Sides:
    """Who meets whom: people and offers, what weighs their pairs, and which of them are rows."""

    people: People
    offers: Offers
    weights: Weights
    ground: Ground
    floor: float
    by_person: bool


@dataclass(frozen=True)
class Field:
    """Both sides of a sweep made ready."""

    sides: Sides
    rows: Side
    columns: Side

    def pairs(self, rows: Ints, columns: Ints) -> Pairs:
        """Rows beside columns as people beside offers."""
        p, o = (rows, columns) if self.sides.by_person else (columns, rows)
        return Pairs(self.sides.people, self.sides.offers, p, o, self.sides.ground)

    def travel(self, rows: Ints, of_people: bool, centre: Floats) -> Single:
        """The travel columns of some rows of one side."""
        if of_people:
            weight = self.sides.weights.values["travel"]
            table = lie.travel_of_people(self.sides.people, rows, centre, weight)
        else:
            table = lie.travel_of_offers(self.sides.offers, rows, centre)
        return table.astype(np.float32)

    def laid_out(self, rows: Ints) -> dict[str, NDArray[np.int32]]:
        """The bags of a few rows with a place for every id."""
        names = self.sides.offers.names
        sizes = {"skills": len(names.skill), "adjustments": len(names.adjustment)}
        words = len(names.vocabulary.ids)
        return {
            term: bag.take(rows).spread(slice(0, len(rows)), sizes.get(term, words))
            for term, bag in self.rows.bags.items()
        }


@dataclass(frozen=True)
class Best:
    """For each row its best columns with their keys, best first; -1 where there are fewer."""

    columns: Ints
    keys: Ints

    @classmethod
    def empty(cls, height: int, top: int) -> Best:
        """Nothing found yet."""
        return cls(np.full((height, top), -1), np.full((height, top), NOTHING))


def field(sides: Sides) -> Field:
    """Make both sides ready for a sweep."""
    people, offers = sides.people, sides.offers
    bound = sheet(offers, sides.weights, sides.ground, sides.floor, people)
    one = Side(bound.people(people), people.point, people.place_in_order, _bags(people))
    other = Side(bound.offers, offers.point, offers.place_in_order, _bags(offers))
    rows, columns = (one, other) if sides.by_person else (other, one)
    return Field(sides, rows, columns)


def _bags(side: People | Offers) -> dict[str, Bag]:
    if isinstance(side, People):
        return {term: getattr(side, term) for term in PRODUCTS}
    return {
        "words": side.words,
        "experience": side.words,
        "opened": side.words,
        "skills": side.skills,
        "adjustments": side.adjustments,
    }


@dataclass
class Block:
    """A few rows being swept: their order, their bags laid out wide, their best so far."""

    field: Field
    rows: Ints
    wide: Mapping[str, NDArray[np.int32]]
    narrow: Mapping[str, tuple[Small, Small]]
    best: Best

    def keys(self, local: Ints, columns: Ints) -> Ints:
        """Exact keys of some pairs; NOTHING for pairs that are ruled out."""
        pairs = self.field.pairs(self.rows[local], columns)
        keys = np.full(len(local), NOTHING)
        allowed = np.flatnonzero(~ruled_out(pairs))
        if len(allowed):
            kept = self.field.pairs(self.rows[local[allowed]], columns[allowed])

            def product(term: str) -> Ints:
                ids, much = self.narrow[term]
                return dots(self.wide[term], local[allowed], ids, much, columns[allowed])

            weighed = weigh(values_of(kept, product), self.field.sides.weights)
            keys[allowed] = weighed.keys(self.field.sides.floor)
        return keys

    def least(self) -> Floats:
        """What the bound of a pair must reach to matter, for each row."""
        last = self.best.keys[:, -1]
        return np.where(last == NOTHING, FORBIDDEN / 2, last / MICRO - SLACK)

    def learn(self, local: Ints, columns: Ints) -> None:
        """Score some pairs and keep the best of each row."""
        keys = self.keys(local, columns)
        top = self.best.keys.shape[1]
        height = len(self.rows)
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
    columns = _column_chunks(field)
    narrow = {term: bag.padded() for term, bag in field.columns.bags.items()}
    blocks = _row_blocks(field)

    def run(rows: Ints) -> tuple[Ints, Best]:
        return rows, _sweep_rows(field, rows, columns, narrow, top)

    with threadpool_limits(1, "blas"), ThreadPoolExecutor(threads) as pool:
        done = list(map(run, blocks) if len(blocks) < 2 else pool.map(run, blocks))
    height = len(field.rows)
    best = Best.empty(height, top)
    for rows, found in done:
        best.columns[rows], best.keys[rows] = found.columns, found.keys
    return best


def _row_blocks(field: Field) -> list[Ints]:
    side = field.rows
    if field.sides.by_person:
        able = np.flatnonzero(field.sides.people.consent & field.sides.people.ready)
        roams = np.isnan(field.sides.people.reach) | np.isnan(field.sides.people.point[:, 0])
    else:
        able = np.arange(len(side))
        roams = field.sides.offers.remote | np.isnan(side.point[:, 0])
    order = able[lie.nearby_order(side.point[able], roams[able].astype(np.int64))]
    return [order[start : start + ROWS] for start in range(0, len(order), ROWS)]


def _column_chunks(field: Field) -> list[Ints]:
    side = field.columns
    order = lie.nearby_order(side.point, np.isnan(side.point[:, 0]).astype(np.int64))
    if len(side) <= COLUMNS:
        return [order]
    return [order[start : start + COLUMNS] for start in range(0, len(order), COLUMNS)]


def _sweep_rows(
    field: Field,
    rows: Ints,
    chunks: Sequence[Ints],
    narrow: Mapping[str, tuple[Small, Small]],
    top: int,
) -> Best:
    block = Block(field, rows, field.laid_out(rows), narrow, Best.empty(len(rows), top))
    for columns in chunks:
        if len(columns):
            _sweep_block(block, columns)
    return block.best


def _sweep_block(block: Block, columns: Ints) -> None:
    bound = _bounds(block, columns)
    groups = bound.reshape(len(bound), -1, GROUP)
    peaks = groups.max(axis=2)
    if (block.best.keys[:, -1] == NOTHING).any():
        _seed(block, columns, groups, peaks)
    least = block.least()
    local, group = np.nonzero(peaks >= least[:, None])
    hit, inside = np.nonzero(groups[local, group] >= least[local][:, None])
    local, place = local[hit], group[hit] * GROUP + inside
    if len(local):
        known = (block.best.columns[local] == columns[place][:, None]).any(axis=1)
        block.learn(local[~known], columns[place][~known])


def _bounds(block: Block, columns: Ints) -> Single:
    field = block.field
    height, width = len(block.rows), -(-len(columns) // GROUP) * GROUP
    bound = np.full((height, width), FORBIDDEN, np.float32)
    seen = bound[:, : len(columns)]
    np.matmul(field.rows.bound[block.rows], field.columns.bound[columns].T, out=seen)
    centre = lie.middle(field.rows.point[block.rows])
    one = field.travel(block.rows, field.sides.by_person, centre)
    other = field.travel(columns, not field.sides.by_person, centre)
    seen += one @ other.T
    return bound


def _seed(block: Block, columns: Ints, groups: Single, peaks: Single) -> None:
    count = min(SEEDS, peaks.shape[1])
    chosen = np.argpartition(-peaks, count - 1, axis=1)[:, :count]
    local = np.repeat(np.arange(len(peaks)), count)
    group = chosen.ravel()
    place = group * GROUP + groups[local, group].argmax(axis=1)
    real = (place < len(columns)) & (peaks[local, group] > FORBIDDEN / 2)
    block.learn(local[real], columns[place[real]])
