"""Suggestions: what the engine proposed in each run, and what people decided about it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
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
    trigger: Mapped[str] = mapped_column(String(40))  # nightly, change, asked, command
    state: Mapped[RunState] = mapped_column(Choice(RunState), default=RunState.RUNNING, index=True)
    engine_version: Mapped[str] = mapped_column(String(40))
    weights: Mapped[dict[str, Any]]
    options: Mapped[dict[str, Any]]
    digests: Mapped[dict[str, Any]]
    offers_input: Mapped[int | None] = mapped_column(ForeignKey("match_input.id"), index=True)
    on_day: Mapped[date]
    people: Mapped[int] = mapped_column(default=0)
    opportunities: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)  # lists that came out different
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
    why: Mapped[str] = mapped_column(String(40), default="change")  # change, asked


class MatchInput(Model):
    """What the engine was told, as one line of JSON a record, compressed.

    Kept as long as a run that stands on it; a young person’s line is theirs and goes with them.
    """

    __tablename__ = "match_input"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    young_person_id: Mapped[int | None] = mapped_column(ForeignKey("young_person.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class MatchRunPerson(Model):
    """One young person in one run: what was known of them, and how their list came out."""

    __tablename__ = "match_run_person"

    run_id: Mapped[int] = mapped_column(
        ForeignKey("match_run.id", ondelete="CASCADE"), primary_key=True
    )
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), primary_key=True)
    input_id: Mapped[int] = mapped_column(ForeignKey("match_input.id"), index=True)
    stands_on: Mapped[str] = mapped_column(String(64))  # digest of everything the list stands on
    list_digest: Mapped[str] = mapped_column(String(64))
    sectors_digest: Mapped[str] = mapped_column(String(64))
    changed: Mapped[bool]  # the list is not the one that stands, so it was written
    why_empty: Mapped[list[dict[str, Any]]] = mapped_column(default=list)


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
    stands_on: Mapped[str] = mapped_column(String(64), default="")
    list_digest: Mapped[str] = mapped_column(String(64), default="")
    sectors_digest: Mapped[str] = mapped_column(String(64), default="")
    # The last run that looked, also when it found the same list again.
    checked_run: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[datetime | None]


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
    rank: Mapped[int | None]  # its place on the list when it was first acted on
    run_id: Mapped[int | None] = mapped_column(ForeignKey("match_run.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    young_person: Mapped[YoungPerson] = relationship()
    opportunity: Mapped[Opportunity] = relationship(lazy="joined")


class ModelState(StrEnum):
    """What became of weights that were learnt or brought back."""

    WAITING = "WAITING"  # good enough, and somebody has to say yes
    STANDING = "STANDING"  # what the engine uses; one at most
    RETIRED = "RETIRED"  # stood once
    REFUSED = "REFUSED"  # not better than what stood, or turned down by somebody


class WeightModel(Model):
    """One attempt to weigh the score better: the weights with their digest, and what became of it.

    Without a standing row the engine uses the weights it ships with. Rows are never removed and
    their weights never changed; to go back is a new row.
    """

    __tablename__ = "weight_model"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[ModelState] = mapped_column(Choice(ModelState), index=True)
    origin: Mapped[str] = mapped_column(String(20))  # prior, learnt, rolled_back
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("weight_model.version"))
    engine_version: Mapped[str] = mapped_column(String(40))
    weights: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    why: Mapped[str] = mapped_column(default="")  # in plain words
    outcomes_digest: Mapped[str | None] = mapped_column(String(64))
    learnt_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # nobody: the weekly job
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str | None]


class TextModel(Model):
    """One attempt to hear sectors better in a text: what was learnt on top of the model that ships."""

    __tablename__ = "text_model"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[ModelState] = mapped_column(Choice(ModelState), index=True)
    shipped: Mapped[str] = mapped_column(String(64))  # digest of the model it was learnt on
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # arrays with their digest
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    why: Mapped[str] = mapped_column(default="")
    lines_digest: Mapped[str] = mapped_column(String(64))
    learnt_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str | None]
