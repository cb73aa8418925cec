"""Hours, breaks, rest and night for workers under 18, and the limits for adults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from app.opportunities.law import week
from app.opportunities.law.types import DAY_NAMES, STOP, WARN, Finding, Offer, Rules

FIELD = "week"


def hours_of(offer: Offer) -> str:
    """Return the field that says the hours."""
    return "week" if offer.week else "hours_per_week"


def spoken(minutes: float) -> str:
    """Return 8 hours, 7 and a half hours or 7 hours 20 minutes."""
    hours, rest = divmod(round(minutes), 60)
    whole = f"{hours} hour{'' if hours == 1 else 's'}"
    return {0: whole, 30: f"{hours} and a half hours"}.get(rest, f"{whole} {rest} minutes")


def check_shifts(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A shift must be possible: start and end differ, the break fits, shifts do not overlap."""
    source = "A week has to be possible before the law can be looked at"
    for shift in offer.week:
        if shift.starts == shift.ends:
            words = f"{DAY_NAMES[shift.day]} starts and ends at the same time: change one of them"
            yield Finding("hours.shift", STOP, FIELD, words, source)
    for day, parts in week.by_day(week.stretches(offer.week)).items():
        if any((part.break_minutes or 0) >= part.length for part in parts):
            words = f"The break on {DAY_NAMES[day]} is as long as the shift: make it shorter"
            yield Finding("hours.break_too_long", STOP, FIELD, words, source)
        if week.overlaps(parts):
            words = f"Two shifts on {DAY_NAMES[day]} overlap: change one of them"
            yield Finding("hours.overlap", STOP, FIELD, words, source)


def check_young_day(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Nobody under 18 works more than eight hours on a day."""
    limit = rules.on("young.day_hours", offer)
    if not limit or not offer.admits_under_18s:
        return
    for day, parts in week.by_day(week.stretches(offer.week)).items():
        if (worked := week.worked_on(parts)) > limit.value * 60:
            words = (
                f"{DAY_NAMES[day]} is {spoken(worked)} of work. Under 18 the most is {limit.value} hours "
                "a day: shorten it, or offer this to people of 18 and over"
            )
            yield Finding("hours.young_day", STOP, FIELD, words, limit.source)


def check_young_week(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Nobody under 18 works more than forty hours in a week."""
    limit, worked = rules.on("young.week_hours", offer), week.weekly_minutes(offer)
    if limit and offer.admits_under_18s and worked and worked > limit.value * 60:
        words = (
            f"This is {spoken(worked)} a week. Under 18 the most is {limit.value}: "
            "take some off, or offer it to people of 18 and over"
        )
        yield Finding("hours.young_week", STOP, hours_of(offer), words, limit.source)


def check_adult_week(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Adults may agree to more than 48 hours, in writing."""
    limit, worked = rules.on("adult.week_hours", offer), week.weekly_minutes(offer)
    if worked and worked > week.WEEK:
        words = "There are 168 hours in a week: enter the hours of one week"
        yield Finding("hours.impossible", STOP, hours_of(offer), words, "A week has 168 hours")
    elif limit and not offer.admits_under_18s and worked and worked > limit.value * 60:
        words = f"More than {limit.value} hours a week needs the person’s own agreement in writing"
        yield Finding("hours.adult_week", WARN, hours_of(offer), words, limit.source)


def check_breaks(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A break of half an hour under 18, of twenty minutes for adults, in a long day."""
    young = offer.admits_under_18s
    whom = "young" if young else "adult"
    after, least = (
        rules.on(f"{whom}.break_after_minutes", offer),
        rules.on(f"{whom}.break_minutes", offer),
    )
    if not after or not least or offer.only_children:
        return
    for day, parts in week.by_day(week.stretches(offer.week)).items():
        rest = week.rest_within(parts)
        if week.worked_on(parts) > after.value and rest is not None and rest < least.value:
            who = "for anybody under 18" if young else "of adults"
            words = (
                f"Give a break of at least {least.value} minutes on {DAY_NAMES[day]}: "
                f"the law asks for it {who} after {spoken(after.value)}"
            )
            yield Finding(f"break.{whom}", STOP if young else WARN, FIELD, words, least.source)


def _repeats(offer: Offer) -> bool:
    return offer.days is None or offer.days > 7


def check_daily_rest(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Twelve hours off between two days under 18, eleven for adults."""
    whom = "young" if offer.admits_under_18s else "adult"
    limit = rules.on(f"{whom}.daily_rest_hours", offer)
    if not limit:
        return
    for last, first, rest in week.daily_rests(week.stretches(offer.week), repeats=_repeats(offer)):
        if 0 <= rest < limit.value * 60:
            words = (
                f"Between {DAY_NAMES[last.day]} and {DAY_NAMES[first.day]} there are {spoken(rest)} off: "
                f"leave at least {limit.value} hours"
            )
            severity = STOP if whom == "young" else WARN
            yield Finding(f"rest.{whom}_daily", severity, FIELD, words, limit.source)


def check_weekly_rest(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Two days off in a row under 18, one for adults."""
    whom = "young" if offer.admits_under_18s else "adult"
    limit = rules.on(f"{whom}.weekly_rest_hours", offer)
    parts = week.stretches(offer.week)
    if not limit or not parts:
        return
    rest = week.longest_rest(parts)
    if rest < limit.value * 60:
        words = (
            f"Leave {limit.value} hours off in a row each week: the longest here is {spoken(rest)}"
        )
        severity = STOP if whom == "young" else WARN
        yield Finding(f"rest.{whom}_weekly", severity, FIELD, words, limit.source)


def times(value: list[str]) -> tuple[int, int]:
    """Return two times of day from the reference rows, in minutes."""
    first, last = (week.minutes(time.fromisoformat(text)) for text in value)
    return first, last


def check_young_night(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Under 18 nobody works at night: 10pm to 6am, or 11pm to 7am where the contract says so."""
    usual, agreed = rules.on("young.night", offer), rules.on("young.night_by_contract", offer)
    if not usual or not agreed or not offer.admits_under_18s:
        return
    parts = week.stretches(offer.week)
    at_night = [part for part in parts if week.inside(part, *times(usual.value))]
    if not at_night:
        return
    name = DAY_NAMES[at_night[0].day]
    if any(week.inside(part, *times(agreed.value)) for part in parts):
        words = (
            f"{name} reaches into the night. Nobody under 18 may work between 10pm and 6am: "
            "change the times, or offer it to people of 18 and over"
        )
        yield Finding("night.young", STOP, FIELD, words, usual.source)
    else:
        words = (
            f"{name} ends after 10pm. Under 18 this needs a contract that says so, "
            "an end by 11pm and no start before 7am"
        )
        yield Finding("night.young_contract", WARN, FIELD, words, agreed.source)


RULES = (
    check_shifts,
    check_young_day,
    check_young_week,
    check_adult_week,
    check_breaks,
    check_daily_rest,
    check_weekly_rest,
    check_young_night,
)
