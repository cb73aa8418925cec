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


@dataclass(frozen=True)
class Market:
    """Only the pairs that both sides list, as each side ranks them (0 is first)."""

    wishes: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]
    ranks: Mapping[str, Mapping[str, int]]
    scores: Mapping[str, Mapping[str, float | None]]
    scored: bool


def market(wishes: Mapping[str, Sequence[Option]], capacities: Sequence[Capacity]) -> Market:
    """Make the two lists meet: a pair counts when both sides list it."""
    rooms = {each.opportunity: each for each in capacities}
    listed = {
        each.opportunity: set(each.ranking) for each in capacities if each.ranking is not None
    }
    kept: dict[str, tuple[str, ...]] = {}
    scores: dict[str, dict[str, float | None]] = {}
    suitors: dict[str, list[tuple[float, str]]] = {name: [] for name in rooms}
    for person, options in wishes.items():
        both = [
            each
            for each in _in_order(options)
            if each.opportunity in rooms and person in listed.get(each.opportunity, (person,))
        ]
        kept[person] = tuple(each.opportunity for each in both)
        scores[person] = {each.opportunity: each.score for each in both}
        for each in both:
            suitors[each.opportunity].append((-(each.score or 0.0), person))
    ranks = {name: _ranks(rooms[name], people) for name, people in suitors.items()}
    places = {name: each.places for name, each in rooms.items()}
    scored = all(each.score is not None for options in wishes.values() for each in options)
    return Market(kept, places, ranks, scores, scored)


def _in_order(options: Sequence[Option]) -> Sequence[Option]:
    # Without scores the list is in the person's own order.
    if any(each.score is None for each in options):
        return options
    return sorted(options, key=lambda each: (-(each.score or 0.0), each.opportunity))


def _ranks(room: Capacity, suitors: list[tuple[float, str]]) -> dict[str, int]:
    if room.ranking is not None:
        return {person: place for place, person in enumerate(room.ranking)}
    return {person: place for place, (_, person) in enumerate(sorted(suitors))}


def stable(field: Market) -> dict[str, str | None]:
    """The stable allocation that is best for every person at once (Gale and Shapley)."""
    given: dict[str, str | None] = dict.fromkeys(field.wishes)
    asked = dict.fromkeys(field.wishes, 0)
    # For each opportunity those it holds, the one it would let go first on top.
    held: dict[str, list[tuple[int, str]]] = {name: [] for name in field.places}
    waiting = sorted(field.wishes, reverse=True)
    while waiting:
        person = waiting.pop()
        wishes = field.wishes[person]
        if asked[person] == len(wishes):
            continue
        opportunity = wishes[asked[person]]
        asked[person] += 1
        heapq.heappush(held[opportunity], (-field.ranks[opportunity][person], person))
        given[person] = opportunity
        if len(held[opportunity]) > field.places[opportunity]:
            left = heapq.heappop(held[opportunity])[1]
            given[left] = None
            waiting.append(left)
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
    values = [score or 0.0 for row in field.scores.values() for score in row.values()]
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
        for opportunity in options:
            if opportunity == given[person]:
                break
            count += field.ranks[opportunity][person] < worst[opportunity]
    return count


def _worst(field: Market, given: Mapping[str, str | None]) -> dict[str, float]:
    """The rank that a person must beat to be let in: endless while a place is free."""
    inside: dict[str, list[int]] = {name: [] for name in field.places}
    for person, opportunity in given.items():
        if opportunity is not None:
            inside[opportunity].append(field.ranks[opportunity][person])
    return {
        name: float("inf") if len(ranks) < field.places[name] else max(ranks, default=-1)
        for name, ranks in inside.items()
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
