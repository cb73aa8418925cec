"""Ranking and explaining: rows go in, plain values come out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import matching
from app.matches.engine import records
from app.matches.engine.sectors import sector_model
from app.matches.facts import OfferFacts, PersonFacts

ENGINE_VERSION = matching.VERSION


@dataclass(frozen=True)
class Ranked:
    """One proposed opportunity, as it is stored."""

    person: str
    opportunity: str
    rank: int
    band: str
    score_micro: int | None
    coverage: float
    terms: list[dict[str, Any]]


@dataclass(frozen=True)
class Empty:
    """A person for whom nothing passes, with how many offers each rule ruled out."""

    person: str
    rules: list[dict[str, Any]]


@dataclass(frozen=True)
class RankedSector:
    """One proposed sector, as it is stored."""

    sector: str
    rank: int
    score_micro: int
    terms: list[dict[str, Any]]


@dataclass(frozen=True)
class Explained:
    """Everything the engine can say about one pair."""

    no: list[dict[str, str]]
    unknown: list[dict[str, str]]
    match: Ranked | None


class Engine:
    """The engine made ready for a pool of offers on a day; asked about many people."""

    def __init__(
        self, offers: Sequence[OfferFacts], *, on: date, top: int = 12, floor: float = 0.5
    ) -> None:
        self.top = top
        self.floor = floor
        self.weights = matching.Weights()
        self.settings = matching.Settings()
        self.pool = {offer.id: records.opportunity(offer) for offer in offers}
        self.index = matching.Index(
            list(self.pool.values()), weights=self.weights, settings=self.settings, on=on
        )

    def rank(self, people: Iterable[PersonFacts]) -> Iterator[Ranked | Empty]:
        """Return each person's best offers, best first; Empty where there is none."""
        asked = [records.person(facts) for facts in people]
        for answer in self.index.rank(asked, top=self.top, floor=self.floor):
            if isinstance(answer, matching.Nothing):
                yield Empty(answer.person or "", [asdict(line) for line in answer.none])
            else:
                yield _ranked(answer)

    def sectors(
        self, facts: PersonFacts, sectors: Sequence[str], top: int = 4
    ) -> list[RankedSector]:
        """Return the sectors that suit a person, with reasons."""
        found = matching.sectors_for(
            records.person(facts),
            sectors,
            words_to_sectors=lambda texts: sector_model().rank(list(texts), top=len(sectors)),
            top=top,
        )
        return [
            RankedSector(
                row.sector, row.rank, row.score_micro, [asdict(term) for term in row.terms]
            )
            for row in found
        ]

    def explain(self, facts: PersonFacts, offer: str) -> Explained:
        """Return every rule that says no, everything unknown, and the match if there is one."""
        answer = self.index.explain(records.person(facts), offer)
        return Explained(
            no=[{"rule": line.rule or "", "words": line.words} for line in answer.no],
            unknown=[
                {"about": line.rule or line.term or "", "words": line.words}
                for line in answer.unknown
            ],
            match=_ranked(answer.match) if answer.match else None,
        )

    def record(self) -> dict[str, Any]:
        """Return what a run must remember to be replayed: weights and settings."""
        return {"weights": self.weights.to_json(), "settings": self.settings.to_json()}


def digest(facts: Iterable[OfferFacts | PersonFacts]) -> str:
    """Return the SHA-256 of inputs, whatever their order."""
    lines = sorted(json.dumps(asdict(row), sort_keys=True, default=str) for row in facts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _ranked(match: matching.Match) -> Ranked:
    return Ranked(
        match.person,
        match.opportunity,
        match.rank,
        match.band,
        match.score_micro,
        float(match.coverage),
        [asdict(term) for term in match.terms],
    )
