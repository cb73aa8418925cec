"""When schools are certainly open, certainly on holiday, or either: what days an offer falls on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from app.opportunities.law.types import DAYS, Limit, Offer, Rules

LONGEST = 370
SCHOOL_DAYS = {"mon", "tue", "wed", "thu", "fri"}


def _point(month: str, number: str) -> tuple[int, int]:
    # Kept as words, so that the coordinator can read and change them: sep_10_to_oct_10.
    return datetime.strptime(month, "%b").month, int(number)  # noqa: DTZ007


def within(day: date, limit: Limit | None) -> bool:
    """Say whether a day lies in one of a row’s stretches of the year."""
    for text in limit.value if limit and limit.value else ():
        parts = text.split("_")
        if len(parts) == 5:
            first, last = _point(parts[0], parts[1]), _point(parts[3], parts[4])
            here = (day.month, day.day)
            if first <= here <= last if first <= last else here >= first or here <= last:
                return True
    return False


def days_of(offer: Offer) -> Iterator[date]:
    """Yield the days an offer falls on, a year of them at most; none where no dates were said."""
    if offer.start and offer.end:
        length = max(0, min(LONGEST, (offer.end - offer.start).days + 1))
        wanted = {shift.day for shift in offer.week} or set(DAYS)
        every = (offer.start + timedelta(days=n) for n in range(length))
        yield from (day for day in every if DAYS[day.weekday()] in wanted)


def in_term(offer: Offer, rules: Rules, names: set[str]) -> bool:
    """Say whether it certainly falls on a school day of these names."""
    term = rules.on("child.term", offer)
    found = (d for d in days_of(offer) if DAYS[d.weekday()] in names and within(d, term))
    return bool(list(islice(found, 1)))


def in_holidays(offer: Offer, rules: Rules) -> bool:
    """Say whether all of it certainly falls in the holidays."""
    days, holidays = list(days_of(offer)), rules.on("child.holidays", offer)
    return bool(days) and all(within(day, holidays) for day in days)
