"""What was measured of the engine, one row a day, so that drift can be seen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class EngineDay(Model):
    """The figures of one day: whole numbers and shares, nothing about anybody."""

    __tablename__ = "engine_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    on_day: Mapped[date] = mapped_column(unique=True)
    taken_at: Mapped[datetime]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("match_run.id"))
    figures: Mapped[dict[str, Any]]
