"""What the web application and the command line ask of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import UTC, date, datetime
from typing import Literal

from matching.explain import unknown_terms, verdicts
from matching.history import remember
from matching.model import Weights
from matching.pool import Pool
from matching.propose import Ranked, explained, for_people, for_pool
from matching.settings import Settings
from matching.types import Explanation, Opportunity, Outcome, Person

VERSION = "1.0.0"


class Index:
    """A pool of opportunities made ready once, to be asked about many people."""

    def __init__(
        self,
        opportunities: Sequence[Opportunity],
        *,
        weights: Weights | None = None,
        settings: Settings | None = None,
        on: date | None = None,
    ) -> None:
        self.pool = Pool(
            list(opportunities),
            weights or Weights(),
            settings or Settings(),
            on or datetime.now(tz=UTC).astimezone().date(),
        )

    def with_changes(
        self, changed: Sequence[Opportunity] = (), removed: Iterable[str] = ()
    ) -> Index:
        """What a fresh start would give after some changes, more cheaply; this one stays."""
        fresh = copy(self)
        fresh.pool = self.pool.with_changes(changed, removed)
        return fresh

    def rank(
        self,
        people: Person | Iterable[Person],
        *,
        outcomes: Iterable[Outcome] = (),
        top: int = 10,
        floor: float = 0.5,
    ) -> list[Ranked]:
        """The best opportunities for each person, best first; Nothing where there is none."""
        asked = [people] if isinstance(people, Person) else list(people)
        return list(for_people(self.pool, asked, outcomes, top, floor))

    def rank_people(
        self,
        people: Iterable[Person],
        *,
        outcomes: Iterable[Outcome] = (),
        top: int = 10,
        floor: float = 0.5,
    ) -> list[Ranked]:
        """The best people for each opportunity, best first; Nothing where there is none."""
        return list(for_pool(self.pool, list(people), outcomes, top, floor))

    def explain(
        self,
        person: Person,
        opportunity: str,
        *,
        outcomes: Iterable[Outcome] = (),
        floor: float = 0.5,
    ) -> Explanation:
        """Everything the engine can say about one pair; `match` is None where a rule says no."""
        number = self.pool.number[opportunity]
        no, unknown = verdicts(person, self.pool.records[number], self.pool.ground)
        match = None
        if not no:
            history = remember(outcomes, self.pool.number)
            match = explained(self.pool, person, number, history, floor)
            unknown += unknown_terms(match.terms)
        return Explanation(person.id, opportunity, tuple(no), tuple(unknown), match)


def ranked(
    people: Sequence[Person],
    opportunities: Sequence[Opportunity],
    *,
    outcomes: Iterable[Outcome] = (),
    weights: Weights | None = None,
    settings: Settings | None = None,
    top: int = 10,
    floor: float = 0.5,
    on: date | None = None,
    for_: Literal["people", "opportunities"] = "people",
) -> Iterator[Ranked]:
    """Like `rank`, one suggestion at a time."""
    pool = Index(opportunities, weights=weights, settings=settings, on=on).pool
    side = for_people if for_ == "people" else for_pool
    return side(pool, list(people), outcomes, top, floor)


def rank(
    people: Sequence[Person],
    opportunities: Sequence[Opportunity],
    *,
    outcomes: Iterable[Outcome] = (),
    weights: Weights | None = None,
    settings: Settings | None = None,
    top: int = 10,
    floor: float = 0.5,
    on: date | None = None,
    for_: Literal["people", "opportunities"] = "people",
) -> list[Ranked]:
    """The best opportunities for each person, or the best people for each opportunity."""
    return list(
        ranked(
            people,
            opportunities,
            outcomes=outcomes,
            weights=weights,
            settings=settings,
            top=top,
            floor=floor,
            on=on,
            for_=for_,
        )
    )


def explain(
    person: Person,
    opportunity: Opportunity,
    *,
    opportunities: Sequence[Opportunity] = (),
    outcomes: Iterable[Outcome] = (),
    weights: Weights | None = None,
    settings: Settings | None = None,
    on: date | None = None,
) -> Explanation:
    """Everything the engine can say about one pair; `opportunities` is the pool it is from."""
    pool = list(opportunities)
    if opportunity.id not in {each.id for each in pool}:
        pool.append(opportunity)
    index = Index(pool, weights=weights, settings=settings, on=on)
    return index.explain(person, opportunity.id, outcomes=outcomes)
