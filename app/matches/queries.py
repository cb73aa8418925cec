"""Reading suggestions: published lists, decisions, and what was ruled out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app import clock, db
from app.employers.models import Employer, EmployerState
from app.matches import facts, runs, standing
from app.matches.engine import index, unlocking
from app.matches.engine.ranking import Engine, Explained, Ranked
from app.matches.engine.unlocking import about
from app.matches.models import (
    Proposal,
    PublishedList,
    SectorProposal,
    Suggestion,
    SuggestionState,
)
from app.opportunities.models import Opportunity, OpportunityState
from app.settings import services as settings
from app.settings.models import Sector
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson, YoungPersonState

BANDS = ("strong", "good", "possible", "ask")
PAGE = 20


@dataclass(frozen=True)
class Card:
    """One opportunity for one young person, with the engine's view and people's decision."""

    opportunity: Opportunity
    band: str | None
    terms: list[dict[str, Any]]
    state: SuggestionState
    reason: str | None = None
    coverage: float = 0.0

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Three reasons at most: the two that count most for it, then what speaks against or is not known."""
        speaks = sorted(self.terms, key=lambda term: -abs(int(term["micro"])))
        good = [term for term in speaks if term["state"] == "for"]
        bad = [term for term in speaks if term["state"] == "against"]
        open_ = [term for term in self.terms if term["state"] == "unknown"]
        chosen = (good[:2] + bad[:1] + open_[:1] + good[2:])[:3]
        return [{"sign": term["state"], "words": about(term["words"])} for term in chosen]


@dataclass(frozen=True)
class SuggestedSector:
    """One sector for one young person, with its reasons."""

    key: str
    name: str
    reasons: list[dict[str, str]]


@dataclass
class Suggestions:
    """What a young person's page shows."""

    sectors: list[SuggestedSector]
    bands: dict[str, list[Card]]
    decided: list[Card]
    why_empty: list[dict[str, Any]]
    published_at: datetime | None
    checked_at: datetime | None
    waiting: bool
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = sum(len(cards) for cards in self.bands.values())


def suggestions_for(person: YoungPerson) -> Suggestions:
    """Return sectors first, then offers by band, then what has been decided already.

    Consent that is taken back, and a record that is not ready any more, empty the list at once:
    the run that follows only makes it official.
    """
    published, waiting = runs.list_of(person.id)
    run = published.run_id if published and _may_be_matched(person) else 0
    decisions = {row.opportunity_id: row for row in _decisions(person)}
    proposals = _proposals(person, run)
    bands: dict[str, list[Card]] = {band: [] for band in BANDS}
    decided = {number: _decided(row) for number, row in decisions.items()}
    for proposal in proposals:
        decision = decisions.get(proposal.opportunity_id)
        if decision is None or decision.state == SuggestionState.SUGGESTED:
            bands[proposal.band].append(_card(proposal))
        else:
            decided[proposal.opportunity_id] = _card(proposal, decision)
    return Suggestions(
        sectors=_sectors(person, run),
        bands=bands,
        decided=[card for card in decided.values() if card.state != SuggestionState.SUGGESTED],
        why_empty=published.why_empty if published else [],
        published_at=published.published_at if published else None,
        checked_at=published.checked_at if published else None,
        waiting=waiting,
    )


def _may_be_matched(person: YoungPerson) -> bool:
    ready = person.state == YoungPersonState.READY
    return ready and young_people.agrees_to_matching(person)


@dataclass(frozen=True)
class Best:
    """The first few suggestions, for a young person's own page."""

    cards: list[Card]
    total: int
    waiting: bool


def best(person: YoungPerson, most: int = 3) -> Best:
    """Return the first suggestions nobody has decided on."""
    run = select(PublishedList.run_id).where(PublishedList.young_person_id == person.id)
    decided = select(Suggestion.opportunity_id).where(
        Suggestion.young_person_id == person.id, Suggestion.state != SuggestionState.SUGGESTED
    )
    undecided = Proposal.opportunity_id.not_in(decided)
    matched = _may_be_matched(person)
    found = _proposals(person, run.scalar_subquery(), undecided) if matched else []
    if not found:
        return Best([], 0, runs.list_of(person.id)[1])
    found.sort(key=lambda row: (BANDS.index(row.band), row.rank))
    return Best([_card(row) for row in found[:most]], len(found), waiting=False)


def _proposals(
    person: YoungPerson, run: int | ScalarSelect[int], *more: ColumnElement[bool]
) -> list[Proposal]:
    statement = (
        select(Proposal)
        .join(Proposal.opportunity)
        .where(
            Proposal.run_id == run,
            Proposal.young_person_id == person.id,
            _still_open(),
            *more,
        )
        .options(contains_eager(Proposal.opportunity))
        .order_by(Proposal.rank)
    )
    return list(db.session.scalars(statement))


def _still_open() -> ColumnElement[bool]:
    # A list is a few hours old at most; an offer that went in between is not shown.
    return and_(
        Opportunity.state == OpportunityState.LIVE,
        Opportunity.places_taken < Opportunity.places,
        Opportunity.employer.has(Employer.state == EmployerState.APPROVED),
    )


def _decisions(person: YoungPerson) -> list[Suggestion]:
    statement = select(Suggestion).where(Suggestion.young_person_id == person.id)
    return list(db.session.scalars(statement.order_by(Suggestion.changed_at.desc())))


def _card(proposal: Proposal, decision: Suggestion | None = None) -> Card:
    return Card(
        proposal.opportunity,
        proposal.band,
        proposal.terms,
        decision.state if decision else SuggestionState.SUGGESTED,
        decision.reason if decision else None,
        proposal.coverage,
    )


def _decided(row: Suggestion) -> Card:
    return Card(row.opportunity, row.band, [], row.state, row.reason)


def _sectors(person: YoungPerson, run: int) -> list[SuggestedSector]:
    statement = (
        select(SectorProposal, Sector.name)
        .outerjoin(Sector, (Sector.key == SectorProposal.sector_key) & Sector.active)
        .where(SectorProposal.young_person_id == person.id, SectorProposal.run_id == run)
        .order_by(SectorProposal.rank)
    )
    return [
        SuggestedSector(
            row.sector_key,
            name or row.sector_key,
            [{"sign": term["state"], "words": about(term["words"])} for term in row.terms[:3]],
        )
        for row, name in db.session.execute(statement)
    ]


def decision_on(person: YoungPerson, opportunity: Opportunity) -> Suggestion | None:
    """Return the decision row of a pair, if anybody has acted on it."""
    statement = select(Suggestion).where(
        Suggestion.young_person_id == person.id, Suggestion.opportunity_id == opportunity.id
    )
    return db.session.scalars(statement).first()


def find_offer(ref: str) -> Opportunity:
    """Return an offer that was live at some time; drafts are nobody's business here."""
    hidden = (
        OpportunityState.DRAFT,
        OpportunityState.SUBMITTED,
        OpportunityState.CHANGES_REQUESTED,
    )
    statement = select(Opportunity).where(Opportunity.ref == ref, Opportunity.state.not_in(hidden))
    return db.session.scalars(statement).one()


def explain(person: YoungPerson, opportunity: Opportunity) -> Explained:
    """Ask the engine about one pair as it stands now, on the list or not."""
    return _engine([opportunity.ref]).explain(facts.one(person.id), opportunity.ref)


def ways_to_open(person: YoungPerson, opportunity: Opportunity) -> list[str]:
    """Return the smallest changes that would open one offer to a young person, as words."""
    known = facts.one(person.id)
    return unlocking.ways_to_open(_engine([opportunity.ref]), known, opportunity.ref)


def standing_match(person: YoungPerson, opportunity: Opportunity) -> Ranked | None:
    """Return what the published list says about a pair, if it is on it."""
    statement = (
        select(Proposal)
        .join(PublishedList, PublishedList.run_id == Proposal.run_id)
        .where(
            PublishedList.young_person_id == person.id,
            Proposal.young_person_id == person.id,
            Proposal.opportunity_id == opportunity.id,
        )
    )
    row = db.session.scalars(statement).first()
    if row is None:
        return None
    score = (row.rank, row.band, row.score_micro, row.coverage, row.terms)
    return Ranked(person.ref, opportunity.ref, *score)


def _engine(refs: list[str]) -> Engine:
    # The pool of live offers is ready in every process. An offer that is not live any more
    # gets an engine of its own.
    ready = index.current()
    if all(ref in ready.pool for ref in refs):
        return ready
    floor = settings.value("matching.coverage_floor")
    stored = standing.weights()
    return Engine(facts.some_offers(refs), on=clock.today(), floor=floor, weights=stored)


@dataclass(frozen=True)
class RuledOut:
    """One live offer that is not on the list, and every rule that says no."""

    opportunity: Opportunity
    no: list[dict[str, str]]

    @property
    def reasons(self) -> list[dict[str, str]]:
        """The rules that say no, as reasons against."""
        return [{"sign": "against", "words": about(rule["words"])} for rule in self.no]


@dataclass(frozen=True)
class RuledOutPage:
    """A page of what is not on the list."""

    rows: list[RuledOut]
    page: int
    pages: int
    total: int


def ruled_out(person: YoungPerson, *, search: str, page: int) -> RuledOutPage:
    """Return live offers that are not on a young person's list, with the rules that did it."""
    listed = (
        select(Proposal.opportunity_id)
        .join(PublishedList, PublishedList.run_id == Proposal.run_id)
        .where(PublishedList.young_person_id == person.id, Proposal.young_person_id == person.id)
    )
    where = [
        Opportunity.state == OpportunityState.LIVE,
        Employer.state == EmployerState.APPROVED,
        Opportunity.id.not_in(listed),
    ]
    if search:
        where.append(_says(search))
    page = min(max(page, 1), 10_000)
    statement = select(Opportunity, func.count().over()).join(Opportunity.employer).where(*where)
    statement = statement.order_by(Opportunity.title, Opportunity.id).limit(PAGE)
    rows = db.session.execute(statement.offset((page - 1) * PAGE)).all()
    if not rows and page > 1:  # past the end: the nearest page that is there
        counted = select(func.count(Opportunity.id)).join(Opportunity.employer).where(*where)
        last = max(1, -(-(db.session.scalar(counted) or 0) // PAGE))
        return ruled_out(person, search=search, page=min(last, page - 1))
    total = rows[0][1] if rows else 0
    pages, found = max(1, -(-total // PAGE)), [row[0] for row in rows]
    return RuledOutPage(_with_rules(person, found), page, pages, total)


def _says(search: str) -> ColumnElement[bool]:
    columns = (Opportunity.title, Employer.name)
    return or_(*(column.icontains(search, autoescape=True) for column in columns))


def _with_rules(person: YoungPerson, found: list[Opportunity]) -> list[RuledOut]:
    if not found:
        return []
    known, engine = facts.one(person.id), _engine([row.ref for row in found])
    return [RuledOut(row, engine.explain(known, row.ref).no) for row in found]
