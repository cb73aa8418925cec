"""Figures, days and hours as the findings say them; and the calendar they reckon with."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from app.opportunities.law import week
from app.opportunities.law.types import Offer


def hours_of(offer: Offer) -> str:
    """Return the field that says the hours."""
    return "week" if offer.week else "hours_per_week"


def spoken(minutes: float) -> str:
    """Return 8 hours, 7 and a half hours or 7 hours 20 minutes."""
    hours, rest = divmod(round(minutes), 60)
    whole = f"{hours} hour{'' if hours == 1 else 's'}"
    if hours == 0:
        return f"{rest} minutes"
    return {0: whole, 30: f"{hours} and a half hours"}.get(rest, f"{whole} {rest} minutes")


def day(value: date) -> str:
    """Return 1 April 2027."""
    return f"{value.day} {value:%B %Y}"


def pounds(amount: Decimal) -> str:
    """Return £10.85."""
    return f"£{amount:.2f}"


def times(value: list[str]) -> tuple[int, int]:
    """Return two times of day from the reference rows, in minutes."""
    first, last = (week.minutes(time.fromisoformat(text)) for text in value)
    return first, last


def clock(text: str) -> str:
    """Return 10pm for 22:00, midnight for 00:00."""
    at = time.fromisoformat(text)
    if at == time(0):
        return "midnight"
    minute = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minute}{'am' if at.hour < 12 else 'pm'}"


def months_after(start: date, months: int) -> date:
    """Return the same day so many months on, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(start.day, last))


def whole_years(first: date, last: date) -> int:
    """Return how many whole years lie between two days."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def last_friday_in_june(year: int) -> date:
    """Return the day on which school age ends for Year 11."""
    end = date(year, 6, 30)
    return end - timedelta(days=(end.weekday() - 4) % 7)
