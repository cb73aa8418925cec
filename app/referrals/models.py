"""Employers put forward by councillors, and what became of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.employers.models import Employer


class ReferralState(StrEnum):
    """How far a referral has come."""

    RECEIVED = "RECEIVED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    CONTACTED = "CONTACTED"
    REGISTERED = "REGISTERED"
    NOT_INTERESTED = "NOT_INTERESTED"
    DUPLICATE = "DUPLICATE"
    OFFER_LIVE = "OFFER_LIVE"
    FIRST_PLACEMENT = "FIRST_PLACEMENT"


class Referral(Referenced, Model):
    """One employer put forward. `ref` is also the code the employer registers with."""

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    councillor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    employer_name: Mapped[str] = mapped_column(String(120))
    plain_name: Mapped[str] = mapped_column(String(120), index=True)
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    contact_phone: Mapped[str | None] = mapped_column(String(30))
    contact_agreed: Mapped[bool]
    how_known: Mapped[str]
    ward: Mapped[str] = mapped_column(String(80))
    interest_declared: Mapped[str] = mapped_column(
        default=""
    )  # a councillor's own interest, if any
    state: Mapped[ReferralState] = mapped_column(
        Choice(ReferralState), default=ReferralState.RECEIVED, index=True
    )
    created_at: Mapped[datetime]
    acknowledge_due: Mapped[date] = mapped_column(index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    credited_to_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    version: Mapped[int] = mapped_column()

    councillor: Mapped[User] = relationship(lazy="joined")
    employer: Mapped[Employer | None] = relationship()
    credited_to: Mapped[Referral | None] = relationship(remote_side="Referral.id")

    __mapper_args__ = {"version_id_col": version}
