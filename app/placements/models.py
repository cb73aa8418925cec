"""Placements: what a young person and an employer agreed to do together."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.introductions.models import Introduction
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson


class PlacementState(StrEnum):
    """How far a placement has come."""

    PREPARING = "PREPARING"
    AGREED = "AGREED"
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    ENDED_EARLY = "ENDED_EARLY"
    DID_NOT_START = "DID_NOT_START"
    REVIEWED = "REVIEWED"


class Party(StrEnum):
    """Who agrees to a placement and reviews it."""

    YOUNG_PERSON = "young_person"
    EMPLOYER = "employer"
    COUNCIL = "council"


class Placement(Referenced, Model):
    """One placement; made when a young person accepts an offered place."""

    __tablename__ = "placement"

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introduction.id"), unique=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    start: Mapped[date | None] = mapped_column(index=True)
    end: Mapped[date | None]
    week: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    checks: Mapped[dict[str, Any]] = mapped_column(default=dict)  # name: {"by": id, "at": iso}
    state: Mapped[PlacementState] = mapped_column(
        Choice(PlacementState), default=PlacementState.PREPARING, index=True
    )
    ended_on: Mapped[date | None]
    ended_by: Mapped[str | None] = mapped_column(String(20))  # young_person, employer, council
    ended_why: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    introduction: Mapped[Introduction] = relationship()
    young_person: Mapped[YoungPerson] = relationship(lazy="joined")
    opportunity: Mapped[Opportunity] = relationship(lazy="joined")
    agreements: Mapped[list[Agreement]] = relationship(
        back_populates="placement", order_by="Agreement.id"
    )
    reviews: Mapped[list[Review]] = relationship(back_populates="placement", order_by="Review.id")
    follow_ups: Mapped[list[FollowUp]] = relationship(
        back_populates="placement", order_by="FollowUp.weeks"
    )
    notes: Mapped[list[PlacementNote]] = relationship(
        back_populates="placement", order_by="PlacementNote.id.desc()"
    )

    __mapper_args__ = {"version_id_col": version}


class Agreement(Model):
    """One party's yes; on behalf of somebody only with a reason."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("placement_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"), index=True)
    party: Mapped[Party] = mapped_column(Choice(Party))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: on their own page
    on_behalf_reason: Mapped[str | None]
    at: Mapped[datetime]

    placement: Mapped[Placement] = relationship(back_populates="agreements")


class Review(Model):
    """How it went, from one side; the young person may see it differently."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("placement_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"), index=True)
    party: Mapped[Party] = mapped_column(Choice(Party))
    face: Mapped[int]  # 1 hard, 2 all right, 3 good
    words: Mapped[str] = mapped_column(default="")
    again: Mapped[bool | None]  # employer: host again? young person: do it again?
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]

    placement: Mapped[Placement] = relationship(back_populates="reviews")


class FollowUp(Model):
    """What became of it, so many weeks after the start; not known is an answer too."""

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("placement_id", "weeks"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"), index=True)
    weeks: Mapped[int]
    due: Mapped[date] = mapped_column(index=True)
    answer: Mapped[str | None] = mapped_column(
        String(20)
    )  # still_there, something_else, neither, not_in_touch
    words: Mapped[str] = mapped_column(default="")
    proposed_code: Mapped[str | None] = mapped_column(String(2))  # SSDA903 activity code
    confirmed_code: Mapped[str | None] = mapped_column(String(2))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime | None]

    placement: Mapped[Placement] = relationship(back_populates="follow_ups")


class PlacementNote(Model):
    """How it is going, said by one side while it is under way."""

    __tablename__ = "placement_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"), index=True)
    party: Mapped[Party] = mapped_column(Choice(Party))
    face: Mapped[int]  # 1 hard, 2 all right, 3 good
    words: Mapped[str] = mapped_column(default="")
    wants_to_talk: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]

    placement: Mapped[Placement] = relationship(back_populates="notes")
    by: Mapped[User | None] = relationship()
