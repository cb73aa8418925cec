"""What we work out so that nobody has to type it: days to begin on, the last day, the least pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app import clock
from app.opportunities import checking
from app.opportunities.answers import Answers
from app.opportunities.law import wage
from app.opportunities.law.types import DAYS, Offer, Rules
from app.opportunities.models import Kind

if TYPE_CHECKING:
    from app.employers.models import Employer

WEEKS_AHEAD = (5, 9, 13)  # the council reads it, somebody is found, both meet
OPEN_UNTIL = timedelta(days=14)  # before the first day
LONG = 120  # from so many days on, a length is months and not single days
Week = Sequence[dict[str, Any]]


def first_days(week: Week, today: date | None = None) -> list[date]:
    """Return three days to begin on, each a day of this week and no holiday."""
    today = today or clock.today()
    return [_next(today + timedelta(weeks=weeks), week) for weeks in WEEKS_AHEAD]


def _next(day: date, week: Week) -> date:
    first = DAYS.index(week[0]["day"]) if week else 0
    while day.weekday() != first or _shut(day):
        day += timedelta(days=1)
    return day


def _shut(day: date) -> bool:
    between = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2)
    return between or day in clock.bank_holidays(day.year)


def last_day(start: date, week: Week, lasts: str) -> date | None:
    """Return the last day of something that lasts “1 day”, “6 weeks” or “15 months”."""
    if not lasts:
        return None
    number, unit = lasts.split()
    if unit.startswith("month"):
        return clock.months_after(start, int(number)) - timedelta(days=1)
    if unit.startswith("day"):
        return start + timedelta(days=int(number) - 1)
    monday = start - timedelta(days=start.weekday())
    last = max((DAYS.index(day["day"]) for day in week), default=4)
    return max(start, monday + timedelta(weeks=int(number) - 1, days=last))


def as_long(before: tuple[date, date | None], start: date, week: Week) -> date | None:
    """Return the last day from another first day: as many days of work, or as many months."""
    first, last = before
    if last is None:
        return None
    if (last - first).days > LONG or not week:
        return start + (last - first)
    days = {DAYS.index(day["day"]) for day in week}
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    left = sum(day.weekday() in days for day in span)
    day = start
    while left > (day.weekday() in days):
        left -= day.weekday() in days
        day += timedelta(days=1)
    return day


def dates(start: date, end: date | None, today: date | None = None) -> dict[str, date | None]:
    """Return first, last and closing day; there is time to ask for it where there can be."""
    earliest = (today or clock.today()) + timedelta(days=7)
    return {"start": start, "end": end, "closes": min(start, max(start - OPEN_UNTIL, earliest))}


def least_pay(answers: Answers, employer: Employer, rules: Rules | None = None) -> Decimal | None:
    """Return the lowest pay that is lawful for every age allowed, from the first day to the last.

    Every rise in between that is known today counts; an apprentice’s second year is paid anew.
    """
    rules = rules or checking.rules()
    offer = checking.offer_of(replace(answers, pay_per_hour=None), employer)
    return max(
        (found for day in _days(offer, rules) if (found := _due(offer, rules, day))), default=None
    )


def _days(offer: Offer, rules: Rules) -> list[date]:
    first = rules.first_day(offer)
    last = offer.end or first
    if offer.kind == Kind.APPRENTICESHIP and offer.first_year_apprentice:
        last = min(last, clock.months_after(first, 12) - timedelta(days=1))
    rises = {row.valid_from for row in rules.wages if first < row.valid_from <= last}
    return [first, *sorted(rises)]


def _due(offer: Offer, rules: Rules, day: date) -> Decimal | None:
    rows = (rules.wage(band, day) for band in wage.bands(offer, day))
    return max((row.hourly for row in rows if row), default=None)
