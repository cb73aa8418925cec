"""Fair days: who comes, what is offered on the day, and who is given which place."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson


class FairDayState(StrEnum):
    """How far a fair day has come."""

    PLANNED = "PLANNED"
    DRAWN = "DRAWN"
    CONFIRMING = "CONFIRMING"
    DONE = "DONE"
    CANCELLED = "CANCELLED"


class FairKind(StrEnum):
    """What is held."""

    CAREERS_FAIR = "careers_fair"
    SUMMER_COHORT = "summer_cohort"
    OTHER = "other"


class Origin(StrEnum):
    """Where a place came from."""

    STABLE = "stable"
    OPTIMAL = "optimal"
    BY_HAND = "by_hand"


class FairDay(Referenced, Model):
    """One careers fair, summer cohort or other day on which places are given."""

    __tablename__ = "fair_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[FairKind] = mapped_column(Choice(FairKind))
    begins: Mapped[date] = mapped_column(index=True)
    ends: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[FairDayState] = mapped_column(
        Choice(FairDayState), default=FairDayState.PLANNED, index=True
    )
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None]
    engine_version: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int] = mapped_column()

    offers: Mapped[list[FairDayOffer]] = relationship(
        back_populates="day", order_by="FairDayOffer.id"
    )
    people: Mapped[list[FairDayPerson]] = relationship(
        back_populates="day", order_by="FairDayPerson.number"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def last_day(self) -> date:
        """The last day it is held."""
        return self.ends or self.begins


class FairDayOffer(Referenced, Model):
    """An offer with its places on the day. The database itself refuses one place too many."""

    __tablename__ = "fair_day_offer"
    __table_args__ = (
        UniqueConstraint("fair_day_id", "opportunity_id"),
        CheckConstraint("confirmed >= 0 AND confirmed <= places", name="places"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_day_id: Mapped[int] = mapped_column(ForeignKey("fair_day.id"), index=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    places: Mapped[int]
    confirmed: Mapped[int] = mapped_column(default=0)

    day: Mapped[FairDay] = relationship(back_populates="offers")
    opportunity: Mapped[Opportunity] = relationship()


class FairDayPerson(Referenced, Model):
    """A young person on a fair day. Whoever may not read names meets them by their number."""

    __tablename__ = "fair_day_person"
    __table_args__ = (
        UniqueConstraint("fair_day_id", "young_person_id"),
        UniqueConstraint("fair_day_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_day_id: Mapped[int] = mapped_column(ForeignKey("fair_day.id"), index=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    number: Mapped[int]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    invited_at: Mapped[datetime]
    reason: Mapped[str]
    # What the draw found, kept so that the day can be worked out again the same way:
    # offer (its reference), rank, band, score_micro, terms; and the rules when nothing passed.
    options: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    why_none: Mapped[list[dict[str, Any]]] = mapped_column(default=list)

    day: Mapped[FairDay] = relationship(back_populates="people")
    young_person: Mapped[YoungPerson] = relationship()
    place: Mapped[FairDayPlace | None] = relationship(back_populates="person")


class FairDayPlace(Model):
    """What one person is given on a day, or nothing; a proposal until somebody confirms it."""

    __tablename__ = "fair_day_place"

    person_id: Mapped[int] = mapped_column(ForeignKey("fair_day_person.id"), primary_key=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("fair_day_offer.id"), index=True)
    origin: Mapped[Origin] = mapped_column(Choice(Origin))
    reason: Mapped[str] = mapped_column(default="")
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id"), index=True)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    talked_at: Mapped[datetime | None]

    person: Mapped[FairDayPerson] = relationship(back_populates="place")
    offer: Mapped[FairDayOffer | None] = relationship()


class FairDayLook(Model):
    """Why a coordinator needed to read the names on a day; it holds until that day ends."""

    __tablename__ = "fair_day_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_day_id: Mapped[int] = mapped_column(ForeignKey("fair_day.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    on_day: Mapped[date]
    reason: Mapped[str]

    user: Mapped[User] = relationship()
