"""Learning from outcomes: plain values in, weights as plain values with their figures out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np

import matching
from app.matches.engine import records
from app.matches.engine.weights import opened
from app.matches.facts import OfferFacts, PersonFacts
from matching.learning import HELD_OUT, Lessons, fitted, learn, losses, offset
from matching.lessons import WENT_BADLY, WENT_WELL, confirmed
from matching.model import TERMS
from matching.pool import Pool

# Better by luck is not better: how many of its own standard errors the gain must stand clear of.
CLEAR = 0.5
FEWEST_TO_JUDGE = 5

Pair = tuple[str, str]


@dataclass(frozen=True)
class Happened:
    """One thing that came of a pair, when, and who wrote it down."""

    person: str
    opportunity: str
    event: str
    at: datetime
    actor: str | None


@dataclass(frozen=True)
class Past:
    """All there is to learn from, and the day it is looked at."""

    people: Sequence[PersonFacts]
    offers: Sequence[OfferFacts]
    happened: Sequence[Happened]
    on: date

    @property
    def digest(self) -> str:
        """What tells these outcomes from any others, whatever their order."""
        lines = sorted(
            json.dumps(asdict(row), sort_keys=True, default=str) for row in self.happened
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class Attempt:
    """Weights that were tried, and how they did on later outcomes that they had not seen.

    `weights` are the tried ones, better or not. Losses are per outcome: lower is better.
    """

    weights: dict[str, Any]
    lessons: int
    ended: dict[str, int]  # the last word about each pair, counted
    held_out: int
    loss_before: float
    loss_after: float
    one_voice: bool  # better, but only by what one person wrote down
    better: bool

    def figures(self) -> dict[str, Any]:
        """What is kept beside the weights."""
        told = asdict(self)
        del told["weights"]
        return told


def confirmed_pairs(happened: Sequence[Happened]) -> dict[Pair, Happened]:
    """Return the last confirmed word about each pair; a click or a dismissal confirms nothing."""
    last: dict[Pair, Happened] = {}
    for row in sorted(happened, key=lambda row: (row.at, row.person, row.opportunity)):
        if row.event in WENT_WELL | WENT_BADLY:
            last[row.person, row.opportunity] = row
    return last


def attempt(
    past: Past, *, standing: dict[str, Any] | None, since: datetime | None, most: float
) -> Attempt:
    """Try to weigh the score better than the weights that stand, judged on the newest outcomes.

    New weights are always centred on those the engine ships with, so that the same outcomes do not
    pull twice. They are judged on outcomes that the standing ones, learnt at `since`, have not seen
    either. Nobody teaches with more than `most` outcomes; and what is better must be better still
    when everything that any one person wrote down is left out of the judgement.
    """
    last = confirmed_pairs(past.happened)
    lessons = _lessons(past, last, most)
    prior, stands = matching.Weights(), opened(standing)
    learnt = learn(lessons, prior)
    later = _held_out(last, since)
    tried = learnt.weights
    if not learnt.published and last:
        tried = _named(fitted(lessons, _vector(prior)))
    judged = _judged(lessons, list(last.values()), later, stands)
    return Attempt(
        weights=replace(tried, origin="learnt", notes=_notes(past)).to_json(),
        lessons=len(last),
        ended=dict(Counter(row.event for row in last.values())),
        held_out=later,
        loss_before=round(judged.before, 6),
        loss_after=round(judged.after, 6),
        one_voice=judged.one_voice,
        better=learnt.published and judged.better and not judged.one_voice,
    )


def _lessons(past: Past, last: Mapping[Pair, Happened], most: float) -> Lessons:
    pool = Pool(
        [records.opportunity(row) for row in past.offers],
        matching.Weights(),
        matching.Settings(),
        past.on,
        alike=True,  # so that meaning can be learnt; lists read it once it weighs something
    )
    # Lists are made without anybody’s earlier steps, so lessons are too: each pair stands alone.
    known = {row.id: records.person(row) for row in past.people}
    people = [replace(known[person], id=f"{person} {offer}") for person, offer in last]
    said = [
        matching.Outcome(f"{row.person} {row.opportunity}", *_told(row)) for row in last.values()
    ]
    lessons = confirmed(pool, people, said)
    many = Counter(row.actor for row in last.values())
    weight = [min(1.0, most / many[row.actor]) for row in last.values()]
    return replace(lessons, weight=np.array(weight, float))


def _told(row: Happened) -> tuple[str, str, datetime, str | None]:
    return row.opportunity, row.event, row.at, row.actor


def _held_out(last: Mapping[Pair, Happened], since: datetime | None) -> int:
    later = int(len(last) * HELD_OUT)
    if since is None:
        return later
    # Half of what is new since then teaches, the other half judges.
    new = sum(row.at > since for row in last.values())
    return min(later, new // 2)


@dataclass(frozen=True)
class _Judged:
    before: float = 0.0
    after: float = 0.0
    better: bool = False
    one_voice: bool = False


def _judged(
    lessons: Lessons, told: Sequence[Happened], later: int, stands: matching.Weights
) -> _Judged:
    if later < FEWEST_TO_JUDGE:
        return _Judged()
    groups = np.unique(lessons.group)
    first, rest = lessons.part(groups[:-later]), lessons.part(groups[-later:])
    old, new = _vector(stands), fitted(first, _vector(matching.Weights()))
    before = losses(rest, old, offset(first, old))
    after = losses(rest, new, offset(first, new))
    weight = rest.weight / rest.weight.sum()
    gain = before - after
    mean = float(weight @ gain)
    spread = float(weight**2 @ (gain - mean) ** 2) ** 0.5
    better = mean > CLEAR * spread
    return _Judged(
        float(weight @ before),
        float(weight @ after),
        better,
        better and _one_voice(gain, rest.weight, [row.actor for row in told[-later:]]),
    )


def _one_voice(
    gain: np.ndarray[Any, Any], weight: np.ndarray[Any, Any], actors: Sequence[str | None]
) -> bool:
    """Say whether it is better only because of what one person wrote down."""
    who = np.array([actor or "" for actor in actors])
    for actor in set(who):
        others = who != actor
        if others.sum() < FEWEST_TO_JUDGE or float(weight[others] @ gain[others]) <= 0:
            return True
    return False


def _vector(weights: matching.Weights) -> np.ndarray[Any, Any]:
    return np.array([weights.values[term] for term in TERMS], float)


def _named(values: np.ndarray[Any, Any]) -> matching.Weights:
    return matching.Weights(dict(zip(TERMS, values.tolist(), strict=True)), "learnt", {})


def _notes(past: Past) -> dict[str, Any]:
    return {"outcomes_sha256": past.digest, "on": past.on.isoformat()}
