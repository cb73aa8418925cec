"""From scores to suggestions: the best of each row, with reasons, or why there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.bags import Ints
from matching.columns import points
from matching.explain import match_of
from matching.field import Field, Sides
from matching.gates import GATES
from matching.ground import nearby_order
from matching.history import History, remember
from matching.people import People, pack
from matching.pool import Pool
from matching.products import Products
from matching.reasons import Case
from matching.scorer import Weighed, values_of, weigh
from matching.sweep import Best, sweep
from matching.travel import home
from matching.types import Match, Nothing, Outcome, Person, RuleCount

Ranked = Match | Nothing

# So many rows are explained together.
ROWS = 128
# Rules that end the matter: where one says no, nothing else may even be looked at.
FIRST = ("consent", "ready")


@dataclass(frozen=True)
class Crowd:
    """Everybody made ready for the opportunities of a pool, neighbours side by side."""

    people: list[Person]
    across: Field


def for_people(
    pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome], top: int, floor: float
) -> Iterator[Ranked]:
    """For each person the best opportunities, or which rules leave nothing."""
    across = _across(pool, people, outcomes, floor, by_person=True)
    yield from _propose(pool, people, across, top, np.arange(len(people)))


def for_pool(
    pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome], top: int, floor: float
) -> Iterator[Ranked]:
    """For each opportunity the best people, or which rules leave nobody."""
    yield from for_some(pool, crowd(pool, people, outcomes, floor), top, slice(None))


def for_some(pool: Pool, asked: Crowd, top: int, some: slice) -> Iterator[Ranked]:
    """The same for some of the opportunities, as they came in the file."""
    rows = np.argsort(pool.file_order)[some]
    yield from _propose(pool, asked.people, asked.across, top, rows)


def crowd(pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome], floor: float) -> Crowd:
    """Everybody made ready once."""
    homes = points(home(each, pool.ground.areas) for each in people)
    near = [people[number] for number in nearby_order(homes)]
    return Crowd(near, _across(pool, near, outcomes, floor, by_person=False))


def _across(
    pool: Pool,
    people: Sequence[Person],
    outcomes: Iterable[Outcome],
    floor: float,
    *,
    by_person: bool,
) -> Field:
    packed = pack(people, pool.offers, pool.ground, remember(outcomes, pool.number))
    return pool.field(Sides(packed, pool.offers, pool.weights, pool.ground, floor, by_person))


def _propose(
    pool: Pool, people: Sequence[Person], across: Field, top: int, order: Ints
) -> Iterator[Ranked]:
    if top < 1 or not len(order) or not len(across.columns):
        best = Best.empty(len(across.rows), 1)
    else:
        best = sweep(across, min(top, len(across.columns)), rows=order)
    for start in range(0, len(order), ROWS):
        yield from _block(pool, people, across, best, order[start : start + ROWS])


def _block(
    pool: Pool, people: Sequence[Person], across: Field, best: Best, rows: Ints
) -> Iterator[Ranked]:
    local, place = np.nonzero(best.columns[rows] >= 0)
    columns = best.columns[rows][local, place]
    weighed = weighed_pairs(across, rows, local, columns)
    counts = np.bincount(local, minlength=len(rows))
    pairs = across.pairs(rows[local], columns)
    at = 0
    for row, count in zip(rows.tolist(), counts.tolist(), strict=True):
        if not count:
            yield _nothing(across, pool, people, row)
        for number in range(at, at + count):
            case = Case(people[pairs.p[number]], pool.records[pairs.o[number]], pool.ground)
            values, micro = weighed.values[:, number], weighed.micro[:, number]
            yield match_of(case, number - at + 1, values, micro, across.sides.floor)
        at += count


def weighed_pairs(across: Field, rows: Ints, local: Ints, columns: Ints) -> Weighed:
    """Values and micros of some pairs, each a row (by its place in `rows`) beside a column."""
    pairs = across.pairs(rows[local], columns)
    narrow = {term: bag.take(columns).padded() for term, bag in across.columns.bags.items()}
    product = Products(across.laid_out(rows), narrow, local, np.arange(len(columns)))
    return weigh(values_of(pairs, product), across.sides.weights)


def _nothing(across: Field, pool: Pool, people: Sequence[Person], row: int) -> Nothing:
    counts = tuple(_counts(across, row))
    if across.sides.by_person:
        return Nothing(counts, person=people[row].id)
    return Nothing(counts, opportunity=pool.records[row].id)


def _counts(across: Field, row: int) -> Iterator[RuleCount]:
    columns = np.arange(len(across.columns))
    if across.sides.by_person:
        first = across.pairs(np.full(1, row), columns[:1])
        shut = [name for name in FIRST if len(columns) and GATES[name](first)[0]]
        if shut:
            yield from (RuleCount(name, len(columns)) for name in shut)
            return
    pairs = across.pairs(np.full(len(columns), row), columns)
    for name, gate in GATES.items():
        count = int(np.count_nonzero(gate(pairs)))
        if count:
            yield RuleCount(name, count)


def explained(pool: Pool, person: Person, number: int, history: History, floor: float) -> Match:
    """One pair as a match, whatever its rank would be."""
    packed: People = pack([person], pool.offers, pool.ground, history)
    across = pool.field(Sides(packed, pool.offers, pool.weights, pool.ground, floor, True))
    row = np.zeros(1, np.int64)
    weighed = weighed_pairs(across, row, row, np.full(1, number))
    case = Case(person, pool.records[number], pool.ground)
    return match_of(case, 1, weighed.values[:, 0], weighed.micro[:, 0], floor)
