"""Guaranteed interviews: council vacancies, their criteria, cases and clocks, logged by HR."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced


class CaseState(StrEnum):
    """How far a guarantee case has come."""

    DECLARED = "DECLARED"
    ELIGIBILITY_CHECK = "ELIGIBILITY_CHECK"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    CRITERIA_CHECK = "CRITERIA_CHECK"
    INTERVIEW_GUARANTEED = "INTERVIEW_GUARANTEED"
    CRITERIA_NOT_MET = "CRITERIA_NOT_MET"
    INVITED = "INVITED"
    INTERVIEWED = "INTERVIEWED"
    NO_SHOW = "NO_SHOW"
    OFFERED = "OFFERED"
    NOT_APPOINTED = "NOT_APPOINTED"
    FEEDBACK_GIVEN = "FEEDBACK_GIVEN"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


class Mark(StrEnum):
    """Whether the application meets one criterion."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


class Mode(StrEnum):
    """Which criteria count under a wording of the guarantee."""

    ALL_ESSENTIAL = "all_essential"
    MARKED_ONLY = "marked_only"


class Policy(Referenced, Model):
    """One wording of the guarantee, from a day on; each case keeps the one it was declared under."""

    __tablename__ = "guarantee_policy"

    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date]
    title: Mapped[str] = mapped_column(String(120))
    wording: Mapped[str]
    mode: Mapped[Mode] = mapped_column(Choice(Mode))
    source: Mapped[str]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Vacancy(Referenced, Model):
    """One council job with its criteria."""

    __tablename__ = "vacancy"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(120))
    closes: Mapped[date] = mapped_column(index=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    criteria: Mapped[list[Criterion]] = relationship(
        back_populates="vacancy",
        order_by="(Criterion.position, Criterion.id)",
        cascade="all, delete-orphan",
    )

    __mapper_args__ = {"version_id_col": version}


class Criterion(Model):
    """One thing a vacancy asks for."""

    __tablename__ = "criterion"

    id: Mapped[int] = mapped_column(primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    position: Mapped[int]
    words: Mapped[str]
    essential: Mapped[bool] = mapped_column(default=True)
    # Counts even where a wording of the guarantee asks for the minimum requirements only.
    minimum: Mapped[bool] = mapped_column(default=False)

    vacancy: Mapped[Vacancy] = relationship(back_populates="criteria")
    marks: Mapped[list[CriterionMark]] = relationship(
        back_populates="criterion", cascade="all, delete-orphan", order_by="CriterionMark.id"
    )


class GuaranteeCase(Referenced, Model):
    """One guaranteed interview, from declaration to feedback. Holds no care history."""

    __tablename__ = "guarantee_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("guarantee_policy.id"))
    number: Mapped[str] = mapped_column(
        String(20), unique=True
    )  # what the panel may see: GI-2026-0007
    candidate_name: Mapped[str] = mapped_column(String(120))
    application_number: Mapped[str] = mapped_column(String(40))
    state: Mapped[CaseState] = mapped_column(
        Choice(CaseState), default=CaseState.DECLARED, index=True
    )
    declared_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime | None]  # when the yes or no was asked for
    eligible: Mapped[bool | None]
    eligible_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    eligible_at: Mapped[datetime | None]
    first_reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    second_reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    review_asked_at: Mapped[datetime | None]  # a second reviewer has been asked to look
    review_words: Mapped[str | None]  # what the second reviewer said when they did not agree
    interview_at: Mapped[datetime | None]
    interview_where: Mapped[str] = mapped_column(default="")
    rebooked: Mapped[bool] = mapped_column(default=False)
    feedback: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    vacancy: Mapped[Vacancy] = relationship(lazy="joined")
    policy: Mapped[Policy] = relationship(lazy="joined")
    opened_by: Mapped[User] = relationship(foreign_keys=[opened_by_id])
    first_reviewer: Mapped[User | None] = relationship(foreign_keys=[first_reviewer_id])
    second_reviewer: Mapped[User | None] = relationship(foreign_keys=[second_reviewer_id])
    marks: Mapped[list[CriterionMark]] = relationship(
        back_populates="case", order_by="CriterionMark.id"
    )
    clocks: Mapped[list[CaseClock]] = relationship(
        back_populates="case", order_by="(CaseClock.due, CaseClock.id)"
    )

    __mapper_args__ = {"version_id_col": version}


class CriterionMark(Model):
    """Met, not met or unclear, with the evidence."""

    __tablename__ = "criterion_mark"
    __table_args__ = (UniqueConstraint("case_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("guarantee_case.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    mark: Mapped[Mark] = mapped_column(Choice(Mark))
    evidence: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]

    case: Mapped[GuaranteeCase] = relationship(back_populates="marks")
    criterion: Mapped[Criterion] = relationship(back_populates="marks")


class CaseClock(Model):
    """One promise with a date: decision, invitation, feedback; in working days."""

    __tablename__ = "case_clock"
    __table_args__ = (UniqueConstraint("case_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("guarantee_case.id"), index=True)
    name: Mapped[str] = mapped_column(String(20))  # decision, invitation, feedback
    due: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None]
    stopped_on: Mapped[date | None]  # nothing is owed any more, for example after a withdrawal
    breach_reason: Mapped[str | None]

    case: Mapped[GuaranteeCase] = relationship(back_populates="clocks")
