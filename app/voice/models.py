"""The young person’s own page: its links and sessions, what they said on it, what they asked for."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson


class VoiceLink(Model):
    """A link to somebody’s own page that opens once; only its hash is kept."""

    __tablename__ = "voice_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # or they asked for it
    made_at: Mapped[datetime]
    leaves_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(String(20), default="")  # revoked, replaced, guessed
    wrong: Mapped[int] = mapped_column(default=0)  # birthdays that were not theirs

    young_person: Mapped[YoungPerson] = relationship()
    made_by: Mapped[User | None] = relationship()


class VoiceSession(Model):
    """A short visit to somebody’s own page; the cookie holds only a random id."""

    __tablename__ = "voice_session"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("voice_link.id"), index=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)

    link: Mapped[VoiceLink] = relationship(lazy="joined")
    young_person: Mapped[YoungPerson] = relationship(lazy="joined")


class NewsKind(StrEnum):
    """What a young person did on their own page."""

    YES = "yes"
    NOT_NOW = "not_now"
    NO = "no"
    HOW = "how"
    INTERESTS = "interests"
    WORDS = "words"
    TOOK_BACK = "took_back"
    GAVE_AGAIN = "gave_again"
    REVIEW = "review"
    TELL_YES = "tell_yes"
    TELL_WISH = "tell_wish"
    TELL_NOT_NOW = "tell_not_now"
    TELL_NO = "tell_no"
    GO_ON = "go_on"
    GO_ON_WISH = "go_on_wish"
    LET_END = "let_end"
    CAN_GO = "can_go"
    OTHER_TIME = "other_time"
    CANNOT_GO = "cannot_go"
    PLACE_YES = "place_yes"
    PLACE_NO = "place_no"
    AGREED = "agreed"


class VoiceNews(Model):
    """Something a young person said or did on their own page, until their advisor has read it."""

    __tablename__ = "voice_news"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    kind: Mapped[NewsKind] = mapped_column(Choice(NewsKind))
    opportunity_id: Mapped[int | None] = mapped_column(ForeignKey("opportunity.id"))
    face: Mapped[int | None]  # 1 hard, 2 all right, 3 good
    words: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(String(22), default="", server_default="")  # whose reference
    at: Mapped[datetime] = mapped_column(index=True)
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    opportunity: Mapped[Opportunity | None] = relationship(lazy="joined")


class VoiceKept(Model):
    """What somebody had typed when their visit was over; theirs again when they open a new link."""

    __tablename__ = "voice_kept"
    __table_args__ = (UniqueConstraint("young_person_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"))
    path: Mapped[str] = mapped_column(String(60))
    answers: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class RequestKind(StrEnum):
    """What a young person can ask of the council."""

    TALK = "talk"
    DATA = "data"
    CORRECT = "correct"
    COMPLAIN = "complain"
    OBJECT = "object"


class RequestState(StrEnum):
    """How far a request has come."""

    RECEIVED = "RECEIVED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    DONE = "DONE"
    TAKEN_BACK = "TAKEN_BACK"


class VoiceRequest(Referenced, Model):
    """One thing a young person asked for: who owns it, until when, and what they were answered."""

    __tablename__ = "voice_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(Choice(RequestKind))
    words: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(String(20), index=True)  # advisor, coordinator
    advisor_may_read: Mapped[bool] = mapped_column(default=True)
    state: Mapped[RequestState] = mapped_column(
        Choice(RequestState), default=RequestState.RECEIVED, index=True
    )
    made_at: Mapped[datetime]
    due: Mapped[date]
    answer: Mapped[str] = mapped_column(default="")  # in words the young person reads
    answered_at: Mapped[datetime | None]

    young_person: Mapped[YoungPerson] = relationship(lazy="joined")
