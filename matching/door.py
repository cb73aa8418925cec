"""What the web application and the command line ask of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from matching.model import Weights
from matching.settings import Settings
from matching.types import (
    Explanation,
    Match,
    Nothing,
    Opportunity,
    Outcome,
    Person,
    SectorSuggestion,
)

VERSION = "1.0.0"

Ranked = Match | Nothing
WordsToSectors = Callable[[Sequence[str]], Sequence[Sequence[tuple[str, float]]]]


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
        raise NotImplementedError

    def rank(
        self,
        people: Person | Iterable[Person],
        *,
        outcomes: Iterable[Outcome] = (),
        top: int = 10,
        floor: float = 0.5,
    ) -> list[Ranked]:
        """The best opportunities for each person, best first; Nothing where there is none."""
        raise NotImplementedError

    def explain(
        self, person: Person, opportunity: str, *, outcomes: Iterable[Outcome] = ()
    ) -> Explanation:
        """Everything the engine can say about one pair."""
        raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


def sectors_for(
    person: Person,
    sectors: Sequence[str],
    *,
    words_to_sectors: WordsToSectors | None = None,
    top: int = 3,
) -> list[SectorSuggestion]:
    """The sectors that suit a person, best first, with reasons."""
    raise NotImplementedError
