"""Ranking and explaining: rows go in, plain values come out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

import matching
from app.matches.engine import evidence, lines, records
from app.matches.engine.sectors import sector_model, version
from app.matches.engine.weights import opened
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

    @property
    def line(self) -> str:
        """This suggestion as the command line of the engine writes it."""
        values = {name: value for name, value in vars(self).items() if name in SCORED}
        return lines.match_line(self.person, self.opportunity, **values)


SCORED = ("rank", "band", "score_micro", "coverage", "terms")


@dataclass(frozen=True)
class Empty:
    """A person for whom nothing passes, with how many offers each rule ruled out."""

    person: str
    rules: list[dict[str, Any]]

    @property
    def line(self) -> str:
        """This answer as the command line of the engine writes it."""
        return lines.nothing_line(self.person, self.rules)


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


@dataclass(frozen=True)
class Suited:
    """How well one young person fits one offer; without a band a rule says no."""

    person: str
    band: str | None
    score_micro: int | None
    terms: list[dict[str, Any]]
    no: list[str]


class Engine:
    """The engine made ready for a pool of offers on a day; asked about many people."""

    def __init__(
        self,
        offers: Iterable[OfferFacts],
        *,
        on: date,
        top: int = 12,
        floor: float = 0.5,
        weights: Mapping[str, Any] | None = None,
    ) -> None:
        self.on, self.top, self.floor = on, top, floor
        self.weights = opened(weights)
        self.settings = matching.Settings()
        self.pool = {offer.id: records.opportunity(offer) for offer in offers}
        self.index = self._index()

    def _index(self) -> matching.Index:
        return matching.Index(
            list(self.pool.values()), weights=self.weights, settings=self.settings, on=self.on
        )

    def refreshed(self, changed: Iterable[OfferFacts], gone: Iterable[str]) -> Engine:
        """Return the engine for the pool as it is now; this one stays as it was."""
        fresh: Engine = object.__new__(Engine)
        fresh.on, fresh.top, fresh.floor = self.on, self.top, self.floor
        fresh.weights, fresh.settings = self.weights, self.settings
        newer, removed = [records.opportunity(offer) for offer in changed], list(gone)
        fresh.index = self.index.with_changes(newer, removed)
        fresh.pool = {ref: each for ref, each in self.pool.items() if ref not in set(removed)}
        fresh.pool.update({each.id: each for each in newer})
        return fresh

    @cached_property
    def offer_lines(self) -> list[str]:
        """The offers as lines of a file, in the order of their references."""
        return [lines.line_of(self.pool[ref]) for ref in sorted(self.pool)]

    @cached_property
    def offers_digest(self) -> str:
        """The digest of the file of offers."""
        return lines.digest_of(*self.offer_lines)

    @cached_property
    def stands_on(self) -> str:
        """The digest of everything a list stands on beside the person."""
        parts = {**self.record(), "version": ENGINE_VERSION, "offers": self.offers_digest}
        own = {"top": self.top, "floor": self.floor, "on": self.on.isoformat()}
        own |= {"text": version()} if version() else {}
        return lines.digest_of(json.dumps(parts | own, sort_keys=True))

    def person_line(self, facts: PersonFacts) -> str:
        """Return a young person as a line of a file."""
        return lines.line_of(records.person(facts))

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
                row.sector,
                row.rank,
                row.score_micro,
                evidence.named(facts, row.sector, _terms(row.terms)),
            )
            for row in found
        ]

    def explain(self, facts: PersonFacts, offer: str) -> Explained:
        """Return every rule that says no, everything unknown, and the match if there is one."""
        answer = self.index.explain(records.person(facts), offer, floor=self.floor)
        return Explained(
            no=[{"rule": line.rule or "", "words": line.words} for line in answer.no],
            unknown=[
                {"about": line.rule or line.term or "", "words": line.words}
                for line in answer.unknown
            ],
            match=_ranked(answer.match) if answer.match else None,
        )

    def suits(self, offer: str, people: Iterable[PersonFacts]) -> Iterator[Suited]:
        """Say of each person how well one offer fits them, by the same score as their own list."""
        for facts in people:
            answer = self.index.explain(records.person(facts), offer, floor=self.floor)
            if answer.match is None:
                yield Suited(facts.id, None, None, [], [line.words for line in answer.no])
            else:
                found = _ranked(answer.match)
                yield Suited(facts.id, found.band, found.score_micro, found.terms, [])

    def record(self) -> dict[str, Any]:
        """Return what a run must remember to be replayed: weights and settings."""
        return {"weights": self.weights.to_json(), "settings": self.settings.to_json()}


def _ranked(match: matching.Match) -> Ranked:
    return Ranked(
        match.person,
        match.opportunity,
        match.rank,
        match.band,
        match.score_micro,
        float(match.coverage),
        _terms(match.terms),
    )


def _terms(terms: Iterable[matching.Term]) -> list[dict[str, Any]]:
    return [
        {"term": each.term, "micro": each.micro, "state": each.state, "words": each.words}
        for each in terms
    ]
