"""What would open more: the smallest changes for one person, and for everybody together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from matching.bags import Ints
from matching.better import Better, betters, few
from matching.changes import MAKERS, Change, changes
from matching.cohort import Barrier, Tally
from matching.history import remember
from matching.pairs import in_pairs
from matching.pool import Pool
from matching.types import Outcome, Person, Unlock
from matching.walls import STEPS, Tried, Try, Walls, attempt, trying, walls
from matching.wording import begun


@dataclass(frozen=True)
class Opening:
    """One change, or two together, and the opportunities it opens to a person."""

    person: str
    made: tuple[Change, ...]
    gained: Ints

    @property
    def words(self) -> str:
        """The change in words, without what it opens."""
        first, *rest = (each.words for each in self.made)
        return " and ".join([first, *(begun(each) for each in rest)])

    @property
    def change(self) -> dict[str, object]:
        """The change as a field and its value; two lists where it takes two changes."""
        if len(self.made) == 1:
            return {"field": self.made[0].field, "value": self.made[0].value}
        return {
            "field": [each.field for each in self.made],
            "value": [each.value for each in self.made],
        }


@dataclass(frozen=True)
class Unlocked:
    """Everything that would open more: for each person, and for all of them together."""

    people: dict[str, list[Opening]]
    better: dict[str, list[Better]]
    cohort: list[Barrier]


def unlocked(
    pool: Pool,
    people: Sequence[Person],
    outcomes: Iterable[Outcome] = (),
    floor: float = 0.5,
    *,
    together: bool = True,
) -> Unlocked:
    """Find every change that opens something, and those that only make a match better.

    `together` adds everybody up as well.
    """
    history = remember(outcomes, pool.number)
    asked = [each for each in people if each.consent]
    tally = Tally(pool, history)
    opened: dict[str, list[Opening]] = {}
    better: dict[str, list[Better]] = {}
    for some in walls(pool, asked, history):
        singles = list(attempt(pool, list(_singles(pool, some))))
        opened.update(_openings(pool, some, singles))
        found = betters(pool, some, history, floor)
        better.update(found)
        if together:
            tally.add(some, singles, found)
    return Unlocked(opened, better, tally.barriers())


def _singles(pool: Pool, some: Walls) -> Iterator[Try]:
    for row, person in enumerate(some.people):
        for rule in MAKERS:
            columns = some.alone(row, rule)
            closed = [pool.records[number] for number in columns.tolist()]
            for change in changes(rule, person, closed, pool.ground):
                yield trying(pool, row, person, (change,), columns)


def _openings(pool: Pool, some: Walls, singles: Sequence[Tried]) -> dict[str, list[Opening]]:
    by_row: dict[int, list[Tried]] = {row: [] for row in range(len(some.people))}
    for each in singles:
        by_row[each.tried.row].append(each)
    found = {}
    for row, person in enumerate(some.people):
        kept = smallest(by_row[row])
        if all(each.first.gentle for each in kept):
            kept += in_pairs(pool, some, row)
        openings = [Opening(person.id, each.tried.made, each.gained) for each in kept]
        found[person.id] = sorted(openings, key=_most_first)
    return found


def smallest(tried: Sequence[Tried]) -> list[Tried]:
    """Of each ladder the steps that open more than the one below; the four that add most."""
    kept = []
    for _, ladder in groupby(tried, key=lambda each: each.first.ladder):
        below, steps = 0, list[tuple[int, Tried]]()
        for each in ladder:
            if each.weight > below:
                steps.append((each.weight - below, each))
                below = each.weight
        steps.sort(key=lambda step: -step[0])
        kept += [each for _, each in steps[:STEPS]]
    return kept


def _most_first(opening: Opening) -> tuple[int, bool, str]:
    return -len(opening.gained), any(each.gentle for each in opening.made), opening.words


def unlock(
    pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome] = (), floor: float = 0.5
) -> list[Unlock]:
    """For each person the changes that open something, then the same for the whole cohort."""
    everything = unlocked(pool, people, outcomes, floor, together=len(people) > 1)
    found = []
    for each in people:
        found += [_said(pool, opening) for opening in everything.people.get(each.id, ())]
        found += [better.line() for better in few(everything.better.get(each.id, ()))]
    if everything.cohort:
        found += [barrier.line() for barrier in everything.cohort]
    return found


def _said(pool: Pool, opening: Opening) -> Unlock:
    ids = tuple(sorted(pool.records[number].id for number in opening.gained.tolist()))
    verb = "opens" if len(opening.made) == 1 else "together open"
    words = f"{opening.words} {verb} {len(ids)} more."
    return Unlock(opening.person, opening.change, len(ids), ids, words)
