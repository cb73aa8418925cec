"""What would open more, as it was worked out last; whole lists replace whole lists."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class UnlockList(Model):
    """What would open more for one young person; written anew whenever their suggestions are."""

    __tablename__ = "unlock_list"

    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_person.id"), primary_key=True)
    stands_on: Mapped[str] = mapped_column(String(64))  # as on the published list it belongs to
    made_at: Mapped[datetime]
    lines: Mapped[list[dict[str, Any]]]  # key, sort, what, fields, opportunities (numbers)


class Demand(Model):
    """What stands between the whole cohort and the offers; one row stands, one a month is kept."""

    __tablename__ = "demand"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_for: Mapped[date | None] = mapped_column(
        unique=True
    )  # first of a month; None: as it stands
    stands_on: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    people: Mapped[int]
    opportunities: Mapped[int]
    barriers: Mapped[list[dict[str, Any]]]  # key, group, label, pairs, people, opportunities
    sectors: Mapped[list[dict[str, Any]]]  # key, name, keen, places
