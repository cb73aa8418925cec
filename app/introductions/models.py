"""Introductions: a young person put to an employer, with consent, a clock and a next step."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.opportunities.models import Opportunity
from app.young_people.models import Consent, YoungPerson


class IntroductionState(StrEnum):
    """How far an introduction has come."""

    DRAFT = "DRAFT"
    AWAITING_AGREEMENT = "AWAITING_AGREEMENT"
    SENT = "SENT"
    SEEN = "SEEN"
    INTERVIEW_BOOKED = "INTERVIEW_BOOKED"
    INTERVIEWED = "INTERVIEWED"
    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    DECLINED_BY_YP = "DECLINED_BY_YP"
    NOT_SUCCESSFUL = "NOT_SUCCESSFUL"
    NO_RESPONSE = "NO_RESPONSE"
    WITHDRAWN = "WITHDRAWN"
    OBSOLETE = "OBSOLETE"


class Outcome(StrEnum):
    """Why an employer said no, as a code; the words for the young person stand beside it."""

    PLACE_GONE = "place_gone"
    NOT_RIGHT_TIME = "not_right_time"
    SKILLS = "skills"
    AVAILABILITY = "availability"
    TRAVEL = "travel"
    DID_NOT_ATTEND = "did_not_attend"
    SOMEBODY_ELSE = "somebody_else"
    OTHER = "other"


class Introduction(Referenced, Model):
    """One young person put to one employer for one offer."""

    __tablename__ = "introduction"
    __table_args__ = (UniqueConstraint("young_person_id", "opportunity_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id"))
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"))
    advisor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    state: Mapped[IntroductionState] = mapped_column(
        Choice(IntroductionState), default=IntroductionState.DRAFT, index=True
    )
    message: Mapped[str] = mapped_column(default="")  # to the employer, in the advisor's words
    shared_fields: Mapped[list[str]] = mapped_column(default=list)
    card: Mapped[dict[str, Any]] = mapped_column(default=dict)  # all an employer sees before a yes
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    answer_due: Mapped[date | None] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    call_asked_at: Mapped[datetime | None]  # the employer would rather be rung up
    interview_at: Mapped[datetime | None]
    interview_where: Mapped[str] = mapped_column(default="")
    interview_notes: Mapped[str] = mapped_column(default="")  # what to bring, who to ask for
    outcome: Mapped[Outcome | None] = mapped_column(Choice(Outcome))
    words_for_young_person: Mapped[str] = mapped_column(default="")
    note_for_advisor: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]  # when the young person heard a no
    offered_start: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    young_person: Mapped[YoungPerson] = relationship(lazy="joined")
    opportunity: Mapped[Opportunity] = relationship(lazy="joined")
    consent: Mapped[Consent | None] = relationship()
    advisor: Mapped[User] = relationship(lazy="joined")
    chasers: Mapped[list[Chaser]] = relationship(
        back_populates="introduction", order_by="Chaser.id"
    )

    __mapper_args__ = {"version_id_col": version}


class Chaser(Model):
    """A reminder that went to an employer who has not answered."""

    __tablename__ = "chaser"
    __table_args__ = (UniqueConstraint("introduction_id", "after_days"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introduction.id"), index=True)
    after_days: Mapped[int]  # working days after it was sent
    at: Mapped[datetime]

    introduction: Mapped[Introduction] = relationship(back_populates="chasers")


class AnswerLink(Model):
    """A secret in a mail that lets one contact answer once without signing in; only its hash is kept."""

    __tablename__ = "answer_link"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introduction.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    made_at: Mapped[datetime]

    introduction: Mapped[Introduction] = relationship()
    user: Mapped[User] = relationship(lazy="joined")
