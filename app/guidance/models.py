"""“Call me back”: who asked to be rung, about what, and how far that is."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced


class CallState(StrEnum):
    """How far a call is."""

    ASKED = "CALL_ASKED"
    TRY_AGAIN = "CALL_TRY_AGAIN"
    DONE = "CALL_DONE"
    STOPPED = "CALL_STOPPED"


class CallBack(Referenced, Model):
    """Somebody who wants to be rung. What names them is removed some months after it is settled."""

    __tablename__ = "call_back"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(120))
    organisation: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(30))
    email: Mapped[str | None] = mapped_column(String(254))
    when_suits: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    state: Mapped[CallState] = mapped_column(Choice(CallState), default=CallState.ASKED)
    asked_at: Mapped[datetime]
    due: Mapped[date]
    tries: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column()

    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="joined")

    __mapper_args__ = {"version_id_col": version}
