"""Adverts for apprenticeships that others put up, and when they were last fetched."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class Advert(Model):
    """One advert from outside: shown, never vetted, matched or introduced."""

    __tablename__ = "advert"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str]
    employer_name: Mapped[str] = mapped_column(String(200))
    provider_name: Mapped[str] = mapped_column(String(200))
    route: Mapped[str] = mapped_column(String(120))
    level: Mapped[int | None]
    course: Mapped[str] = mapped_column(String(200))
    positions: Mapped[int | None]
    posted_on: Mapped[date | None]
    closes_on: Mapped[date] = mapped_column(index=True)
    starts_on: Mapped[date | None]
    wage: Mapped[str] = mapped_column(String(300))
    hours: Mapped[str] = mapped_column(String(40))
    duration: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(200))
    miles: Mapped[float | None]
    disability_confident: Mapped[bool]
    url: Mapped[str] = mapped_column(String(500))
    seen_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]  # closed, or not given out any more


class AdvertRun(Model):
    """One time the adverts were fetched, and what came of it."""

    __tablename__ = "advert_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    problem: Mapped[str]  # empty when it went well
    seen: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    gone: Mapped[int]
