"""What stands between a whole cohort and the offers: which change, if supplied, opens most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matching.better import Better
from matching.changes import Change
from matching.gates import GATES
from matching.history import History
from matching.offers import Offers
from matching.pool import Pool
from matching.supply import OfferChange, worth_asking
from matching.travel import area_name
from matching.types import Person, Unlock
from matching.walls import STEPS, Tried, Walls, walls
from matching.wording import sector_words

# Rules that somebody could do something about, as they are called in a list of barriers.
RULES: Mapping[str, str] = {
    "travel": "The journey",
    "qualification": "Qualifications",
    "hours": "The hours",
    "dates": "The dates",
    "kind": "The kind of opportunity",
    "dbs": "A DBS check",
    "ready": "Being ready to start",
    "age": "Age limits",
    "places": "Full places",
    "open": "Closing dates",
}
SHARED = ("travel.minutes_max", "available_from", "available_to")
EVERYBODY = {"available_from": "Being free earlier", "available_to": "Being free for longer"}


@dataclass(frozen=True)
class Barrier:
    """One thing that, if supplied, opens offers: how many pairs, for whom, and which.

    `group` is rule, certificate, person, area, sector, employer or better.
    """

    group: str
    field: str
    value: object
    label: str
    pairs: int
    people: tuple[str, ...]
    opportunities: tuple[str, ...]

    @property
    def words(self) -> str:
        """The barrier as a sentence."""
        count = len(self.people)
        people = "1 person" if count == 1 else f"{count} people"
        if self.group == "sector":
            return (
                f"A new offer in {self.label} would be the first for {people} who would like one."
            )
        if self.group == "rule":
            return f"{self.label} alone keeps {self.pairs} closed, for {people}."
        if self.group == "better":
            more = f"{self.pairs} better {'match' if self.pairs == 1 else 'matches'}"
            return f"{self.label} opens nothing new, but makes {more} for {people}."
        return f"{self.label} opens {self.pairs} more for {people}."

    def line(self) -> Unlock:
        """The barrier as a line of the output."""
        change: dict[str, object] = {"field": self.field, "value": self.value}
        if self.group == "better":
            return Unlock(None, change | {"better": list(self.opportunities)}, 0, (), self.words)
        return Unlock(None, change, self.pairs, self.opportunities, self.words)


@dataclass
class Sum:
    """Pairs added up: how many, whose, and which opportunities."""

    pairs: int = 0
    people: list[str] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)

    def add(self, person: str, columns: Iterable[int]) -> None:
        """Count one person's opportunities, if there are any."""
        found = list(columns)
        if found:
            self.pairs += len(found)
            self.people.append(person)
            self.columns.update(found)


Named = tuple[str, str]


def _reached(ladders: Iterable[Sequence[Tried]], step: float) -> Iterator[Tried]:
    """On each ladder the highest of its rungs up to a step."""
    for ladder in ladders:
        below = [each for each in ladder if each.first.step <= step]
        yield from below[-1:]


def _steps(ladders: Collection[Sequence[Tried]]) -> list[Change]:
    """The rungs of a ladder that open more than the one below to somebody: those that add most."""
    rungs = {each.first.shared: each.first for mine in ladders for each in mine}
    below, found = 0, list[tuple[int, Change]]()
    for change in sorted(rungs.values(), key=lambda each: (each.step, str(each.value))):
        weight = sum(each.weight for each in _reached(ladders, change.step))
        if weight > below:
            found.append((weight - below, change))
            below = weight
    found.sort(key=lambda step: -step[0])
    return [change for _, change in found[:STEPS]]


def _most_first(barrier: Barrier) -> tuple[bool, int, bool, str]:
    return barrier.group == "better", -barrier.pairs, barrier.group == "rule", barrier.words


class Tally:
    """Adds up, some people at a time, what each change would open."""

    def __init__(self, pool: Pool, history: History) -> None:
        self.pool, self.history = pool, history
        # For each ladder and person the steps with what each opens, in their order.
        self.steps: dict[str, dict[str, list[Tried]]] = {}
        self.sums: dict[tuple[str, str, str], Sum] = {}
        self.values: dict[tuple[str, str, str], object] = {}
        self.labels: dict[tuple[str, str, str], str] = {}

    @cached_property
    def asked(self) -> Sequence[tuple[OfferChange, Offers]]:
        """What employers could do, each with the pool as it would be."""
        return worth_asking(self.pool)

    def add(
        self, some: Walls, singles: Sequence[Tried], better: Mapping[str, Sequence[Better]]
    ) -> None:
        """Count some people."""
        for each in singles:
            if not each.first.gentle:
                steps = self.steps.setdefault(each.first.ladder, {})
                steps.setdefault(each.tried.person.id, []).append(each)
        for row, person in enumerate(some.people):
            self._rules(some, row, person)
            self._sectors(some, row, person)
            for line in better[person.id]:
                numbers = [self.pool.number[each] for each in line.lifted]
                self._count("better", line.field, line.value, line.words, person, numbers)
        self._employers(some)

    def _count(
        self,
        group: str,
        name: str,
        value: object,
        label: str,
        person: Person,
        columns: Iterable[int],
    ) -> None:
        key = (group, name, str(value))
        self.values[key], self.labels[key] = value, label
        self.sums.setdefault(key, Sum()).add(person.id, columns)

    def _rules(self, some: Walls, row: int, person: Person) -> None:
        for rule, label in RULES.items():
            self._count("rule", "rule", rule, label, person, some.alone(row, rule).tolist())
        areas: dict[str, list[int]] = {}
        for number in some.alone(row, "travel").tolist():
            area = self.pool.records[number].area
            if area:
                areas.setdefault(area_name(area), []).append(number)
        for area, numbers in areas.items():
            self._count("area", "area", area, f"A way to get to {area}", person, numbers)

    def _sectors(self, some: Walls, row: int, person: Person) -> None:
        # Somebody who is not ready, or excluded from everything, is no demand yet.
        if not person.ready:
            return
        open_now = np.flatnonzero(some.count[row] == 0).tolist()
        there = {self.pool.records[number].sector for number in open_now}
        levels: dict[str, set[str]] = {}
        for each in person.interests or ():
            levels.setdefault(each.sector, set()).add(each.level)
        for sector, said in levels.items():
            if "not_for_me" not in said and sector not in there:
                key = ("sector", "sector", sector)
                self.values[key], self.labels[key] = sector, sector_words(sector)
                found = self.sums.setdefault(key, Sum())
                found.pairs += 1
                found.people.append(person.id)

    def _employers(self, some: Walls) -> None:
        closed = {rule: (some.count == 1) & some.shut[rule] for rule in GATES}
        for change, offers in self.asked:
            if not closed[change.rule].any():
                continue
            (after,) = walls(self.pool, some.people, self.history, offers)
            opened = (some.count > 0) & (after.count == 0)
            for row, person in enumerate(some.people):
                columns = np.flatnonzero(opened[row]).tolist()
                self._count("employer", change.field, change.value, change.words, person, columns)

    def barriers(self) -> list[Barrier]:
        """Everything counted, what opens most first."""
        found = [*self._people(), *self._others()]
        found.sort(key=_most_first)
        return found

    def _others(self) -> Iterator[Barrier]:
        last: dict[Named, int] = {}
        for key, total in self.sums.items():
            group, name, _ = key
            # A step that asks more of employers counts only when it opens more.
            if group == "employer" and total.pairs <= last.get((group, name), 0):
                continue
            last[group, name] = total.pairs
            if total.pairs:
                yield self._barrier(group, name, self.values[key], self.labels[key], total)

    def _people(self) -> Iterator[Barrier]:
        for ladder, people in self.steps.items():
            for change in _steps(people.values()):
                group = "certificate" if change.field == "qualifications" else "person"
                shown = change.shared[1] if change.field in SHARED else change.value
                label = EVERYBODY.get(change.field, change.words)
                total = self._upto(change, ladder, people)
                yield self._barrier(group, change.field, shown, label, total)

    def _upto(self, rung: Change, ladder: str, people: Mapping[str, list[Tried]]) -> Sum:
        """What a rung opens to everybody, also to those who need fewer steps of the ladder."""
        total = Sum()
        level = self.steps.get("q ", {}) if ladder.startswith("q ") else {}
        for person in dict.fromkeys((*people, *level)):
            mine = (people.get(person, []), level.get(person, []))
            columns = {c for each in _reached(mine, rung.step) for c in each.gained.tolist()}
            total.add(person, columns)
        return total

    def _barrier(self, group: str, name: str, value: object, label: str, total: Sum) -> Barrier:
        ids = tuple(sorted(self.pool.records[number].id for number in total.columns))
        people = tuple(sorted(set(total.people)))
        return Barrier(group, name, value, label, total.pairs, people, ids)
