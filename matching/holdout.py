"""How well a ranking finds what people went on to open, tried on people it has not learnt from.

Everybody's last opened offer is the right answer. Counts of openings can be levelled with invented
people first, so that no figure can come from how often an offer was opened, or from its never
having been.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from matching.evaluation import gain
from matching.history import moment
from matching.learning import learn
from matching.lessons import chosen
from matching.model import Weights
from matching.pool import Pool
from matching.propose import for_people
from matching.types import Match, Outcome, Person

OPENED = "opened"
# An invented person opens so many offers.
EACH_OPENS = 7


@dataclass(frozen=True)
class Asked:
    """One question with its right answer: what did this person open after all this?"""

    person: str
    answer: str
    before: tuple[Outcome, ...]


@dataclass(frozen=True)
class Found:
    """At which rank the right answer came; None when it did not come."""

    asked: Asked
    rank: int | None

    @property
    def warm(self) -> bool:
        """Whether the person had opened anything before."""
        return bool(self.asked.before)


def questions(outcomes: Iterable[Outcome]) -> list[Asked]:
    """Everybody's last opening, with what they had opened before it."""
    opened: dict[str, list[Outcome]] = {}
    for each in sorted(outcomes, key=lambda o: (moment(o), o.person, o.opportunity)):
        if each.event == OPENED:
            opened.setdefault(each.person, []).append(each)
    return [
        Asked(person, steps[-1].opportunity, tuple(steps[:-1]))
        for person, steps in sorted(opened.items())
        if steps[-1].opportunity not in {step.opportunity for step in steps[:-1]}
    ]


def levelled(outcomes: Sequence[Outcome], offers: Iterable[str], seed: int = 0) -> list[Outcome]:
    """Openings by invented people, with which every offer is opened equally often."""
    often = Counter(each.opportunity for each in outcomes if each.event == OPENED)
    most = max(often.values(), default=0)
    missing = np.array(
        list(chain.from_iterable([offer] * (most - often[offer]) for offer in sorted(offers))),
        dtype=object,
    )
    np.random.default_rng(seed).shuffle(missing)
    times = [each.at for each in outcomes] or [None]
    return [
        Outcome(f"invented {number // EACH_OPENS}", offer, OPENED, times[number % len(times)])
        for number, offer in enumerate(missing.tolist())
    ]


def fold_of(person: str, folds: int) -> int:
    """The part of the people somebody is in, by their id alone."""
    return int.from_bytes(hashlib.sha256(person.encode()).digest()[:4], "big") % folds


def tried(
    pool: Pool, people: Sequence[Person], outcomes: Sequence[Outcome], folds: int, *, level: bool
) -> Iterator[Found]:
    """Learn from all parts but one, ask about that one; each part in its turn."""
    asked = questions(outcomes)
    for fold in range(folds):
        rest = [each for each in outcomes if fold_of(each.person, folds) != fold]
        weights = learn(chosen(pool, people, rest, frozenset({OPENED})), pool.weights).weights
        mine = [each for each in asked if fold_of(each.person, folds) == fold]
        yield from answered(pool, weights, people, mine, level=level)


def answered(
    pool: Pool, weights: Weights, people: Sequence[Person], asked: Sequence[Asked], *, level: bool
) -> Iterator[Found]:
    """Ask some questions of some weights."""
    events = [step for each in asked for step in each.before]
    if level:
        events += levelled(events, pool.number)
    who = {each.id: each for each in people}
    judged = Pool(pool.records, weights, pool.ground.settings, pool.ground.on)
    crowd = [who[each.person] for each in asked]
    rank = {
        (each.person, each.opportunity): each.rank
        for each in for_people(judged, crowd, events, 10, 0.5)
        if isinstance(each, Match)
    }
    for each in asked:
        yield Found(each, rank.get((each.person, each.answer)))


def summary(found: Sequence[Found]) -> dict[str, float]:
    """nDCG@10 and its standard error."""
    gains = np.array([gain(each.rank, 10) for each in found] or [0.0])
    error = float(gains.std() / np.sqrt(len(gains)))
    return {
        "people": len(found),
        "ndcg_at_10": round(float(gains.mean()), 6),
        "standard_error": round(error, 6),
    }
