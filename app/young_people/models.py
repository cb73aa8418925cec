"""Young people: their record, their interests in their own words, consent, exclusions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Team, User
from app.db import Choice, Model, Referenced
from app.employers.models import Employer


class YoungPersonState(StrEnum):
    """How ready somebody says they are."""

    NOT_STARTED = "NOT_STARTED"
    IN_PROGRESS = "IN_PROGRESS"
    READY = "READY"
    NOT_NOW = "NOT_NOW"
    CLOSED = "CLOSED"


class Category(StrEnum):
    """Legal category (Children Act 1989 s23A, s23C, s24, Sch 2 para 19B)."""

    ELIGIBLE = "eligible"
    RELEVANT = "relevant"
    FORMER_RELEVANT = "former_relevant"
    QUALIFYING = "qualifying"


class Level(StrEnum):
    """What somebody thinks of a sector."""

    KEEN = "keen"
    CURIOUS = "curious"
    NOT_FOR_ME = "not_for_me"


class YoungPerson(Referenced, Model):
    """One young person's record. None means “we don't know yet”."""

    __tablename__ = "young_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    advisor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    case_reference: Mapped[str | None] = mapped_column(String(40), unique=True)
    preferred_name: Mapped[str] = mapped_column(String(120))
    surname: Mapped[str] = mapped_column(String(120), default="")
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    born: Mapped[date | None]
    category: Mapped[Category | None] = mapped_column(Choice(Category))
    authority: Mapped[str] = mapped_column(String(80), default="Milton Keynes")
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(30))
    contact_preference: Mapped[str] = mapped_column(String(40), default="")
    safe_times: Mapped[str] = mapped_column(default="")
    outward: Mapped[str | None] = mapped_column(String(4))  # outward postcode is enough to match
    travel_minutes: Mapped[int | None]
    travel_modes: Mapped[list[str]] = mapped_column(default=list)  # bus, walk, cycle, car, train
    own_words: Mapped[str] = mapped_column(default="")
    advisor_notes: Mapped[str] = mapped_column(default="")
    kinds: Mapped[list[str]] = mapped_column(default=list)  # kinds of offer wanted; empty = all
    skills: Mapped[list[dict[str, Any]]] = mapped_column(
        default=list
    )  # name, evidence: said | shown
    qualifications: Mapped[list[dict[str, Any]]] = mapped_column(default=list)  # name, level 0-8
    experience: Mapped[list[str]] = mapped_column(default=list)
    available_from: Mapped[date | None]
    available_to: Mapped[date | None]
    hours_per_week_max: Mapped[int | None]
    days: Mapped[list[str]] = mapped_column(default=list)
    working_style: Mapped[str] = mapped_column(default="")
    adjustments: Mapped[list[str]] = mapped_column(default=list)
    dbs: Mapped[bool | None]
    pay_matters: Mapped[bool | None]
    checklist: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  # item: not_started | in_progress | done
    # Names of questions that were asked, so that an empty answer can mean “none”.
    answered: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[YoungPersonState] = mapped_column(
        Choice(YoungPersonState), default=YoungPersonState.NOT_STARTED, index=True
    )
    state_reason: Mapped[str] = mapped_column(default="")
    what_would_change: Mapped[str] = mapped_column(default="")  # not now: what has to be different
    revisit_on: Mapped[date | None]  # not now: when to ask again
    exit_type: Mapped[str | None] = mapped_column(String(40))  # closed: why
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    interests_at: Mapped[datetime | None]  # when interests were last talked about
    version: Mapped[int] = mapped_column()

    advisor: Mapped[User | None] = relationship(lazy="joined")
    interests: Mapped[list[Interest]] = relationship(
        back_populates="young_person", order_by="Interest.id"
    )
    exclusions: Mapped[list[Exclusion]] = relationship(
        back_populates="young_person", order_by="Exclusion.id"
    )
    consents: Mapped[list[Consent]] = relationship(
        back_populates="young_person", order_by="Consent.id"
    )
    activities: Mapped[list[Activity]] = relationship(
        back_populates="young_person", order_by="Activity.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def full_name(self) -> str:
        """The name they go by, with the family name when it is known."""
        return f"{self.preferred_name} {self.surname}".strip()

    def has_said(self, name: str) -> bool:
        """Whether a question was asked, even where the answer was “none”."""
        return getattr(self, name) not in (None, "", [], {}) or name in self.answered


class Interest(Model):
    """What a young person thinks of one sector."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("young_person_id", "sector_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    sector_key: Mapped[str] = mapped_column(ForeignKey("sector.key"))
    level: Mapped[Level] = mapped_column(Choice(Level))

    young_person: Mapped[YoungPerson] = relationship(back_populates="interests")


class Exclusion(Referenced, Model):
    """An employer or an area that is never suggested; the reason is for the advisor alone."""

    __tablename__ = "exclusion"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    area: Mapped[str | None] = mapped_column(String(8))  # an outward code
    reason: Mapped[str] = mapped_column(default="")

    young_person: Mapped[YoungPerson] = relationship(back_populates="exclusions")
    employer: Mapped[Employer | None] = relationship()


class Purpose(StrEnum):
    """What a young person agreed to."""

    MATCHING = "matching"
    SHARE = "share"  # with one employer


class Consent(Referenced, Model):
    """What was agreed: what is shared with whom, in what words, who recorded it, until when."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(Choice(Purpose), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    shared_fields: Mapped[list[str]] = mapped_column(default=list)
    wording: Mapped[str]  # the words it was explained in
    wording_version: Mapped[str] = mapped_column(String(20), default="")
    how: Mapped[str] = mapped_column(String(40))  # in person, by phone, by message
    given_by: Mapped[str] = mapped_column(String(60), default="young person")
    authority_held_by: Mapped[str] = mapped_column(String(80), default="")  # 16-17: who may decide
    evidence: Mapped[str] = mapped_column(default="", server_default="")  # where their yes is kept
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # or themself
    at: Mapped[datetime]
    until: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(String(20), default="")  # withdrawn, replaced

    young_person: Mapped[YoungPerson] = relationship(back_populates="consents")
    employer: Mapped[Employer | None] = relationship()
    recorded_by: Mapped[User | None] = relationship()


class Activity(Model):
    """An activity code of the SSDA903 return, from a day on."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    code: Mapped[str] = mapped_column(String(2))  # F1 … G6, 0
    in_touch: Mapped[str] = mapped_column(String(4), default="YES")
    accommodation: Mapped[str | None] = mapped_column(String(2))  # B1 … Z2, 0; None: not recorded
    since: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]

    young_person: Mapped[YoungPerson] = relationship(back_populates="activities")
    recorded_by: Mapped[User | None] = relationship()


class CoverState(StrEnum):
    """Whether looking after somebody’s caseload is asked for, agreed, over or never agreed."""

    ASKED = "ASKED"
    SET = "SET"
    ENDED = "ENDED"
    NOT_AGREED = "NOT_AGREED"


class Cover(Referenced, Model):
    """Others look after an advisor's caseload for a while; it ends by itself.

    Whoever is named in no share is looked after by `covered_by`, unless only those named are.
    """

    __tablename__ = "cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    advisor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    covered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    begins: Mapped[date]
    ends: Mapped[date]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    state: Mapped[CoverState] = mapped_column(Choice(CoverState), default=CoverState.SET)
    only_named: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")  # for whoever covers, about everybody
    made_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]  # when the advisor read what happened meanwhile
    # The team it was set in, where somebody of another team covers, and why.
    outside_team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    outside_reason: Mapped[str] = mapped_column(default="")

    advisor: Mapped[User] = relationship(foreign_keys=[advisor_id], lazy="joined")
    covered_by: Mapped[User] = relationship(foreign_keys=[covered_by_id], lazy="joined")
    shares: Mapped[list[CoverShare]] = relationship(
        back_populates="cover", order_by="CoverShare.id"
    )


class CoverShare(Model):
    """Who looks after one young person while a cover lasts, and what they should know."""

    __tablename__ = "cover_share"
    __table_args__ = (UniqueConstraint("cover_id", "young_person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cover_id: Mapped[int] = mapped_column(ForeignKey("cover.id"), index=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    covered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    note: Mapped[str] = mapped_column(default="")

    cover: Mapped[Cover] = relationship(back_populates="shares")
    young_person: Mapped[YoungPerson] = relationship()
    covered_by: Mapped[User] = relationship(lazy="joined")


class TransferState(StrEnum):
    """What became of a hand-over."""

    GIVEN = "GIVEN"
    QUERIED = "QUERIED"
    TAKEN_ON = "TAKEN_ON"
    UNDONE = "UNDONE"
    PASSED_ON = "PASSED_ON"


class Transfer(Model):
    """A young person who got another advisor: from whom, to whom, by whom and why."""

    __tablename__ = "transfer"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    state: Mapped[TransferState] = mapped_column(Choice(TransferState), default=TransferState.GIVEN)
    note: Mapped[str] = mapped_column(default="")  # what the next advisor should know
    due: Mapped[date | None]  # by when the next advisor says that they have read it
    query: Mapped[str] = mapped_column(default="")  # why the manager should think again
    done_at: Mapped[datetime | None]  # taken on, undone or passed on
    batch: Mapped[str] = mapped_column(String(22), default="", index=True)  # given together

    young_person: Mapped[YoungPerson] = relationship(lazy="joined")
    frm: Mapped[User | None] = relationship(foreign_keys=[from_id], lazy="joined")
    to: Mapped[User] = relationship(foreign_keys=[to_id], lazy="joined")
    by: Mapped[User] = relationship(foreign_keys=[by_id], lazy="joined")


class TeamMoveState(StrEnum):
    """What became of an offer to another team."""

    OFFERED = "OFFERED"
    TAKEN_IN = "TAKEN_IN"
    DECLINED = "DECLINED"
    TAKEN_BACK = "TAKEN_BACK"


class TeamMove(Referenced, Model):
    """Young people whom one team’s manager offers to another team."""

    __tablename__ = "team_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    to_team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    state: Mapped[TeamMoveState] = mapped_column(
        Choice(TeamMoveState), default=TeamMoveState.OFFERED
    )
    at: Mapped[datetime]
    due: Mapped[date]
    done_at: Mapped[datetime | None]

    from_team: Mapped[Team] = relationship(foreign_keys=[from_team_id], lazy="joined")
    to_team: Mapped[Team] = relationship(foreign_keys=[to_team_id], lazy="joined")
    by: Mapped[User] = relationship(lazy="joined")
    people: Mapped[list[TeamMovePerson]] = relationship(order_by="TeamMovePerson.id")


class TeamMovePerson(Model):
    """One young person of such an offer."""

    __tablename__ = "team_move_person"
    __table_args__ = (UniqueConstraint("move_id", "young_person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    move_id: Mapped[int] = mapped_column(ForeignKey("team_move.id"), index=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)


class RecordChange(Model):
    """One answer of a record that became another: what it was, what it is, by whom, when."""

    __tablename__ = "record_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    field: Mapped[str] = mapped_column(String(60))  # a column, or interest.<sector>
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: they did it themself
    at: Mapped[datetime]


class RoundMark(Model):
    """Somebody went through a record: done for that day, or put off until a day, and why."""

    __tablename__ = "round_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    until: Mapped[date | None]  # None: done for the day
    reason: Mapped[str] = mapped_column(default="")


class Note(Model):
    """A dated note of whoever looks after a young person; it is added to, never rewritten."""

    __tablename__ = "young_person_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    words: Mapped[str]
    contact: Mapped[str] = mapped_column(String(20), default="")  # met, call, text, tried; or none
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
