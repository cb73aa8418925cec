"""Dated reference tables: every rule with a date or a source is a row here, not a constant."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Numeric, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Choice, Model, Referenced


class Sector(Model):
    """One of the campaign's sectors, mapped to SIC 2007 and SOC 2020."""

    __tablename__ = "sector"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str]
    sic: Mapped[list[str]]
    soc: Mapped[list[str]]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class WageRate(Model):
    """The rates before dated rows held them; nobody reads it any more, the next release drops it."""

    __tablename__ = "wage_rate"

    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(index=True)
    band: Mapped[str] = mapped_column(String(20))  # "21+", "18-20", "16-17", "apprentice"
    hourly: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    source: Mapped[str]


class Setting(Model):
    """One value that holds from a date on, with its source and who set it."""

    __tablename__ = "setting"
    __table_args__ = (Index("ix_setting_key_valid_from", "key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    valid_from: Mapped[date]
    content: Mapped[Any] = mapped_column(JSON)
    source: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]


class RowState(StrEnum):
    """How far a row of a dated table has come."""

    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    SENT_BACK = "SENT_BACK"
    TAKEN_BACK = "TAKEN_BACK"
    REPLACED = "REPLACED"


class DatedRow(Referenced, Model):
    """What one key of a dated table shall hold from a day on: who proposed it, who confirmed it, why.

    A confirmed row is never edited. To correct it is to confirm another with the same first day.
    """

    __tablename__ = "dated_row"
    __table_args__ = (
        Index("ix_dated_row_table_name_key", "table_name", "key"),
        Index(
            "uq_dated_row_confirmed",
            *("table_name", "key", "valid_from"),
            unique=True,
            sqlite_where=text("state = 'CONFIRMED'"),
            postgresql_where=text("state = 'CONFIRMED'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80))
    content: Mapped[Any] = mapped_column(JSON)  # null: from this day on nothing holds
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str]
    address: Mapped[str | None]
    reason: Mapped[str]
    state: Mapped[RowState] = mapped_column(Choice(RowState), default=RowState.PROPOSED, index=True)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    followed_at: Mapped[datetime | None]  # when what depends on it was looked at again

    proposed_by: Mapped[User | None] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
