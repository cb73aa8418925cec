"""The clock: the one place that knows the time zone, the calendar and working days."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from flask import current_app, has_app_context

LONDON = ZoneInfo("Europe/London")


@lru_cache(maxsize=8)
def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return (
        moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=LONDON).astimezone(UTC)
    )


def now() -> datetime:
    """Return this moment in UTC, or the moment APP_NOW sets (never in production)."""
    frozen = current_app.config.get("APP_NOW") if has_app_context() else None
    return _moment(frozen) if frozen else datetime.now(UTC)


def today() -> date:
    """Return today's date in London."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return a UTC moment as London sees it."""
    return moment.astimezone(LONDON)


def at(day: date, clock_time: time) -> datetime:
    """Return the moment of a London date and time, in UTC."""
    return datetime.combine(day, clock_time, LONDON).astimezone(UTC)


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[date]:
    """Return England's bank holidays of a year (source: GOV.UK bank holidays, by `holidays`)."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Say whether the council works on this day: Monday to Friday, no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """Return the date `days` working days after `start`, which itself does not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`; negative if past."""
    if end < start:
        return -working_days_between(end, start)
    span = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in span)


def age_on(born: date, day: date) -> int:
    """Return a person's age in whole years on a day; 29 February turns on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or that month’s last when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
