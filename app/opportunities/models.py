"""What employers offer, and what the council asked them to change."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Choice, Model, Referenced
from app.employers.models import Employer
from app.settings.models import Sector


class Kind(StrEnum):
    """What is offered."""

    WORK_EXPERIENCE = "work_experience"
    TASTER = "taster"
    APPRENTICESHIP = "apprenticeship"
    INTERNSHIP = "internship"
    SUPPORTED = "supported"
    MENTORING = "mentoring"
    JOB = "job"


class UnpaidBasis(StrEnum):
    """Why an offer without pay is lawful (National Minimum Wage Act 1998 and Regulations 2015)."""

    SHADOWING = "shadowing"
    COURSE = "course"
    FUNDED_SCHEME = "funded_scheme"
    VOLUNTARY = "voluntary"


class OpportunityState(StrEnum):
    """How far an offer is on its way to young people."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    LIVE = "LIVE"
    PAUSED = "PAUSED"
    FILLED = "FILLED"
    CLOSED = "CLOSED"
    EXPIRED = "EXPIRED"
    WITHDRAWN_BY_COUNCIL = "WITHDRAWN_BY_COUNCIL"
    ARCHIVED = "ARCHIVED"


LIVE = ("state", "employer_id", "id", "version", "places_taken", "ref")
ON_SHOW = ("state", "closes", "start", "opens", "employer_id", "latitude", "longitude")


class Opportunity(Referenced, Model):
    """One offer. Fields may be empty while it is a draft; None means “not said yet”."""

    __tablename__ = "opportunity"
    __table_args__ = (
        CheckConstraint("places_taken >= 0 AND places_taken <= places", name="places"),
        # Everything the public list sorts and counts by, so that it need not read the wide rows.
        Index("ix_opportunity_on_show", *ON_SHOW),
        Index("ix_opportunity_position", "latitude", "longitude"),
        # What tells whether any live offer is different, for the engine’s pool, as narrowly.
        Index("ix_opportunity_live", *LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    kind: Mapped[Kind] = mapped_column(Choice(Kind), index=True)
    sector_key: Mapped[str] = mapped_column(ForeignKey("sector.key"), index=True)
    sector_suggested: Mapped[bool] = mapped_column(default=False)  # by the engine; nobody checked
    title: Mapped[str] = mapped_column(String(120))
    will_do: Mapped[str] = mapped_column(default="")
    will_learn: Mapped[str] = mapped_column(default="")
    places: Mapped[int] = mapped_column(default=1)
    places_taken: Mapped[int] = mapped_column(default=0)
    remote: Mapped[bool] = mapped_column(default=False)
    postcode: Mapped[str | None] = mapped_column(String(8))
    area: Mapped[str | None] = mapped_column(String(120))  # words, when there is no postcode
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    sites: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # {"postcode", "places"}
    opens: Mapped[date | None]
    closes: Mapped[date | None] = mapped_column(index=True)
    start: Mapped[date | None] = mapped_column(index=True)
    end: Mapped[date | None]
    # {"day": "mon", "from": "09:00", "to": "17:00", "break_minutes": 60}; ends after midnight: to < from
    week: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    days: Mapped[list[str]] = mapped_column(default=list)  # when the times are not known
    hours_per_week: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    pay_per_hour: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    paid: Mapped[bool | None]  # None while the question is open; False with or without a basis
    unpaid_basis: Mapped[UnpaidBasis | None] = mapped_column(Choice(UnpaidBasis))
    unpaid_words: Mapped[str] = mapped_column(default="")
    essential: Mapped[list[str]] = mapped_column(default=list)
    desirable: Mapped[list[str]] = mapped_column(default=list)
    essential_qualifications: Mapped[list[dict[str, Any]]] = mapped_column(
        default=list
    )  # name, level
    min_level: Mapped[int | None]  # RQF level asked for
    skills: Mapped[list[str]] = mapped_column(default=list)
    min_age: Mapped[int | None]
    max_age: Mapped[int | None]
    ring_fenced: Mapped[bool] = mapped_column(default=False)
    school_age: Mapped[bool | None]  # people of compulsory school age are welcome
    dbs_required: Mapped[bool | None]
    person_dbs: Mapped[str | None] = mapped_column(String(20))
    supervised_frequently: Mapped[bool | None]  # often alone with one supervisor
    regulated_activity: Mapped[bool | None]
    supervisor_dbs: Mapped[str | None] = mapped_column(String(20))
    tools: Mapped[str] = mapped_column(default="")  # tools and protective equipment
    day_one: Mapped[dict[str, Any]] = mapped_column(default=dict)
    adjustments: Mapped[list[str]] = mapped_column(default=list)
    could_lead: Mapped[str | None] = mapped_column(String(10))  # yes, maybe, no
    flexible: Mapped[list[str]] = mapped_column(default=list)
    level: Mapped[int | None]  # RQF level of an apprenticeship
    training_provider: Mapped[str | None] = mapped_column(String(120))
    first_year_apprentice: Mapped[bool | None]
    safeguarding_contact: Mapped[str] = mapped_column(String(200), default="")
    risk_assessed_on: Mapped[date | None]
    state: Mapped[OpportunityState] = mapped_column(
        Choice(OpportunityState), default=OpportunityState.DRAFT, index=True
    )
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    review_due: Mapped[date | None] = mapped_column(index=True)
    approved_at: Mapped[datetime | None]
    approved: Mapped[dict[str, Any] | None]  # the last approved answers, what the public sees
    # Changes to an approved offer wait here: until they are approved, every other column holds
    # what was approved. `pending_at` is set once the employer has sent them for a check.
    pending: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pending_at: Mapped[datetime | None]
    decided_answers: Mapped[dict[str, Any] | None]  # as the council last decided on them
    paused_until: Mapped[date | None] = mapped_column(index=True)  # shown again from this day
    most_introductions: Mapped[int | None]  # at once; None: what the council’s settings say
    next_from: Mapped[date | None]  # nobody new is introduced before
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"))
    saved_sections: Mapped[list[str]] = mapped_column(default=list)
    search_words: Mapped[str] = mapped_column(default="")  # folded, of the approved answers
    origin: Mapped[str] = mapped_column(String(40), default="employer")
    external_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    version: Mapped[int] = mapped_column()

    employer: Mapped[Employer] = relationship(lazy="joined")
    sector: Mapped[Sector] = relationship(lazy="joined")
    comments: Mapped[list[ReviewComment]] = relationship(
        back_populates="opportunity", order_by="ReviewComment.id"
    )

    __mapper_args__ = {"version_id_col": version}


def folded(*texts: str | None) -> str:
    """Return texts as one line without accents and capitals, for searching."""
    apart = unicodedata.normalize("NFKD", " ".join(text or "" for text in texts))
    return " ".join("".join(s for s in apart if not unicodedata.combining(s)).casefold().split())


@event.listens_for(Opportunity, "before_insert")
@event.listens_for(Opportunity, "before_update")
def _keep_search_words(_: object, __: object, offer: Opportunity) -> None:
    skills = " ".join(offer.skills or ())
    offer.search_words = folded(offer.title, offer.will_do, offer.will_learn, skills, offer.area)


class ReviewComment(Model):
    """“Please change” about one field of an offer."""

    __tablename__ = "review_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]

    opportunity: Mapped[Opportunity] = relationship(back_populates="comments")
