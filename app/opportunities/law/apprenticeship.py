"""Apprenticeships in England: age, length, hours, level."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta

from app.opportunities.law import week
from app.opportunities.law.hours import hours_of
from app.opportunities.law.types import STOP, WARN, Finding, Offer, Rules


def _is_one(offer: Offer) -> bool:
    return offer.kind == "apprenticeship"


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def check_age(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """An apprentice is 16 and has left school."""
    limit = rules.on("apprenticeship.youngest", offer)
    under = offer.min_age is not None and limit is not None and offer.min_age < limit.value
    if limit and _is_one(offer) and (under or offer.school_age):
        words = (
            "An apprentice must be 16 or over and past the last Friday in June of Year 11: "
            "raise the youngest age"
        )
        yield Finding("apprenticeship.age", STOP, "min_age", words, limit.source)


def least_months(offer: Offer, rules: Rules) -> int | None:
    """Return how many months it must last: longer when the week is short."""
    full = rules.on("apprenticeship.full_time_hours", offer)
    months = rules.on("apprenticeship.months", offer)
    if not months:
        return None
    hours = (week.weekly_minutes(offer) or 0) / 60
    longer = full.value / hours if full and 0 < hours < full.value else 1
    return math.ceil(round(longer * int(months.value), 6))


def check_length(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """It lasts at least the months of the funding rules on its first day."""
    months, limit = least_months(offer, rules), rules.on("apprenticeship.months", offer)
    if not _is_one(offer) or not months or not limit or not offer.start or not offer.end:
        return
    if offer.start <= offer.end < months_after(offer.start, months) - timedelta(days=1):
        part_time = " with these hours" if months > limit.value else ""
        words = (
            f"An apprenticeship{part_time} must last at least {months} months: move the last day"
        )
        yield Finding("apprenticeship.length", STOP, "end", words, limit.source)


def check_hours(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Sixteen to forty-eight hours a week."""
    worked = week.weekly_minutes(offer)
    if not _is_one(offer) or not worked:
        return
    least, most = (
        rules.on("apprenticeship.least_hours", offer),
        rules.on("apprenticeship.most_hours", offer),
    )
    if least and worked < least.value * 60:
        words = f"An apprenticeship has at least {least.value} hours a week, training included: add hours"
        yield Finding("apprenticeship.hours", STOP, hours_of(offer), words, least.source)
    elif most and most.value * 60 < worked <= week.WEEK:
        words = f"An apprenticeship has at most {most.value} hours a week: take some off"
        yield Finding("apprenticeship.hours", STOP, hours_of(offer), words, most.source)


def check_level(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Levels 2 to 7; the highest is not paid for at every age."""
    limit, top = (
        rules.on("apprenticeship.levels", offer),
        rules.on("apprenticeship.level_7_oldest", offer),
    )
    if not _is_one(offer) or offer.level is None:
        return
    if limit and not limit.value[0] <= offer.level <= limit.value[1]:
        words = (
            f"An apprenticeship is at level {limit.value[0]} to {limit.value[1]}: change the level"
        )
        yield Finding("apprenticeship.level", STOP, "level", words, limit.source)
    elif top and offer.level == 7 and (offer.max_age is None or offer.max_age > top.value):
        words = (
            f"Training at level 7 is paid for up to age {top.value}, and for some up to 24: "
            "ask the training provider"
        )
        yield Finding("apprenticeship.level_7", WARN, "level", words, top.source)


RULES = (check_age, check_length, check_hours, check_level)
