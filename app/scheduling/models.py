"""Who keeps the clock, and which slots have been run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class Lease(Model):
    """The right to run jobs: one holder at a time, taken over when its beat stops."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    beat_at: Mapped[datetime]
    term: Mapped[int]  # grows with each new holder, so that an old one can be told apart


class JobRun(Model):
    """One job in one slot; the pair is unique, so nothing runs twice."""

    __tablename__ = "job_run"
    __table_args__ = (UniqueConstraint("job", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(60))
    slot: Mapped[datetime]
    started_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None]
