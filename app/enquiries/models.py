"""What people from outside ask about an offer."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Choice, Model, Referenced
from app.opportunities.models import Opportunity

if TYPE_CHECKING:
    from app.accounts.models import User


class EnquiryState(StrEnum):
    """How far a question is on its way to an answer."""

    UNCONFIRMED = "UNCONFIRMED"
    WAITING = "WAITING"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class Enquiry(Referenced, Model):
    """One question. Nothing here says, or is compared with, who is known to the council."""

    __tablename__ = "enquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(254), index=True)
    words: Mapped[str]
    link: Mapped[str] = mapped_column(String(64), unique=True)  # digest of the confirming secret
    state: Mapped[EnquiryState] = mapped_column(
        Choice(EnquiryState), default=EnquiryState.UNCONFIRMED, index=True
    )
    created_at: Mapped[datetime]
    due: Mapped[date | None] = mapped_column(index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    answer: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    opportunity: Mapped[Opportunity] = relationship(lazy="joined")
    owner: Mapped[User | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
