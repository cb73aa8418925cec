"""How the lists looked on a day, so that a change in them is noticed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class ListDay(Model):
    """All lists of one day, counted: shares and heaps, nothing about anybody."""

    __tablename__ = "list_day"

    on_day: Mapped[date] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]  # people, without, bands, coverage, score, terms
