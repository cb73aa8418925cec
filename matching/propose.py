"""From scores to suggestions: the best of each row, with reasons, or why there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from matching.bags import Ints, dots
from matching.explain import match_of
from matching.gates import GATES
from matching.history import History, remember
from matching.people import People, pack
from matching.pool import Pool
from matching.reasons import Case
from matching.scorer import Weighed, values_of, weigh
from matching.sweep import ROWS, Best, Field, Sides, field, sweep
from matching.types import Match, Nothing, Outcome, Person, RuleCount

Ranked = Match | Nothing

# Rules that end the matter: where one says no, nothing else may even be looked at.
FIRST = ("consent", "ready")


def for_people(
    pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome], top: int, floor: float
) -> Iterator[Ranked]:
    """For each person the best opportunities, or which rules leave nothing."""
    yield from _propose(pool, people, outcomes, top, floor, True)


def for_pool(
    pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome], top: int, floor: float
) -> Iterator[Ranked]:
    """For each opportunity the best people, or which rules leave nobody."""
    yield from _propose(pool, people, outcomes, top, floor, False)


def _propose(
    pool: Pool,
    people: Sequence[Person],
    outcomes: Iterable[Outcome],
    top: int,
    floor: float,
    by_person: bool,
) -> Iterator[Ranked]:
    packed = pack(people, pool.offers, pool.ground, remember(outcomes, pool.number))
    sides = Sides(packed, pool.offers, pool.weights, pool.ground, floor, by_person)
    across = field(sides)
    if top < 1 or not len(across.rows) or not len(across.columns):
        best = Best.empty(len(across.rows), 1)
    else:
        best = sweep(across, min(top, len(across.columns)))
    for start in range(0, len(across.rows), ROWS):
        yield from _block(pool, people, across, best, range(start, start + ROWS))


def _block(
    pool: Pool, people: Sequence[Person], across: Field, best: Best, span: range
) -> Iterator[Ranked]:
    rows = np.arange(span.start, min(span.stop, len(across.rows)))
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
    wide = across.laid_out(rows)
    narrow = {term: bag.take(columns).padded() for term, bag in across.columns.bags.items()}
    pairs = across.pairs(rows[local], columns)
    each = np.arange(len(columns))

    def product(term: str) -> Ints:
        ids, much = narrow[term]
        return dots(wide[term], local, ids, much, each)

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
    across = field(Sides(packed, pool.offers, pool.weights, pool.ground, floor, True))
    row = np.zeros(1, np.int64)
    weighed = weighed_pairs(across, row, row, np.full(1, number))
    case = Case(person, pool.records[number], pool.ground)
    return match_of(case, 1, weighed.values[:, 0], weighed.micro[:, 0], floor)
