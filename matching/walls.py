"""Which rules stand between people and opportunities, and what is left of them after a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.bags import Ints
from matching.changes import Change
from matching.gates import GATES, Pairs
from matching.history import History
from matching.offers import Offers
from matching.people import pack
from matching.pool import Pool
from matching.types import Person

Flags = NDArray[np.bool_]

# Pairs looked at together: enough to be quick, few enough to be small.
TOGETHER = 1_000_000
# How many steps of one ladder are said: those that add most.
STEPS = 4


@dataclass(frozen=True)
class Walls:
    """For some people (rows) every rule that says no to each opportunity (columns)."""

    people: Sequence[Person]
    shut: Mapping[str, Flags]
    count: NDArray[np.int8]

    def alone(self, row: int, rule: str) -> Ints:
        """The opportunities this rule alone keeps closed to a person."""
        return np.flatnonzero((self.count[row] == 1) & self.shut[rule][row])


@dataclass(frozen=True)
class Try:
    """Some changes of one person, to be held against some opportunities."""

    row: int
    person: Person
    made: tuple[Change, ...]
    columns: Ints
    # Among the columns, those that speak for these changes and no smaller ones.
    fitting: Flags


def trying(pool: Pool, row: int, person: Person, made: tuple[Change, ...], columns: Ints) -> Try:
    """Changes to be held against the opportunities of some columns."""
    fitting = np.ones(len(columns), bool)
    if any(change.named for change in made):
        closed = [pool.records[number] for number in columns.tolist()]
        fits = (all(change.fits(each) for change in made) for each in closed)
        fitting = np.fromiter(fits, bool, len(columns))
    return Try(row, person, made, columns, fitting)


@dataclass(frozen=True)
class Tried:
    """A try, and which of its opportunities no rule it bears on keeps closed any more."""

    tried: Try
    cleared: Flags

    @property
    def gained(self) -> Ints:
        """The opportunities that are cleared."""
        return self.tried.columns[self.cleared]

    @property
    def weight(self) -> int:
        """How many opportunities speak for these changes and no smaller ones."""
        return int(np.count_nonzero(self.cleared & self.tried.fitting))

    @property
    def first(self) -> Change:
        """The change, or the first of two."""
        return self.tried.made[0]


def bare(person: Person) -> Person:
    """A person without what no rule asks about, which is quicker to pack."""
    return replace(person, own_words=None, experience=None, skills=None, adjustments=None)


def walls(
    pool: Pool, people: Sequence[Person], history: History, offers: Offers | None = None
) -> Iterator[Walls]:
    """Every rule against every pair, some people at a time."""
    there = offers or pool.offers
    step = max(1, TOGETHER // max(1, len(there)))
    for start in range(0, len(people), step):
        some = people[start : start + step]
        yield _walls(pool, some, history, there)


def _walls(pool: Pool, people: Sequence[Person], history: History, offers: Offers) -> Walls:
    size = (len(people), len(offers))
    packed = pack([bare(each) for each in people], offers, pool.ground, history)
    rows, columns = (each.ravel() for each in np.indices(size))
    pairs = Pairs(packed, offers, rows, columns, pool.ground)
    shut = {name: gate(pairs).reshape(size) for name, gate in GATES.items()}
    return Walls(people, shut, np.sum(list(shut.values()), axis=0, dtype=np.int8))


def attempt(pool: Pool, tries: Sequence[Try]) -> Iterator[Tried]:
    """What each try clears, asking only the rules its changes bear on."""
    size, some = 0, list[Try]()
    for each in tries:
        if some and size + len(each.columns) > TOGETHER:
            yield from _attempt(pool, some)
            size, some = 0, []
        some.append(each)
        size += len(each.columns)
    if some:
        yield from _attempt(pool, some)


def _attempt(pool: Pool, tries: Sequence[Try]) -> Iterator[Tried]:
    changed = []
    for each in tries:
        person = bare(each.person)
        for change in each.made:
            person = change.make(person)
        changed.append(person)
    packed = pack(changed, pool.offers, pool.ground, History())
    sizes = [len(each.columns) for each in tries]
    rows = np.repeat(np.arange(len(tries)), sizes)
    columns = np.concatenate([each.columns for each in tries])
    shut = np.zeros(len(rows), bool)
    for rule in sorted({change.rule for each in tries for change in each.made}):
        asks = np.array([rule in {change.rule for change in each.made} for each in tries])
        at = np.flatnonzero(asks[rows])
        pairs = Pairs(packed, pool.offers, rows[at], columns[at], pool.ground)
        shut[at] |= GATES[rule](pairs)
    for each, closed in zip(tries, np.split(shut, np.cumsum(sizes)[:-1]), strict=True):
        yield Tried(each, ~closed)
