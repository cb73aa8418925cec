"""Learning from few outcomes when the council's first weights are wrong, beside freer learners."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from matching.learning import Lessons, learn
from matching.model import PRIOR, TERMS, Weights
from scripts.benchmarks.figures import Bar, Chart, Section

Floats = NDArray[np.float64]
Score = Callable[[Floats], Floats]

COUNTS = (0, 20, 100, 500, 5000)
SEEDS = range(5)
LISTS, LONG, TOP = 100, 40, 10
OURS = "this engine: around the prior, published only if better"


class World:
    """People who want other things than the council thought."""

    def __init__(self, seed: int) -> None:
        self.pick = np.random.default_rng(seed)
        prior = np.array([PRIOR[term] for term in TERMS])
        # Some terms matter a third as much as thought, others three times.
        self.true = prior * np.exp(self.pick.normal(0, 1.0, len(TERMS)))

    def values(self, count: int) -> Floats:
        """Term values of some pairs, half of them not known and so nought."""
        known = self.pick.random((count, len(TERMS))) < 0.6
        return np.where(known, self.pick.uniform(-0.5, 1, (count, len(TERMS))), 0.0)

    def chance(self, values: Floats) -> Floats:
        """How likely each pair goes well."""
        return np.asarray(1 / (1 + np.exp(1.5 - values @ self.true)))

    def outcomes(self, count: int) -> Lessons:
        """Confirmed outcomes in order of time."""
        values = self.values(count)
        good = (self.pick.random(count) < self.chance(values)).astype(float)
        return Lessons(values, good, np.arange(count), np.ones(count), choices=False)

    def quality(self, score: Score) -> float:
        """nDCG@10 of lists put in order by a score; a pair gains its true chance."""
        found = []
        for _ in range(LISTS):
            values = self.values(LONG)
            chance = self.chance(values)
            fade = 1 / np.log2(np.arange(TOP) + 2)
            order = np.argsort(-score(values), kind="stable")[:TOP]
            found.append((chance[order] * fade).sum() / (np.sort(chance)[::-1][:TOP] * fade).sum())
        return float(np.mean(found))


def prior_only(_: Lessons) -> Score:
    """What the council thought at first, for ever."""
    weights = np.array([PRIOR[term] for term in TERMS])
    return lambda values: values @ weights


def ours(lessons: Lessons) -> Score:
    """What the product does."""
    values = learn(lessons, Weights()).weights.values
    weights = np.array([values[term] for term in TERMS])
    return lambda pairs: pairs @ weights


def plain_logistic(lessons: Lessons) -> Score:
    """Logistic regression that starts from nothing."""
    if len(set(lessons.good.tolist())) < 2:
        return lambda pairs: np.zeros(len(pairs))
    model = LogisticRegression(max_iter=1000).fit(lessons.values, lessons.good)
    return lambda pairs: np.asarray(model.decision_function(pairs))


def boosted_trees(lessons: Lessons) -> Score:
    """Boosted trees that start from nothing."""
    if len(set(lessons.good.tolist())) < 2:
        return lambda pairs: np.zeros(len(pairs))
    model = HistGradientBoostingClassifier(max_iter=100, min_samples_leaf=5, random_state=0)
    model.fit(lessons.values, lessons.good)
    return lambda pairs: np.asarray(model.predict_proba(pairs)[:, 1])


LEARNERS: Mapping[str, Callable[[Lessons], Score]] = {
    "prior only": prior_only,
    "plain logistic regression": plain_logistic,
    "boosted trees": boosted_trees,
    OURS: ours,
}


def measure(_: Path | None) -> Section:
    """The quality of lists after so many outcomes."""
    table = {
        (name, count): float(np.mean([quality(learner, count, seed) for seed in SEEDS]))
        for name, learner in LEARNERS.items()
        for count in COUNTS
    }
    charts = [
        Chart(
            *(f"learning-{count}", f"After {count:,} outcomes" if count else "Before any outcome"),
            f"nDCG@{TOP}",
            [Bar(name, table[name, count], name == OURS) for name in LEARNERS],
            aim=0.97 if count == 500 else None,
        )
        for count in COUNTS
    ]
    return Section(
        "learning",
        "Learning with a wrong prior",
        "The true weights are a third to three times the council’s first ones; "
        f"the mean of {len(SEEDS)} worlds.",
        charts,
        ("Never below the prior: what does not beat it on later outcomes is not published.",),
    )


def quality(learner: Callable[[Lessons], Score], count: int, seed: int) -> float:
    """One learner in one world; every learner sees the same outcomes and the same lists."""
    world = World(seed)
    return world.quality(learner(world.outcomes(count)))
