"""From outcomes to weights: centred on the council's own, never below zero, never by one actor.

Confirmed outcomes teach by logistic regression on single pairs. Opened offers, for evaluation,
teach by choice: the one that was opened against others that were not. Either way the weights are
those most likely after the outcomes, when before them they were believed to lie around the prior.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matching.bags import Floats, Ints
from matching.model import TERMS, Weights

# How far, in log-odds, a weight is believed to lie from the prior before anything is seen.
SPREAD = 0.5
# One actor weighs no more than this many outcomes, or this share of all, whichever is more.
ACTOR_CAP, ACTOR_SHARE = 25.0, 0.1
HELD_OUT = 0.2
# New weights stand when they are better by so many times the noise, on so many outcomes at least.
CLEAR = 2.0
FEWEST_TO_JUDGE = 10

Loss = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True)
class Lessons:
    """Rows of term values in order of time, with what came of them.

    `group` tells which rows were one choice; where every row is its own group, `good` says whether
    it went well. In a choice, exactly one row is good.
    """

    values: Floats
    good: Floats
    group: Ints
    weight: Floats
    choices: bool
    # Whose outcome each row is, as a number; none where nobody is named.
    actor: Ints | None = None

    def actors(self) -> Ints:
        """Whose outcome each row is; -1 where nobody is named."""
        return np.full(len(self.good), -1) if self.actor is None else self.actor

    def part(self, groups: Ints) -> Lessons:
        """Only some groups, numbered afresh."""
        kept = np.isin(self.group, groups)
        _, group = np.unique(self.group[kept], return_inverse=True)
        return Lessons(
            self.values[kept],
            self.good[kept],
            group,
            self.weight[kept],
            self.choices,
            self.actors()[kept],
        )


@dataclass(frozen=True)
class Learnt:
    """New weights, whether they were better than the old ones, and the figures."""

    weights: Weights
    published: bool
    old_loss: float
    new_loss: float
    held_out: int


def capped(actors: Sequence[str | None]) -> Floats:
    """How much each outcome counts, so that nobody alone can move the model."""
    names: dict[str, int] = {}
    for actor in actors:
        if actor is not None:
            names[actor] = names.get(actor, 0) + 1
    most = max(ACTOR_CAP, ACTOR_SHARE * len(actors))
    return np.array([1.0 if a is None else min(1.0, most / names[a]) for a in actors])


def numbered(actors: Sequence[str | None]) -> Ints:
    """Actors as numbers, -1 for nobody."""
    number = {name: place for place, name in enumerate(sorted({a for a in actors if a}))}
    return np.array([number.get(each or "", -1) for each in actors], np.int64)


def learn(lessons: Lessons, prior: Weights) -> Learnt:
    """Learn on earlier outcomes, judge on later ones, and keep what is surely better.

    That is done twice, on ever more: half judges what comes next, and then all but the last
    part judges the last. So more outcomes judge than could be held out at once.
    """
    groups = np.unique(lessons.group)
    start = np.array([prior.values[term] for term in TERMS])
    last = len(groups) - int(len(groups) * HELD_OUT)
    judged = _judged(lessons, groups, ((len(groups) // 2, last), (last, len(groups))), start)
    if len(judged.old) < FEWEST_TO_JUDGE:
        return Learnt(prior, False, 0.0, 0.0, len(judged.old))
    published = judged.surely_better()
    weights = prior
    if published:
        values = fitted(lessons, start)
        weights = Weights(dict(zip(TERMS, values.tolist(), strict=True)), "learnt", {})
    before, after = (float(judged.weight @ each) for each in (judged.old, judged.new))
    return Learnt(weights, published, before, after, len(judged.old))


@dataclass(frozen=True)
class Judged:
    """How surprised old and new weights were by later outcomes, what those weigh, and whose they are."""

    old: Floats
    new: Floats
    weight: Floats
    actor: Ints

    def surely_better(self) -> bool:
        """Whether the new weights win clearly, and would without any one actor's outcomes."""
        return self._clear(np.ones(len(self.actor), bool)) and all(
            self._clear(self.actor != actor) for actor in set(self.actor[self.actor >= 0].tolist())
        )

    def _clear(self, some: NDArray[np.bool_]) -> bool:
        if np.count_nonzero(some) < FEWEST_TO_JUDGE:
            return False
        weight = self.weight[some] / self.weight[some].sum()
        gain = (self.old - self.new)[some]
        mean = float(weight @ gain)
        # Better by luck is not better: the gain must stand clear of its own noise.
        noise = float(weight**2 @ (gain - mean) ** 2) ** 0.5
        return bool(mean > CLEAR * noise)


def _judged(
    lessons: Lessons, groups: Ints, parts: Sequence[tuple[int, int]], start: Floats
) -> Judged:
    old, new, weight, actor = [np.zeros(0)], [np.zeros(0)], [np.zeros(0)], [np.zeros(0, np.int64)]
    for begin, end in parts:
        if 0 < begin < end:
            first, rest = lessons.part(groups[:begin]), lessons.part(groups[begin:end])
            tried = fitted(first, start)
            old.append(losses(rest, start, offset(first, start)))
            new.append(losses(rest, tried, offset(first, tried)))
            firsts = np.flatnonzero(np.diff(rest.group, prepend=-1))
            weight.append(rest.weight[firsts])
            actor.append(rest.actors()[firsts])
    total = np.concatenate(weight)
    shares = total / max(float(total.sum()), 1e-12)
    return Judged(np.concatenate(old), np.concatenate(new), shares, np.concatenate(actor))


def fitted(lessons: Lessons, start: Floats) -> Floats:
    """The likeliest weights, none below zero."""
    loss = _choice_loss(lessons) if lessons.choices else _single_loss(lessons)
    extra = 0 if lessons.choices else 1

    def total(weights: Floats) -> tuple[float, Floats]:
        away = weights[: len(start)] - start
        value, slope = loss(weights)
        slope[: len(start)] += away / SPREAD**2
        return value + float(away @ away) / (2 * SPREAD**2), slope

    bounds = [(0.0, 99.0)] * len(start) + [(None, None)] * extra
    begin = np.concatenate([start, np.zeros(extra)])
    found = minimize(total, begin, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(np.round(np.maximum(found.x[: len(start)], 0.0), 6), np.float64)


def offset(lessons: Lessons, weights: Floats) -> float:
    """The log-odds of an outcome going well when its score is nought."""
    if lessons.choices or not len(lessons.good):
        return 0.0
    score = lessons.values @ weights

    def total(at: Floats) -> tuple[float, Floats]:
        chance = _sigmoid(score + at[0])
        value = -(lessons.weight * _log_chance(chance, lessons.good)).sum()
        return float(value) + at[0] ** 2 / 200, np.array(
            [(lessons.weight * (chance - lessons.good)).sum() + at[0] / 100]
        )

    return float(minimize(total, np.zeros(1), jac=True, method="L-BFGS-B").x[0])


def losses(lessons: Lessons, weights: Floats, at: float) -> Floats:
    """How surprised the weights are by each outcome."""
    score = lessons.values @ weights
    if lessons.choices:
        return _surprise(score, lessons)
    return np.asarray(-_log_chance(_sigmoid(score + at), lessons.good), np.float64)


def _sigmoid(score: Floats) -> Floats:
    return np.asarray(0.5 * (1.0 + np.tanh(score / 2.0)))


def _log_chance(chance: Floats, good: Floats) -> Floats:
    right = np.where(good > 0, chance, 1.0 - chance)
    return np.asarray(np.log(np.maximum(right, 1e-12)), np.float64)


def _single_loss(lessons: Lessons) -> Loss:
    wide = np.concatenate([lessons.values, np.ones((len(lessons.values), 1))], axis=1)

    def loss(weights: Floats) -> tuple[float, Floats]:
        chance = _sigmoid(wide @ weights)
        value = -(lessons.weight * _log_chance(chance, lessons.good)).sum()
        slope = wide.T @ (lessons.weight * (chance - lessons.good))
        # A far offset is unlikely; this also keeps it finite when all went well.
        slope[-1] += weights[-1] / 100
        return float(value) + weights[-1] ** 2 / 200, slope

    return loss


def _surprise(score: Floats, lessons: Lessons) -> Floats:
    starts = np.flatnonzero(np.diff(lessons.group, prepend=-1))
    top = np.maximum.reduceat(score, starts)
    shares = np.exp(score - top[lessons.group])
    sums = np.log(np.add.reduceat(shares, starts)) + top
    return np.asarray(sums - score[lessons.good > 0])


def _choice_loss(lessons: Lessons) -> Loss:
    starts = np.flatnonzero(np.diff(lessons.group, prepend=-1))
    weight = lessons.weight[starts]

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = lessons.values @ weights
        top = np.maximum.reduceat(score, starts)
        shares = np.exp(score - top[lessons.group])
        sums = np.add.reduceat(shares, starts)
        value = weight * (np.log(sums) + top - score[lessons.good > 0])
        pull = lessons.weight * (shares / sums[lessons.group] - lessons.good)
        return float(value.sum()), lessons.values.T @ pull

    return loss


Figures = Mapping[str, float | int | bool | str]


def figures(learnt: Learnt, outcomes: int) -> Figures:
    """What to keep beside learnt weights."""
    return {
        "outcomes": outcomes,
        "held_out": learnt.held_out,
        "loss_before": round(learnt.old_loss, 6),
        "loss_after": round(learnt.new_loss, 6),
        "published": learnt.published,
    }
