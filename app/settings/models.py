"""Dated reference tables: every rule with a date or a source is a row here, not a constant."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


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
    """A minimum hourly rate of pay, from a date on, for an age band or for apprentices."""

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
