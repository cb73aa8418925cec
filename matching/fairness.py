"""Who and what is shown, group beside group: figures to watch the engine by, never inputs to it.

Groups come from outside, are used here alone and reach no rule and no term. Counts of people below
`LEAST` leave this module as None, and so does everything they could be worked out from.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

LEAST = 10
Z = 1.959964  # 95 % of a normal curve lie within so many of its widths
DRAWS, SEED = 1000, 20261125
SCORED = ("strong", "good", "possible")
SUITS = ("strong", "good")


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of a ranking, as far as fairness needs it."""

    person: str
    opportunity: str
    employer: str
    rank: int
    band: str
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A suggestion whose outcome was confirmed; `chance` is what had been predicted, if it was."""

    person: str
    band: str
    good: bool
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval; every part is None where people could be recognised."""

    count: int | None
    of: int | None
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Mean:
    """An average with its 95 % interval."""

    value: float | None
    low: float | None = None
    high: float | None = None


HIDDEN_RATE = Rate(None, None, None, None, None)
HIDDEN_MEAN = Mean(None)


def wilson(count: int, of: int) -> Rate:
    """A share with Wilson's interval, which holds for small numbers and at nought and one."""
    if not of:
        return Rate(count, of, None, None, None)
    share, spread = count / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Rate(count, of, round(share, 4), round(low, 4), round(high, 4))


def mean(values: Sequence[float]) -> Mean:
    """An average with a bootstrap interval; the same values always give the same one."""
    if not values:
        return HIDDEN_MEAN
    known = np.asarray(values, np.float64)
    if known.min() == known.max():  # nothing varies, so there is nothing to draw
        return Mean(*[round(float(known[0]), 4)] * 3)
    draws = max(50, min(DRAWS, 2_000_000 // len(known)))
    luck = np.random.default_rng(SEED)
    drawn = known[luck.integers(0, len(known), (draws, len(known)))].mean(axis=1)
    low, high = np.percentile(drawn, (2.5, 97.5))
    return Mean(round(float(known.mean()), 4), round(float(low), 4), round(float(high), 4))


def weight(rank: int) -> float:
    """How much a place on a list is seen: the first counts 1, those below ever less."""
    return 1.0 / math.log2(rank + 1)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How evenly a pool is shown: Gini 0 is all alike, near 1 is one alone."""

    pool: int
    shown: int
    gini: float
    top_tenth: float
    lorenz: tuple[tuple[float, float], ...]


def exposure(seen: Iterable[Seen], key: str, pool: Collection[str]) -> dict[str, float]:
    """What each of a pool gets of people's attention; one that is never shown gets nought."""
    total = dict.fromkeys(pool, 0.0)
    for each in seen:
        name = str(getattr(each, key))
        if each.band in SCORED and name in total:
            total[name] += weight(each.rank)
    return total


def gini(values: Iterable[float]) -> float:
    """Gini’s measure of how unevenly something is spread."""
    ordered = np.sort(np.asarray(list(values), np.float64))
    total, size = float(ordered.sum()), len(ordered)
    if not total:
        return 0.0
    places = 2 * np.arange(1, size + 1) - size - 1
    return round(float(places @ ordered) / (size * total), 4)


def lorenz(values: Iterable[float], points: int = 10) -> tuple[tuple[float, float], ...]:
    """The share of all exposure that goes to the least shown tenth, two tenths and so on."""
    ordered = np.sort(np.asarray(list(values), np.float64))
    if not len(ordered) or not ordered.sum():
        return ()
    held = np.concatenate([[0.0], np.cumsum(ordered)]) / ordered.sum()
    shares = np.linspace(0, 1, points + 1)
    found = np.interp(shares, np.linspace(0, 1, len(held)), held)
    return tuple(
        (round(float(x), 4), round(float(y), 4)) for x, y in zip(shares, found, strict=True)
    )


def concentration(seen: Iterable[Seen], key: str, pool: Collection[str]) -> Concentration:
    """How evenly a pool of employers or offers is shown."""
    held = exposure(seen, key, pool)
    curve = lorenz(held.values())
    top = round(1 - curve[-2][1], 4) if curve else 0.0
    shown = sum(value > 0 for value in held.values())
    return Concentration(len(held), shown, gini(held.values()), top, curve)


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What one rule did to people who have no option: how many it touched, and how many alone."""

    rule: str
    people: int | None
    most: int | None  # for these it ruled out more offers than any other rule
    alone: int | None  # for these it ruled out every offer by itself


def rule_effects(why: Mapping[str, Mapping[str, int]], offers: int) -> list[RuleEffect]:
    """For people without an option, which rule did it; the rule that touched most comes first."""
    touched: dict[str, int] = defaultdict(int)
    most: dict[str, int] = defaultdict(int)
    alone: dict[str, int] = defaultdict(int)
    for counts in why.values():
        for rule, count in counts.items():
            touched[rule] += count > 0
            most[rule] += 0 < count == max(counts.values())
            alone[rule] += 0 < offers <= count
    ordered = sorted((-people, rule) for rule, people in touched.items() if people)
    return [RuleEffect(rule, -people, most[rule], alone[rule]) for people, rule in ordered]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What people of one group got."""

    group: str
    people: int | None
    unplaced: Rate  # nobody could be suggested anything
    suits: Rate  # the first suggestion is strong or good
    exposure: Mean  # what a person gets shown in the first ten, the first place counting most
    ratio: float | None  # that, as a share of the group that gets most
    standing: Mean  # where a person stands among those who could have the same offer: 1 is first


@dataclass(frozen=True, slots=True)
class Totals:
    """What each person is shown, the band of their first suggestion, and where they stand."""

    shown: Mapping[str, float]
    first: Mapping[str, str]
    places: Mapping[str, float]


def totals(seen: Sequence[Seen], top: int = 10) -> Totals:
    """What every way of making groups is worked out from; made once for all of them."""
    shown: dict[str, float] = defaultdict(float)
    first: dict[str, str] = {}
    for each in seen:
        if each.band in SCORED and each.rank <= top:
            shown[each.person] += weight(each.rank)
        if each.rank == 1:
            first[each.person] = each.band
    return Totals(dict(shown), first, standings(seen))


def by_group(
    groups: Mapping[str, str], known: Totals, empty: Collection[str]
) -> list[GroupFigures]:
    """Figures for each group of people; `groups` names everybody who takes part."""
    return with_ratios(
        [_group(name, people, known, empty) for name, people in sorted(_members(groups).items())]
    )


def _members(groups: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person, group in groups.items():
        found[group].append(person)
    return found


def _group(name: str, members: list[str], known: Totals, empty: Collection[str]) -> GroupFigures:
    return GroupFigures(
        group=name,
        people=len(members),
        unplaced=wilson(sum(person in empty for person in members), len(members)),
        suits=wilson(sum(known.first.get(person) in SUITS for person in members), len(members)),
        exposure=mean([known.shown.get(person, 0.0) for person in members]),
        ratio=None,
        standing=mean([known.places[person] for person in members if person in known.places]),
    )


def with_ratios(rows: list[GroupFigures]) -> list[GroupFigures]:
    """The same rows, each beside the one that gets most."""
    best = max((row.exposure.value or 0.0 for row in rows), default=0.0)
    if not best:
        return rows
    return [
        replace(row, ratio=None)
        if row.exposure.value is None
        else replace(row, ratio=round(row.exposure.value / best, 4))
        for row in rows
    ]


def standings(seen: Iterable[Seen]) -> dict[str, float]:
    """Each person's average place among those who could have the same offer, from 0 to 1 (first)."""
    rivals: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for each in seen:
        if each.score is not None:
            rivals[each.opportunity].append((each.score, each.person))
    found: dict[str, list[float]] = defaultdict(list)
    for field in rivals.values():
        scores = sorted(score for score, _ in field)
        for score, person in field:
            below = bisect_left(scores, score) + bisect_right(scores, score)
            found[person].append((below - 1) / (2 * (len(scores) - 1)) if scores[1:] else 0.5)
    return {person: sum(values) / len(values) for person, values in found.items()}


def parity(rows: Iterable[GroupFigures]) -> float | None:
    """The exposure of the group that gets least, as a share of the one that gets most."""
    known = [row.exposure.value for row in rows if row.exposure.value is not None]
    return round(min(known) / max(known), 4) if len(known) > 1 and max(known) > 0 else None


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """Of a group's suggestions in one band with a confirmed outcome, how many went well."""

    group: str
    band: str
    went_well: Rate
    chance: float | None  # the average of what had been predicted


def calibration(judged: Iterable[Judged], groups: Mapping[str, str]) -> list[CalibrationLine]:
    """For each group and band, what was predicted beside what became of it."""
    found: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for each in judged:
        if each.person in groups:
            found[groups[each.person], each.band].append(each)
    lines = []
    for (group, band), rows in sorted(found.items()):
        chances = [row.chance for row in rows if row.chance is not None]
        average = round(sum(chances) / len(chances), 4) if chances else None
        lines.append(
            CalibrationLine(group, band, wilson(sum(row.good for row in rows), len(rows)), average)
        )
    return lines


def chance_band(chance: float, steps: int = 5) -> str:
    """The fifth, or other part, of the scale that a predicted chance lies in."""
    step = min(int(chance * steps), steps - 1)
    return f"{100 * step // steps}–{100 * (step + 1) // steps}%"
