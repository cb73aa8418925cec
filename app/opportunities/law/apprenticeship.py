"""Apprenticeships in England: age, length, hours, level, training."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta

from app.opportunities.law import week
from app.opportunities.law.saying import day, hours_of, last_friday_in_june, months_after
from app.opportunities.law.types import STOP, WARN, Offer, Rules, Said, rule


def _is_one(offer: Offer) -> bool:
    return offer.kind == "apprenticeship"


@rule("apprenticeship.age", STOP, "apprenticeship.youngest")
def age(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An apprentice is 16 or over and has left school."""
    limit = rules.on("apprenticeship.youngest", offer)
    if not limit or not _is_one(offer):
        return
    ages = [a for a in (offer.min_age, offer.max_age) if a is not None]
    if offer.school_age or any(a < limit.value for a in ages):
        words = (
            f"An apprentice must be {limit.value} or over and past the last Friday in June of Year 11: "
            "raise the youngest age, and leave school age out"
        )
        yield Said("min_age", words, limit)


@rule("apprenticeship.leaving", WARN, "apprenticeship.youngest", "school.leaving")
def leaving(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Somebody who is 16 and in Year 11 starts after the last Friday in June."""
    limit, start = rules.on("apprenticeship.youngest", offer), offer.start
    if not limit or not start or not _is_one(offer) or offer.min_age != limit.value:
        return
    friday = last_friday_in_june(start.year)
    if start.month >= 4 and start <= friday:
        words = (
            f"Somebody who is {limit.value} and still in Year 11 can start only after {day(friday)}: "
            "move the first day, or check that who starts has left school"
        )
        yield Said("start", words, limit)


def least_months(offer: Offer, rules: Rules) -> int | None:
    """Return how many months it must last: longer when the week is short."""
    full = rules.on("apprenticeship.full_time_hours", offer)
    months = rules.on("apprenticeship.months", offer)
    if not months:
        return None
    hours = (week.longest_minutes(offer) or 0) / 60
    longer = full.value / hours if full and 0 < hours < full.value else 1
    return math.ceil(round(longer * int(months.value), 6))


@rule("apprenticeship.length", STOP, "apprenticeship.months", "apprenticeship.full_time_hours")
def length(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An apprenticeship lasts 8 months at least (12 before August 2025), longer under 30 hours a week."""
    months, limit = least_months(offer, rules), rules.on("apprenticeship.months", offer)
    if not _is_one(offer) or not months or not limit or not offer.start or not offer.end:
        return
    months = min(months, 240)
    earliest = months_after(offer.start, months) - timedelta(days=1)
    if offer.start <= offer.end < earliest:
        part_time = " with these hours" if months > limit.value else ""
        words = (
            f"An apprenticeship{part_time} must last at least {months} months: "
            f"the last day can be {day(earliest)} or later"
        )
        yield Said("end", words, limit)


@rule("apprenticeship.hours", WARN, "apprenticeship.least_hours", "apprenticeship.most_hours")
def hours(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An advert for an apprenticeship says 16 to 48 hours a week, training included."""
    least, most = (
        rules.on("apprenticeship.least_hours", offer),
        rules.on("apprenticeship.most_hours", offer),
    )
    worked = week.longest_minutes(offer)
    if not _is_one(offer) or not worked or not least or not most:
        return
    if worked < least.value * 60:
        words = (
            f"An apprenticeship usually has at least {least.value} hours a week, training included: "
            "add hours"
        )
        yield Said(hours_of(offer), words, least)
    elif most.value * 60 < (week.weekly_minutes(offer) or 0) <= week.WEEK:
        words = f"An apprenticeship has at most {most.value} hours a week: take some off"
        yield Said(hours_of(offer), words, most)


@rule("apprenticeship.level", STOP, "apprenticeship.levels")
def level(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Apprenticeships are at levels 2 to 7."""
    limit = rules.on("apprenticeship.levels", offer)
    if limit and _is_one(offer) and offer.level is not None:
        low, high = limit.value
        if not low <= offer.level <= high:
            words = f"An apprenticeship is at level {low} to {high}, not {offer.level}: change the level"
            yield Said("level", words, limit)


@rule("apprenticeship.level_7", WARN, "apprenticeship.level_7_oldest")
def level_7(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Training at level 7 is paid for up to age 21, and up to 24 for care leavers."""
    top = rules.on("apprenticeship.level_7_oldest", offer)
    if not top or not _is_one(offer) or offer.level != 7:
        return
    if offer.max_age is None or offer.max_age > top.value:
        words = (
            f"Training at level 7 is paid for up to age {top.value}, and for some up to 24: "
            "ask the training provider"
        )
        yield Said("level", words, top)


@rule("apprenticeship.provider", WARN, "apprenticeship.youngest")
def provider(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An apprenticeship names who gives the training."""
    limit = rules.on("apprenticeship.youngest", offer)
    named = offer.training_provider
    if limit and _is_one(offer) and named is not None and not named.strip():
        words = "Enter the training provider: without one it is a job, and is paid as one"
        yield Said("training_provider", words, limit)


RULES = (age, leaving, length, hours, level, level_7, provider)
