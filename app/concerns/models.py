"""What somebody was worried about, and what the council did about it; no employer ever sees it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.employers.models import Employer
from app.opportunities.models import Opportunity


class ConcernState(StrEnum):
    """How far the council has got with a concern."""

    RECEIVED = "RECEIVED"
    LOOKING = "LOOKING"
    ACTION_TAKEN = "ACTION_TAKEN"
    NO_ACTION = "NO_ACTION"
    CLOSED = "CLOSED"


class Category(StrEnum):
    """What a concern is about."""

    DANGER = "danger"
    UNSAFE = "unsafe"
    UNKIND = "unkind"
    PAY = "pay"
    MONEY = "money"
    NOT_TRUE = "not_true"
    LISTED = "listed"
    PRIVACY = "privacy"
    OTHER = "other"


class Source(StrEnum):
    """Who told us, as a kind of person."""

    PUBLIC = "public"
    BUSINESS = "business"
    STAFF = "staff"
    YOUNG_PERSON = "young_person"
    PHONE = "phone"


CATEGORIES = {
    Category.DANGER: "Somebody is in danger or is being hurt",
    Category.UNSAFE: "The work or the place is not safe",
    Category.UNKIND: "Somebody is bullied, harassed or treated unfairly",
    Category.PAY: "Somebody works without the pay they should get",
    Category.MONEY: "Somebody is asked to pay, or to hand over papers or bank details",
    Category.NOT_TRUE: "The offer or the employer is not what it says",
    Category.LISTED: "We are listed here and did not ask for it",
    Category.PRIVACY: "Something private is shown or was passed on",
    Category.OTHER: "Something else",
}
SOURCES = {
    Source.PUBLIC: "Somebody from outside",
    Source.BUSINESS: "A business",
    Source.STAFF: "A colleague at the council",
    Source.YOUNG_PERSON: "A young person",
    Source.PHONE: "By phone or in person",
}


class Concern(Referenced, Model):
    """One concern about an employer or an offer."""

    __tablename__ = "concern"

    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[Category] = mapped_column(Choice(Category), index=True)
    words: Mapped[str]
    about: Mapped[str] = mapped_column(String(200), default="")  # in the reporter’s words
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"), index=True)
    source: Mapped[Source] = mapped_column(Choice(Source))
    reporter_name: Mapped[str] = mapped_column(String(120), default="")
    reporter_email: Mapped[str | None] = mapped_column(String(254))
    reporter_phone: Mapped[str | None] = mapped_column(String(30))
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    state: Mapped[ConcernState] = mapped_column(
        Choice(ConcernState), default=ConcernState.RECEIVED, index=True
    )
    created_at: Mapped[datetime]
    due: Mapped[date | None] = mapped_column(index=True)  # when the next step is due
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    told_at: Mapped[datetime | None]  # when whoever reported it heard what came of it
    told_words: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    employer: Mapped[Employer | None] = relationship(lazy="joined")
    opportunity: Mapped[Opportunity | None] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id, lazy="joined")
    reported_by: Mapped[User | None] = relationship(foreign_keys=reported_by_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def urgent(self) -> bool:
        """Say whether this cannot wait."""
        return self.category == Category.DANGER

    @property
    def subject(self) -> str:
        """Return what it is about, as it is called here or as the reporter called it."""
        return self.employer.name if self.employer else self.about or "Nobody named"

    @property
    def can_be_told(self) -> bool:
        """Say whether whoever reported it left a way to reach them."""
        return bool(self.reporter_email or self.reporter_phone)


class ConcernNote(Model):
    """What somebody found out, for the council alone."""

    __tablename__ = "concern_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    words: Mapped[str]
