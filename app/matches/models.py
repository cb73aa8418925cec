"""Suggestions: what the engine proposed in each run, and what people decided about it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Choice, Model, Referenced
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson


class RunState(StrEnum):
    """How far a match run got."""

    RUNNING = "RUNNING"
    PUBLISHED = "PUBLISHED"
    UNCHANGED = "UNCHANGED"  # nothing new was found, so the lists stay as they are
    FAILED = "FAILED"


class MatchRun(Referenced, Model):
    """One run of the engine, with all that is needed to replay it."""

    __tablename__ = "match_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    trigger: Mapped[str] = mapped_column(String(40))  # nightly, change, command
    state: Mapped[RunState] = mapped_column(Choice(RunState), default=RunState.RUNNING, index=True)
    engine_version: Mapped[str] = mapped_column(String(40))
    weights: Mapped[dict[str, Any]]
    options: Mapped[dict[str, Any]]
    digests: Mapped[dict[str, Any]]
    on_day: Mapped[date]
    people: Mapped[int] = mapped_column(default=0)
    opportunities: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None]


class MatchRequest(Model):
    """Something changed that matching looks at; answered by a small run within seconds."""

    __tablename__ = "match_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int | None] = mapped_column(ForeignKey("young_person.id"), index=True)
    asked_at: Mapped[datetime]


class Proposal(Model):
    """One ranked opportunity for one young person in one run; never changed afterwards."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("run_id", "young_person_id", "opportunity_id"),
        Index("ix_proposal_young_person_run", "young_person_id", "run_id", "rank"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id", ondelete="CASCADE"))
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    rank: Mapped[int]
    band: Mapped[str] = mapped_column(String(10))  # strong, good, possible, ask
    score_micro: Mapped[int | None]
    coverage: Mapped[float]
    terms: Mapped[list[dict[str, Any]]]  # term, micro, state, words

    opportunity: Mapped[Opportunity] = relationship()


class SectorProposal(Model):
    """One ranked sector for one young person in one run, with its reasons."""

    __tablename__ = "sector_proposal"
    __table_args__ = (
        Index("ix_sector_proposal_young_person_run", "young_person_id", "run_id", "rank"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id", ondelete="CASCADE"))
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    sector_key: Mapped[str] = mapped_column(ForeignKey("sector.key"))
    rank: Mapped[int]
    score_micro: Mapped[int]
    terms: Mapped[list[dict[str, Any]]]


class PublishedList(Model):
    """Which run's list a young person's page shows; changed in one flip when a run is whole."""

    __tablename__ = "published_list"

    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id"), index=True)
    published_at: Mapped[datetime]
    why_empty: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # rule, count


class SuggestionState(StrEnum):
    """What people decided about an opportunity for a young person."""

    SUGGESTED = "SUGGESTED"
    SHORTLISTED = "SHORTLISTED"
    DISCUSSED = "DISCUSSED"
    YP_INTERESTED = "YP_INTERESTED"
    YP_NOT_NOW = "YP_NOT_NOW"
    YP_DECLINED = "YP_DECLINED"
    DISMISSED = "DISMISSED"


class Suggestion(Referenced, Model):
    """A decision row: made the first time somebody acts on a proposal, kept across runs."""

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("young_person_id", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    state: Mapped[SuggestionState] = mapped_column(
        Choice(SuggestionState), default=SuggestionState.SUGGESTED, index=True
    )
    origin: Mapped[str] = mapped_column(String(20), default="engine")  # engine, advisor
    reason: Mapped[str | None]
    band: Mapped[str | None] = mapped_column(String(10))  # the band when it was first acted on
    run_id: Mapped[int | None] = mapped_column(ForeignKey("match_run.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    young_person: Mapped[YoungPerson] = relationship()
    opportunity: Mapped[Opportunity] = relationship(lazy="joined")
