"""Two changes together, for people whom no single change helps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from matching.bags import Ints
from matching.changes import MAKERS, Change, changes
from matching.pool import Pool
from matching.requirements import fold
from matching.types import Opportunity, Person
from matching.walls import Flags, Tried, Try, Walls, attempt, trying

MOST = 12
LADDERS = 60
# Rules that two changes of their own may bear on together.
TWICE = ("travel", "qualification", "dates")

Ladder = list[Tried]


def in_pairs(pool: Pool, some: Walls, row: int) -> list[Tried]:
    """The pairs of changes that open most, each as small as it can be."""
    found = [*_across(pool, some, row), *_within(pool, some, row)]
    found.sort(key=lambda each: (-int(np.count_nonzero(each.cleared)), _order(each.tried.made)))
    return found[:MOST]


def _order(made: Sequence[Change]) -> list[tuple[str, float, str]]:
    return [(each.ladder, each.step, str(each.value)) for each in made]


def _gentle(rule: str) -> bool:
    # What somebody said no to is no part of a plan.
    return rule == "sector"


def _across(pool: Pool, some: Walls, row: int) -> Iterator[Tried]:
    """One change for each of the two rules that say no."""
    twice = some.count[row] == 2
    ladders: dict[str, list[Ladder]] = {}
    for rule in MAKERS:
        columns = np.flatnonzero(twice & some.shut[rule][row])
        if len(columns) and not _gentle(rule):
            ladders[rule] = _ladders(pool, row, some.people[row], rule, columns)
    for one, other in combinations(ladders, 2):
        columns = np.flatnonzero(twice & some.shut[one][row] & some.shut[other][row])
        for low, high in product(ladders[one], ladders[other]) if len(columns) else ():
            yield from _grid(low, high, columns)


def _ladders(pool: Pool, row: int, person: Person, rule: str, columns: Ints) -> list[Ladder]:
    """The steps that clear more than the one below, ladder by ladder."""
    closed = [pool.records[number] for number in columns.tolist()]
    made = changes(rule, person, closed, pool.ground)
    found: dict[str, Ladder] = {}
    for each in attempt(pool, [trying(pool, row, person, (one,), columns) for one in made]):
        ladder = found.setdefault(each.first.ladder, [])
        if each.weight > (ladder[-1].weight if ladder else 0):
            ladder.append(each)
    climbed = [ladder for ladder in found.values() if ladder]
    climbed.sort(key=lambda ladder: -ladder[-1].weight)
    return climbed[:LADDERS]


def _grid(low: Ladder, high: Ladder, columns: Ints) -> Iterator[Tried]:
    one, other = (_on(ladder, columns) for ladder in (low, high))
    fits = _fitting(low, columns) & _fitting(high, columns)
    counts = (one & fits).astype(np.int64) @ other.T.astype(np.int64)
    for i, j in zip(*np.nonzero(_minimal(counts)), strict=True):
        made = (low[i].first, high[j].first)
        tried = Try(low[i].tried.row, low[i].tried.person, made, columns, fits)
        yield Tried(tried, one[i] & other[j])


def _on(ladder: Ladder, columns: Ints) -> Flags:
    """What each step clears among some of its columns."""
    at = np.searchsorted(ladder[0].tried.columns, columns)
    return np.stack([each.cleared[at] for each in ladder])


def _fitting(ladder: Ladder, columns: Ints) -> Flags:
    found: Flags = ladder[0].tried.fitting[np.searchsorted(ladder[0].tried.columns, columns)]
    return found


def _minimal(counts: NDArray[np.int64]) -> Flags:
    """Pairs that open more than with a smaller step on either ladder."""
    padded = np.pad(counts, ((1, 0), (1, 0)))
    more: Flags = (counts > padded[:-1, 1:]) & (counts > padded[1:, :-1])
    return more


def _within(pool: Pool, some: Walls, row: int) -> Iterator[Tried]:
    """Two changes for the one rule that says no: two certificates, a bus and more time."""
    person = some.people[row]
    for rule in TWICE:
        columns = some.alone(row, rule)
        closed = [pool.records[number] for number in columns.tolist()]
        steps: dict[str, list[Change]] = {}
        for each in changes(rule, person, closed, pool.ground):
            steps.setdefault(each.ladder, []).append(each)
        for one, other in _together(rule, closed, list(steps)):
            pairs = list(product(steps[one], steps[other]))
            tries = [trying(pool, row, person, made, columns) for made in pairs]
            found = list(attempt(pool, tries))
            counts = np.array([each.weight for each in found])
            best = _minimal(counts.reshape(len(steps[one]), len(steps[other]))).ravel()
            yield from (each for each, keep in zip(found, best, strict=True) if keep)


def _together(
    rule: str, closed: Sequence[Opportunity], ladders: list[str]
) -> list[tuple[str, str]]:
    if rule != "qualification":
        return list(combinations(ladders, 2))
    asked = {tuple(sorted(_asked(each))) for each in closed}
    pairs = {pair for names in asked for pair in combinations(names, 2)}
    return sorted(pair for pair in pairs if set(pair) <= set(ladders))[:LADDERS]


def _asked(offer: Opportunity) -> set[str]:
    names = {f"q {fold(each.name)}" for each in offer.essential_qualifications or ()}
    return names | ({"q "} if offer.min_level else set())
