"""Copies people asked for, records that are to be forgotten or held, and what was forgotten when."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced
from app.voice.models import VoiceRequest
from app.young_people.models import YoungPerson


class CopyState(StrEnum):
    """How far the copy of somebody’s data has come."""

    PREPARING = "PREPARING"
    CHECKING = "CHECKING"
    READY = "READY"
    HANDED_OVER = "HANDED_OVER"
    STOPPED = "STOPPED"


class DataCopy(Referenced, Model):
    """One request for a copy: its clock, what was decided about each place, and what went out."""

    __tablename__ = "data_copy"
    __table_args__ = (
        Index(
            "uq_data_copy_open",
            "young_person_id",
            unique=True,
            sqlite_where=text("state IN ('PREPARING', 'CHECKING')"),
            postgresql_where=text("state IN ('PREPARING', 'CHECKING')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("voice_request.id"), unique=True)
    how_asked: Mapped[str] = mapped_column(String(20), default="page")
    identity: Mapped[str] = mapped_column(String(300), default="")  # how we know that it was them
    asked_on: Mapped[date]
    due: Mapped[date] = mapped_column(index=True)
    paused_on: Mapped[date | None]  # the clock stands while we wait for an answer of theirs
    paused_why: Mapped[str] = mapped_column(default="")
    paused_days: Mapped[int] = mapped_column(default=0)
    extended_why: Mapped[str] = mapped_column(default="")
    state: Mapped[CopyState] = mapped_column(
        Choice(CopyState), default=CopyState.PREPARING, index=True
    )
    outcomes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # place: give, reason, cover
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    begun_at: Mapped[datetime]
    asked_check_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ready_at: Mapped[datetime | None]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # exactly what was checked
    handed_at: Mapped[datetime | None]
    handed_how: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column()

    young_person: Mapped[YoungPerson] = relationship(lazy="joined")
    request: Mapped[VoiceRequest | None] = relationship()
    begun_by: Mapped[User] = relationship(foreign_keys=[begun_by_id])
    checked_by: Mapped[User | None] = relationship(foreign_keys=[checked_by_id])

    __mapper_args__ = {"version_id_col": version}


class ErasureState(StrEnum):
    """How far the wish to forget somebody has come."""

    PROPOSED = "PROPOSED"
    DONE = "DONE"
    REFUSED = "REFUSED"
    TAKEN_BACK = "TAKEN_BACK"


class Erasure(Referenced, Model):
    """One wish to forget a young person: who proposed it and why, who confirmed it, what went."""

    __tablename__ = "erasure"
    __table_args__ = (
        Index(
            "uq_erasure_open",
            "young_person_id",
            unique=True,
            sqlite_where=text("state = 'PROPOSED'"),
            postgresql_where=text("state = 'PROPOSED'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    ground: Mapped[str] = mapped_column(String(20))  # asked, no_need, unlawful
    reason: Mapped[str] = mapped_column(default="")
    state: Mapped[ErasureState] = mapped_column(
        Choice(ErasureState), default=ErasureState.PROPOSED, index=True
    )
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: an operator
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # table: rows

    young_person: Mapped[YoungPerson] = relationship(lazy="joined")
    proposed_by: Mapped[User | None] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])


class RecordHold(Referenced, Model):
    """A record that is not to be forgotten for now: a law or a court, or somebody decided to keep it."""

    __tablename__ = "record_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # legal, kept
    reason: Mapped[str]
    until: Mapped[date | None]
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    placed_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lifted_at: Mapped[datetime | None]

    young_person: Mapped[YoungPerson] = relationship(lazy="joined")
    placed_by: Mapped[User] = relationship(foreign_keys=[placed_by_id])


class ForgettingRun(Model):
    """What one rule of retention forgot in one run."""

    __tablename__ = "forgetting_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(40), index=True)
    at: Mapped[datetime]
    forgotten: Mapped[int]
