"""Fair days: people to places within capacity, stable or with the largest total."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Method = Literal["stable", "optimal"]


@dataclass(frozen=True)
class Option:
    """An opportunity a person would take, with how well it fits where that is known."""

    opportunity: str
    score: float | None = None


@dataclass(frozen=True)
class Capacity:
    """How many places an opportunity has, and whom it would have first where it says so."""

    opportunity: str
    places: int
    ranking: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Allocation:
    """Who goes where, and what that is worth."""

    given: Mapping[str, str | None]
    total: float | None
    placed: int
    blocking_pairs: int
    method: Method


# How one side likes the other: the greater, the better.
Liking = tuple[float, int]


@dataclass(frozen=True)
class Market:
    """Only the pairs that both sides list, in each person's order of preference."""

    wishes: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]
    rankings: Mapping[str, Mapping[str, int]]
    scores: Mapping[str, Mapping[str, float | None]]
    order: Mapping[str, int]
    scored: bool

    def liking(self, opportunity: str, person: str) -> Liking:
        """How an opportunity likes a person: as it ranks them, or by score and then by id."""
        ranking = self.rankings.get(opportunity)
        if ranking is not None:
            return -ranking[person], 0
        return self.scores[person][opportunity] or 0.0, -self.order[person]


def market(wishes: Mapping[str, Sequence[Option]], capacities: Sequence[Capacity]) -> Market:
    """Make the two lists meet: a pair counts when both sides list it."""
    rankings = {
        each.opportunity: {person: place for place, person in enumerate(each.ranking)}
        for each in capacities
        if each.ranking is not None
    }
    places = {each.opportunity: each.places for each in capacities}
    kept: dict[str, tuple[str, ...]] = {}
    scores: dict[str, dict[str, float | None]] = {}
    scored = True
    for person, options in wishes.items():
        valued = {each.opportunity: each.score for each in options}
        names: Sequence[str] = list(valued)
        # Without scores the list is in the person's own order.
        if None in valued.values():
            scored = False
        else:
            names = [name for _, name in sorted([(-(v or 0.0), k) for k, v in valued.items()])]
        if rankings:
            names = [name for name in names if person in rankings.get(name, (person,))]
        kept[person] = tuple([name for name in names if name in places])
        scores[person] = valued
    order = {person: place for place, person in enumerate(sorted(wishes))}
    return Market(kept, places, rankings, scores, order, scored)


def stable(field: Market) -> dict[str, str | None]:
    """The stable allocation that is best for every person at once (Gale and Shapley)."""
    given: dict[str, str | None] = dict.fromkeys(field.wishes)
    # For each opportunity those it holds, the one it would let go first on top.
    held: dict[str, list[tuple[Liking, str]]] = {name: [] for name in field.places}
    wishes = {person: iter(options) for person, options in field.wishes.items()}
    scores, order, rankings, places = field.scores, field.order, field.rankings, field.places
    waiting = sorted(field.wishes, reverse=True)
    while waiting:
        person = waiting.pop()
        for opportunity in wishes[person]:
            # As `liking` says it, without a call for each of half a million questions.
            if opportunity in rankings:
                liking: Liking = (-rankings[opportunity][person], 0)
            else:
                liking = (scores[person][opportunity] or 0.0, -order[person])
            inside = held[opportunity]
            if len(inside) < places[opportunity]:
                heapq.heappush(inside, (liking, person))
                given[person] = opportunity
                break
            if inside and liking > inside[0][0]:
                left = heapq.heapreplace(inside, (liking, person))[1]
                given[person], given[left] = opportunity, None
                waiting.append(left)
                break
    return given


def optimal(field: Market) -> dict[str, str | None]:
    """The allocation with the largest total of scores; one of each equal pair in a fixed order."""
    people, seats = sorted(field.wishes), _seats(field)
    row, column, cost = _costs(field, people, seats)
    shape = (len(people), len(row_seats(seats)) + len(people))
    table = coo_array((cost, (row, column)), shape=shape).tocsr()
    rows, columns = min_weight_full_bipartite_matching(table)
    owners = row_seats(seats)
    given: dict[str, str | None] = dict.fromkeys(people)
    for number, seat in zip(rows.tolist(), columns.tolist(), strict=True):
        if seat < len(owners):
            given[people[number]] = owners[seat]
    return given


def _seats(field: Market) -> dict[str, range]:
    """A seat for each place that anybody could fill."""
    seats: dict[str, range] = {}
    at = 0
    wanted = dict.fromkeys(field.places, 0)
    for options in field.wishes.values():
        for opportunity in options:
            wanted[opportunity] += 1
    for opportunity in sorted(field.places):
        count = min(field.places[opportunity], wanted[opportunity])
        seats[opportunity] = range(at, at + count)
        at += count
    return seats


def row_seats(seats: Mapping[str, range]) -> list[str]:
    """Whose each seat is."""
    return [opportunity for opportunity, places in seats.items() for _ in places]


def _costs(
    field: Market, people: Sequence[str], seats: Mapping[str, range]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows: list[int] = []
    columns: list[int] = []
    cost: list[float] = []
    values = [field.scores[p][name] or 0.0 for p, names in field.wishes.items() for name in names]
    size = len(row_seats(seats))
    # No seat at all is worth nothing; every cost must be above zero for the solver.
    base = 2.0 + max([0.0, *values])
    for number, person in enumerate(people):
        for opportunity in field.wishes[person]:
            # Without scores, as many people as can be are placed.
            score = field.scores[person][opportunity] or 0.0 if field.scored else 1.0
            if score < 0:
                continue
            places = seats[opportunity]
            rows += [number] * len(places)
            columns += places
            cost += [base - score] * len(places)
        rows.append(number)
        columns.append(size + number)
        cost.append(base)
    return np.array(rows), np.array(columns), np.array(cost)


def blocking_pairs(field: Market, given: Mapping[str, str | None]) -> int:
    """Pairs who would both rather have each other than what they were given."""
    worst = _worst(field, given)
    count = 0
    for person, options in field.wishes.items():
        has, score, place = given[person], field.scores[person], -field.order[person]
        for opportunity in options:
            if opportunity == has:
                break
            if opportunity in field.rankings:
                count += field.liking(opportunity, person) > worst[opportunity]
            else:
                count += (score[opportunity] or 0.0, place) > worst[opportunity]
    return count


def _worst(field: Market, given: Mapping[str, str | None]) -> dict[str, Liking]:
    """The liking that a person must beat to be let in: anybody's while a place is free."""
    inside: dict[str, list[Liking]] = {name: [] for name in field.places}
    for person, opportunity in given.items():
        if opportunity is not None:
            inside[opportunity].append(field.liking(opportunity, person))
    free, shut = (-math.inf, 0), (math.inf, 0)
    return {
        name: free if len(found) < field.places[name] else min(found, default=shut)
        for name, found in inside.items()
    }


def allocate(
    wishes: Mapping[str, Sequence[Option]], capacities: Sequence[Capacity], method: Method
) -> Allocation:
    """Give places: stable, or with the largest total."""
    field = market(wishes, capacities)
    given = stable(field) if method == "stable" else optimal(field)
    pairs = [(person, where) for person, where in given.items() if where is not None]
    scores = [field.scores[person][where] or 0.0 for person, where in pairs]
    total = math.fsum(scores) if field.scored else None
    given = {person: given[person] for person in wishes}
    return Allocation(given, total, len(pairs), blocking_pairs(field, given), method)
