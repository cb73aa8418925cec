"""What would open more: rows go in, plain values come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import matching
from app.matches.engine import records
from app.matches.engine.ranking import Engine
from app.matches.facts import PersonFacts
from matching.better import Better
from matching.cohort import Barrier as Found
from matching.pool import Pool
from matching.unlock import Opening as Opened
from matching.unlock import unlocked
from matching.wording import about

__all__ = ["Barrier", "Opening", "about", "unlock", "unlock_each", "ways_to_open"]


@dataclass(frozen=True)
class Opening:
    """One change, or two together, and the offers it opens or makes a better match."""

    person: str
    sort: str  # open, gentle, better
    fields: tuple[str, ...]
    values: tuple[Any, ...]
    what: str
    offers: tuple[str, ...]


@dataclass(frozen=True)
class Barrier:
    """One thing that, if supplied, opens offers to a cohort."""

    group: str  # rule, certificate, person, area, sector, employer, better
    field: str
    value: Any
    label: str
    pairs: int
    people: int
    offers: tuple[str, ...]


def unlock(
    engine: Engine, people: Sequence[PersonFacts], decided: Iterable[tuple[str, str]] = ()
) -> tuple[dict[str, list[Opening]], list[Barrier]]:
    """Return what would open more for each person, and for all of them together.

    `decided` are pairs of person and offer that people have made up their minds about.
    """
    return _unlock(engine, people, decided, together=True)


def unlock_each(
    engine: Engine, people: Sequence[PersonFacts], decided: Iterable[tuple[str, str]] = ()
) -> dict[str, list[Opening]]:
    """Return what would open more for each person."""
    return _unlock(engine, people, decided, together=False)[0]


def ways_to_open(engine: Engine, facts: PersonFacts, offer: str) -> list[str]:
    """Return the smallest changes that would open one offer to a young person, as words."""
    pool = Pool([engine.pool[offer]], engine.weights, engine.settings, engine.on)
    found = unlocked(pool, [records.person(facts)], floor=engine.floor, together=False)
    lines = found.people.get(facts.id, [])
    return [about(line.words) for line in lines if not any(each.gentle for each in line.made)]


def _unlock(
    engine: Engine,
    people: Sequence[PersonFacts],
    decided: Iterable[tuple[str, str]],
    *,
    together: bool,
) -> tuple[dict[str, list[Opening]], list[Barrier]]:
    pool: Pool = engine.index.pool
    done = [matching.Outcome(person, offer, "dismissed") for person, offer in decided]
    asked = [records.person(facts) for facts in people]
    found = unlocked(pool, asked, done, engine.floor, together=together)
    each = {
        person: [_opening(pool, line) for line in lines]
        + [_better(line) for line in found.better.get(person, ())]
        for person, lines in found.people.items()
    }
    return each, [_barrier(line) for line in found.cohort]


def _opening(pool: Pool, line: Opened) -> Opening:
    gentle = any(change.gentle for change in line.made)
    return Opening(
        person=line.person,
        sort="gentle" if gentle else "open",
        fields=tuple(change.field for change in line.made),
        values=tuple(change.value for change in line.made),
        what=line.words,
        offers=tuple(pool.records[number].id for number in line.gained.tolist()),
    )


def _better(line: Better) -> Opening:
    return Opening(line.person, "better", (line.field,), (line.value,), line.words, line.lifted)


def _barrier(line: Found) -> Barrier:
    size = len(line.people)
    return Barrier(
        line.group, line.field, line.value, line.label, line.pairs, size, line.opportunities
    )
