"""Learning tried in invented worlds in which the prior is wrong: how good are lists after n outcomes?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.bags import Floats
from matching.learning import Lessons, learn
from matching.model import ADDED, PRIOR, TERMS, Weights

COUNTS = (0, 20, 100, 500, 5000)
TOP = 10
LISTS, LENGTH = 200, 60
# How far the truth lies from the prior: some weights a good deal more, some next to nothing.
WRONG_BY = 0.5
WELL = -1.0


@dataclass(frozen=True)
class Trial:
    """One world after so many outcomes: nDCG with the prior, and with the weights that stand."""

    world: int
    outcomes: int
    prior: float
    standing: float
    published: bool


def trials(
    worlds: int, counts: Sequence[int] = COUNTS, wrong_by: float = WRONG_BY
) -> Iterator[Trial]:
    """Every world after every number of outcomes; the same worlds each time."""
    start = np.array([PRIOR[term] for term in TERMS])
    for world in range(worlds):
        pick = np.random.default_rng(world)
        truth = start * np.exp(pick.normal(0.0, wrong_by, len(start)))
        lists = _values(pick, LISTS * LENGTH).reshape(LISTS, LENGTH, -1)
        before = quality(lists, truth, start)
        for count in counts:
            learnt = learn(_outcomes(world, count, truth), Weights())
            after = np.array([learnt.weights.values[term] for term in TERMS])
            yield Trial(world, count, before, quality(lists, truth, after), learnt.published)


def summary(found: Sequence[Trial]) -> list[dict[str, float]]:
    """For each number of outcomes the mean over worlds, and the worst beside the prior."""
    rows = []
    for count in sorted({each.outcomes for each in found}):
        some = [each for each in found if each.outcomes == count]
        rows.append(
            {
                "outcomes": count,
                "worlds": len(some),
                "prior": round(float(np.mean([each.prior for each in some])), 4),
                "standing": round(float(np.mean([each.standing for each in some])), 4),
                "worst_gain": round(min(each.standing - each.prior for each in some), 4),
                "published": round(float(np.mean([each.published for each in some])), 3),
            }
        )
    return rows


def quality(lists: Floats, truth: Floats, weights: Floats) -> float:
    """nDCG@10 of lists by these weights, where the gain is the true chance of going well."""
    worth = _chance(lists @ truth)
    order = np.argsort(-(lists @ weights), axis=1, kind="stable")[:, :TOP]
    discount = 1.0 / np.log2(np.arange(TOP) + 2)
    got = np.take_along_axis(worth, order, axis=1) @ discount
    best = -np.sort(-worth, axis=1)[:, :TOP] @ discount
    return float((got / best).mean())


def _values(pick: np.random.Generator, count: int) -> Floats:
    values = pick.uniform(-1.0, 1.0, (count, len(TERMS)))
    # Of most pairs something is not known, and what is not known counts nothing.
    values[pick.random(values.shape) < 0.25] = 0.0
    values[:, [TERMS.index(term) for term in ADDED]] = 0.0
    return values


def _outcomes(world: int, count: int, truth: Floats) -> Lessons:
    pick = np.random.default_rng([world, count])
    values = _values(pick, count)
    good = (pick.random(count) < _chance(values @ truth)).astype(float)
    return Lessons(values, good, np.arange(count), np.ones(count), choices=False)


def _chance(score: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-score - WELL)), np.float64)
