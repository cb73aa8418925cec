"""Fair days: both allocations side by side, who would rather have what, and what a hand move does."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from matching.allocate import Allocation, Capacity, Option, allocate

Given = Mapping[str, str | None]
# Why somebody does not have what they would rather have: a place is free, or somebody is in it
# who comes after them (both are pairs who would rather have each other); everybody in it comes
# before them; or it has no place at all.
Why = Literal["free", "ahead", "behind", "no_places"]
LAST = 1 << 60  # the rank of somebody an opportunity does not list


class Pair(NamedTuple):
    """A person and an opportunity."""

    person: str
    opportunity: str


@dataclass(frozen=True)
class Wanted:
    """Something a person would rather have than what they were given, and why they do not."""

    opportunity: str
    why: Why
    over: str | None = None  # who is in it and comes after them, where somebody is


@dataclass(frozen=True)
class Price:
    """What it costs that no pair would rather have each other."""

    total: float | None
    share: float | None  # of the best total
    placed: int
    differ: tuple[str, ...]  # who gets something else


@dataclass(frozen=True)
class Comparison:
    """Both allocations, and what the stable one costs."""

    stable: Allocation
    optimal: Allocation
    price: Price


@dataclass(frozen=True)
class Consequence:
    """What would change if one person were moved by hand.

    Without a place left, `possible` is false, `over` says by how many, and everything else is
    told as if the one whom the opportunity would let go first (`displaced`) were left with nothing;
    where it has no places at all, nothing else changes.
    """

    person: str
    frm: str | None
    to: str | None
    possible: bool
    over: int
    total: float
    placed: int
    displaced: tuple[str, ...]
    appear: tuple[Pair, ...]
    vanish: tuple[Pair, ...]


class Fair:
    """Wishes and capacities made ready, as each side ranks the other; asked many times."""

    def __init__(
        self, wishes: Mapping[str, Sequence[Option]], capacities: Sequence[Capacity]
    ) -> None:
        self.asked = {person: tuple(options) for person, options in wishes.items()}
        self.capacities = tuple(capacities)
        self.places = {each.opportunity: each.places for each in capacities}
        self.listed = {
            each.opportunity: None if each.ranking is None else frozenset(each.ranking)
            for each in capacities
        }
        self.wishes = {person: self._wishes(person) for person in self.asked}
        self.position = {
            person: {each: place for place, each in enumerate(options)}
            for person, options in self.wishes.items()
        }
        self.score = {
            Pair(person, each.opportunity): each.score or 0.0
            for person, options in self.asked.items()
            for each in options
        }
        self.ranks = self._ranks()

    def _wishes(self, person: str) -> tuple[str, ...]:
        options: Iterable[Option] = self.asked[person]
        # Without scores the list is in the person's own order.
        if all(each.score is not None for each in options):
            options = sorted(options, key=lambda each: (-(each.score or 0.0), each.opportunity))
        listed = self.listed
        both = [
            each.opportunity
            for each in options
            if each.opportunity in listed and _lists(listed[each.opportunity], person)
        ]
        return tuple(dict.fromkeys(both))

    def _ranks(self) -> dict[str, dict[str, int]]:
        suitors: dict[str, list[str]] = {name: [] for name in self.places}
        for person, options in self.wishes.items():
            for name in options:
                suitors[name].append(person)
        return {
            each.opportunity: self._order(each, suitors[each.opportunity])
            for each in self.capacities
        }

    def _order(self, room: Capacity, suitors: list[str]) -> dict[str, int]:
        if room.ranking is not None:
            place = {person: at for at, person in enumerate(room.ranking)}
            return {person: place[person] for person in suitors}
        best = sorted(suitors, key=lambda one: (-self.score[Pair(one, room.opportunity)], one))
        return {person: at for at, person in enumerate(best)}

    def compare(self) -> Comparison:
        """Give places both ways, and say what stability costs."""
        stable = allocate(self.asked, self.capacities, "stable")
        optimal = allocate(self.asked, self.capacities, "optimal")
        return Comparison(stable, optimal, price(stable, optimal))

    def standing(self, given: Given) -> Standing:
        """Return an allocation that can be asked about, and changed one person at a time."""
        return Standing(self, given)


def price(stable: Allocation, optimal: Allocation) -> Price:
    """Return what the stable allocation costs beside the one with the largest total."""
    differ = tuple(
        person for person, where in stable.given.items() if where != optimal.given[person]
    )
    placed = optimal.placed - stable.placed
    if stable.total is None or optimal.total is None:
        return Price(None, None, placed, differ)
    # Two sums of the same scores in another order are the same total.
    lost = optimal.total - stable.total
    lost = 0.0 if math.isclose(optimal.total, stable.total, rel_tol=1e-9) else lost
    return Price(lost, lost / optimal.total if optimal.total > 0 else 0.0, placed, differ)


class Standing:
    """Who is where now. A move looks only at the two opportunities and the people it touches."""

    def __init__(self, fair: Fair, given: Given) -> None:
        self.fair = fair
        self.given: dict[str, str | None] = {one: given.get(one) for one in fair.wishes}
        # Who is in each opportunity, by its own order; the last one is let go first.
        self.inside: dict[str, list[tuple[int, str]]] = {name: [] for name in fair.places}
        for person, where in self.given.items():
            if where is not None:
                insort(self.inside[where], (self._rank(where, person), person))

    @property
    def placed(self) -> int:
        """How many people have a place."""
        return sum(where is not None for where in self.given.values())

    @property
    def total(self) -> float:
        """The sum of the scores of the pairs that stand."""
        return math.fsum(self._worth(person, where) for person, where in self.given.items())

    def blocking(self) -> list[Pair]:
        """Return the pairs who would both rather have each other, by name."""
        pairs = (Pair(one, name) for one in self.given for name in self.fair.wishes[one])
        return sorted(pair for pair in pairs if self._blocks(pair))

    def wanted(self, person: str) -> tuple[Wanted, ...]:
        """Return what a person would rather have, best first, and why they do not have it."""
        better = self.fair.wishes[person][: self._have(person)]
        return tuple(self._wanted(person, name) for name in better)

    def _wanted(self, person: str, name: str) -> Wanted:
        inside = self.inside[name]
        if self.fair.places[name] == 0:
            return Wanted(name, "no_places")
        if len(inside) < self.fair.places[name]:
            return Wanted(name, "free")
        if self.fair.ranks[name][person] < inside[-1][0]:
            return Wanted(name, "ahead", inside[-1][1])
        return Wanted(name, "behind")

    def ask(self, person: str, to: str | None) -> Consequence:
        """Say what would change if this person were moved; nothing changes."""
        frm = self.given[person]
        over = self._over(to) if to != frm else 0
        moves = self._moves(person, to, over)
        old = {one: self.given[one] for one in moves}
        near = self._near(moves)
        before = {pair for pair in near if self._blocks(pair)}
        self._put(moves)
        after = {pair for pair in near if self._blocks(pair)}
        self._put(old)
        return Consequence(
            person,
            frm,
            to,
            possible=over == 0,
            over=over,
            total=self._sum(moves) - self._sum(old),
            placed=_count(moves) - _count(old),
            displaced=tuple(one for one in moves if one != person),
            appear=tuple(sorted(after - before)),
            vanish=tuple(sorted(before - after)),
        )

    def move(self, person: str, to: str | None) -> Consequence:
        """Move one person where there is a place, and return what changed."""
        found = self.ask(person, to)
        if found.possible:
            self._put({person: to})
        return found

    def _moves(self, person: str, to: str | None, over: int) -> dict[str, str | None]:
        if not over or to is None:
            return {person: to}
        if not self.inside[to]:
            return {person: self.given[person]}
        # Whoever is let go first makes room, so that the rest can be told at all.
        return {person: to, self.inside[to][-1][1]: None}

    def _over(self, name: str | None) -> int:
        return 0 if name is None else max(0, len(self.inside[name]) + 1 - self.fair.places[name])

    def _near(self, moves: Given) -> set[Pair]:
        """The pairs that moving these people may make or end: theirs, and those of both ends."""
        ends = {self.given[one] for one in moves} | set(moves.values())
        near = {Pair(one, name) for name in ends if name for one in self.fair.ranks[name]}
        return near | {Pair(one, name) for one in moves for name in self.fair.wishes[one]}

    def _put(self, moves: Given) -> None:
        for person, to in moves.items():
            frm = self.given[person]
            if frm is not None:
                inside = self.inside[frm]
                del inside[bisect_left(inside, (self._rank(frm, person), person))]
            if to is not None:
                insort(self.inside[to], (self._rank(to, person), person))
            self.given[person] = to

    def _blocks(self, pair: Pair) -> bool:
        if self.fair.position[pair.person][pair.opportunity] >= self._have(pair.person):
            return False
        inside, places = self.inside[pair.opportunity], self.fair.places[pair.opportunity]
        if len(inside) < places:
            return True
        return places > 0 and self.fair.ranks[pair.opportunity][pair.person] < inside[-1][0]

    def _have(self, person: str) -> int:
        """How many of a person's wishes come before what they have."""
        position = self.fair.position[person]
        return position.get(self.given[person] or "", len(position))

    def _rank(self, name: str, person: str) -> int:
        return self.fair.ranks[name].get(person, LAST)

    def _worth(self, person: str, where: str | None) -> float:
        return self.fair.score.get(Pair(person, where), 0.0) if where is not None else 0.0

    def _sum(self, moves: Given) -> float:
        return math.fsum(self._worth(person, where) for person, where in moves.items())


def _lists(ranking: frozenset[str] | None, person: str) -> bool:
    return ranking is None or person in ranking


def _count(moves: Given) -> int:
    return sum(where is not None for where in moves.values())
