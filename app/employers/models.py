"""Organisations that offer something: businesses, charities, council departments."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.settings.models import Sector


class EmployerKind(StrEnum):
    """What an organisation is in law."""

    COMPANY = "company"
    SOLE_TRADER = "sole_trader"
    CHARITY = "charity"
    PUBLIC = "public"


class EmployerState(StrEnum):
    """How far the council knows and trusts an organisation."""

    EMAIL_UNVERIFIED = "EMAIL_UNVERIFIED"
    PENDING_REVIEW = "PENDING_REVIEW"
    MORE_INFO = "MORE_INFO"
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"
    DORMANT = "DORMANT"
    SUSPENDED = "SUSPENDED"
    ARCHIVED = "ARCHIVED"


class Part(StrEnum):
    """What somebody does for an organisation; app/employers/parts.py says what each may do."""

    OWNER = "owner"
    EDITOR = "editor"
    ANSWERS = "answers"


KIND_NAMES = {
    EmployerKind.COMPANY: "Company",
    EmployerKind.CHARITY: "Charity",
    EmployerKind.SOLE_TRADER: "Sole trader or partnership",
    EmployerKind.PUBLIC: "Council department or other public body",
}
SIZES = {
    "1-9": "1 to 9 people",
    "10-49": "10 to 49 people",
    "50-249": "50 to 249 people",
    "250+": "250 people or more",
}
# What can be pledged: the kinds of opportunity, by the names they have there.
PLEDGE_KINDS = (
    *("work_experience", "taster", "apprenticeship", "internship"),
    *("supported", "mentoring", "job"),
)


class Employer(Referenced, Model):
    """One organisation."""

    __tablename__ = "employer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    plain_name: Mapped[str] = mapped_column(String(120), index=True)  # for finding duplicates
    kind: Mapped[EmployerKind] = mapped_column(Choice(EmployerKind))
    number: Mapped[str | None] = mapped_column(String(12), index=True)  # company or charity number
    directorate: Mapped[str | None] = mapped_column(String(120))  # of a public body, no number
    postcode: Mapped[str] = mapped_column(String(8), index=True)
    sector_key: Mapped[str] = mapped_column(ForeignKey("sector.key"), index=True)
    size: Mapped[str] = mapped_column(String(10))  # one of SIZES; empty while not said
    about: Mapped[str] = mapped_column(default="")
    website: Mapped[str | None] = mapped_column(String(300))
    how_heard: Mapped[str] = mapped_column(String(40), default="")
    referral_code: Mapped[str | None] = mapped_column(String(22))
    insurance_until: Mapped[date | None]
    risk_assessed_on: Mapped[date | None]
    state: Mapped[EmployerState] = mapped_column(
        Choice(EmployerState), default=EmployerState.EMAIL_UNVERIFIED, index=True
    )
    created_at: Mapped[datetime]
    review_due: Mapped[date | None] = mapped_column(index=True)
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    response_rate: Mapped[float | None]  # share of introductions answered in time, 0 to 1
    first_yes_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # of two people
    first_yes_at: Mapped[datetime | None]
    recheck_since: Mapped[datetime | None]  # who they are changed after the council approved them
    confirmed_at: Mapped[datetime | None]  # the last “still happy?” answer
    asked_at: Mapped[datetime | None]  # the last “still happy?” question
    chased_at: Mapped[datetime | None]  # asked a second time
    most_introductions: Mapped[int | None]  # at once, over all offers
    monthly_introductions: Mapped[int | None]
    next_from: Mapped[date | None]  # nobody new is introduced before
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    decided_facts: Mapped[dict[str, Any] | None]  # as the council last decided on them
    version: Mapped[int] = mapped_column()

    sector: Mapped[Sector] = relationship(lazy="joined")
    members: Mapped[list[Membership]] = relationship(
        back_populates="employer", order_by="Membership.id"
    )

    __mapper_args__ = {"version_id_col": version}


class Membership(Model):
    """A person who acts for an organisation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("employer_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    job_title: Mapped[str] = mapped_column(String(80), default="")
    owner: Mapped[bool] = mapped_column(default=True)
    has_authority: Mapped[bool] = mapped_column(default=False)
    # What who is no owner does: editor or answers. Ownership itself is `owner` alone.
    duty: Mapped[Part] = mapped_column(Choice(Part), default=Part.EDITOR, server_default="editor")

    employer: Mapped[Employer] = relationship(back_populates="members")
    user: Mapped[User] = relationship(lazy="joined")

    @property
    def part(self) -> Part:
        """What this person does for the organisation."""
        return Part.OWNER if self.owner else self.duty

    @part.setter
    def part(self, part: Part) -> None:
        self.owner = part == Part.OWNER
        self.duty = Part.EDITOR if self.owner else part


class MemberInvitation(Referenced, Model):
    """Somebody was asked to act for an organisation and has not answered; gone once they have."""

    __tablename__ = "member_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), index=True)
    job_title: Mapped[str] = mapped_column(String(80), default="")
    part: Mapped[Part] = mapped_column(Choice(Part))
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # the secret itself is not kept
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    employer: Mapped[Employer] = relationship(lazy="joined")
    by: Mapped[User] = relationship(lazy="joined")

    @property
    def over(self) -> bool:
        """Whether its link has run out."""
        return self.expires_at <= clock.now()


class Pledge(Referenced, Model):
    """A soft promise before there is a concrete offer; chased into one."""

    __tablename__ = "pledge"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    sector_key: Mapped[str] = mapped_column(ForeignKey("sector.key"))
    kind: Mapped[str] = mapped_column(String(40))
    how_many: Mapped[int]
    hoped_for: Mapped[date | None]
    words: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]  # when an offer came of it
    version: Mapped[int] = mapped_column()

    employer: Mapped[Employer] = relationship()
    sector: Mapped[Sector] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}


class EmployerNote(Model):
    """What the council asked of an organisation about one of its fields, or noted for itself."""

    __tablename__ = "employer_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    field: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[str]
    internal: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class EmployerMerge(Referenced, Model):
    """Two registrations that became one: what moved, so that it can be undone exactly."""

    __tablename__ = "employer_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    duplicate_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    reason: Mapped[str]
    before: Mapped[dict[str, Any]]  # of the duplicate’s own row
    moved: Mapped[dict[str, Any]]  # by table and column: the numbers of the rows that moved
    dropped: Mapped[list[dict[str, Any]]]  # rows the other one had already, kept whole
    newest: Mapped[dict[str, Any]]  # by table: the highest number there was
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    left_behind: Mapped[list[str]] = mapped_column(default=list)  # sentences

    duplicate: Mapped[Employer] = relationship(foreign_keys=duplicate_id)
    into: Mapped[Employer] = relationship(foreign_keys=into_id)


class EmployerContact(Model):
    """Somebody of the council reached out: how, what came of it, and when to try again."""

    __tablename__ = "employer_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    how: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None] = mapped_column(index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    done_at: Mapped[datetime | None]  # a later contact took it up

    employer: Mapped[Employer] = relationship()


class ReviewDraft(Model):
    """What a coordinator has written while looking, not sent yet; theirs alone."""

    __tablename__ = "review_draft"
    __table_args__ = (UniqueConstraint("subject", "subject_id", "by_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(20))  # employer or opportunity
    subject_id: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    words: Mapped[dict[str, Any]]  # by field
    saved_at: Mapped[datetime]


class ProspectState(StrEnum):
    """How far an organisation the council would like to win has come."""

    NEW = "NEW"
    INVITED = "INVITED"
    REGISTERED = "REGISTERED"
    STOPPED = "STOPPED"


class Prospect(Referenced, Model):
    """An organisation and a person of a list the council keeps, before anybody has registered.

    No account and no organisation of ours: nobody is written to until a coordinator sends an
    invitation, and nobody again who asked us to stop.
    """

    __tablename__ = "prospect"

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str | None] = mapped_column(String(80), index=True)
    name: Mapped[str] = mapped_column(String(120))
    plain_name: Mapped[str] = mapped_column(String(120), index=True)
    kind: Mapped[EmployerKind | None] = mapped_column(Choice(EmployerKind))
    number: Mapped[str | None] = mapped_column(String(12))
    postcode: Mapped[str | None] = mapped_column(String(8))
    sector_key: Mapped[str | None] = mapped_column(ForeignKey("sector.key"), index=True)
    size: Mapped[str] = mapped_column(String(10), default="")
    contact_name: Mapped[str] = mapped_column(String(80), default="")
    job_title: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[ProspectState] = mapped_column(
        Choice(ProspectState), default=ProspectState.NEW, index=True
    )
    created_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    version: Mapped[int] = mapped_column()

    sector: Mapped[Sector | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}
