"""How long ago: what the rules of forgetting count by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, func, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from app import clock
from app.privacy.finding import real
from app.settings import services as settings


def ago(months: int) -> datetime:
    """Return the moment some months ago."""
    return clock.at(clock.months_after(clock.today(), -months), clock.local(clock.now()).time())


def months(key: str) -> int:
    """Return a setting of this room in months."""
    return int(settings.value(f"privacy.{key}_months"))


def c(table: str) -> ReadOnlyColumnCollection[str, Column[Any]]:
    """Return the columns of a table."""
    return real(table).c


def last_move(machine: str, table: str) -> ColumnElement[datetime]:
    """Return when a row last moved, or was made."""
    step = c("state_change")
    moved = select(func.max(step.at)).where(step.machine == machine, step.subject_id == c(table).id)
    began = c(table).declared_at if table == "guarantee_case" else c(table).created_at
    return func.coalesce(moved.correlate(real(table)).scalar_subquery(), began)
