"""Hours of people still of compulsory school age; local byelaws may be stricter."""

from __future__ import annotations

from collections.abc import Iterator

from app.opportunities.law import week
from app.opportunities.law.hours import hours_of, spoken, times
from app.opportunities.law.types import DAY_NAMES, STOP, WARN, Finding, Offer, Rules

FIELD = "week"
SCHOOL_ARRANGED = {"work_experience", "taster", "mentoring"}
SCHOOL_DAYS = {"mon", "tue", "wed", "thu", "fri"}


def _days(offer: Offer) -> Iterator[tuple[str, int]]:
    for day, parts in week.by_day(week.stretches(offer.week)).items():
        yield day, week.worked_on(parts)


def _name(offer: Offer, rules: Rules, what: str) -> str:
    younger = rules.on("child.younger_up_to", offer)
    low = offer.min_age if offer.min_age is not None else offer.max_age
    young = younger is not None and low is not None and low <= younger.value
    return f"child.younger_{what}" if young else f"child.{what}"


def check_day(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A child’s longest day, in the holidays."""
    limit = rules.on(_name(offer, rules, "day_hours"), offer)
    # Above the limit of every worker under 18 that rule has spoken already.
    general = rules.on("young.day_hours", offer)
    for day, worked in _days(offer) if limit and offer.admits_children else ():
        said = general is not None and worked > general.value * 60
        if limit and worked > limit.value * 60 and not said:
            words = (
                f"{DAY_NAMES[day]} is {spoken(worked)} of work. At 14 and under the most is "
                f"{limit.value} hours, and only in the holidays"
            )
            yield Finding("hours.child_day", STOP, FIELD, words, limit.source)


def check_week(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A child’s longest week, in the holidays."""
    limit = rules.on(_name(offer, rules, "week_hours"), offer)
    worked = week.weekly_minutes(offer)
    if limit and offer.admits_children and worked and worked > limit.value * 60:
        words = (
            f"This is {spoken(worked)} a week. At this school age the most is {limit.value}, "
            "and only in the holidays"
        )
        yield Finding("hours.child_week", STOP, hours_of(offer), words, limit.source)


def check_term(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """What is lawful in the holidays may not be in term time."""
    day, total = rules.on("child.school_day_hours", offer), rules.on("child.term_week_hours", offer)
    if not day or not total or not offer.admits_children or offer.kind in SCHOOL_ARRANGED:
        return
    long_day = any(name in SCHOOL_DAYS and worked > day.value * 60 for name, worked in _days(offer))
    if long_day or (week.weekly_minutes(offer) or 0) > total.value * 60:
        words = (
            f"In term time people of school age work at most {day.value} hours on a school day "
            f"and {total.value} a week: say that this is in the holidays"
        )
        yield Finding("hours.child_term", WARN, hours_of(offer), words, total.source)


def check_sunday(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A child’s Sunday is short."""
    limit = rules.on("child.sunday_hours", offer)
    worked = dict(_days(offer)).get("sun", 0)
    if limit and offer.admits_children and worked > limit.value * 60:
        words = f"On a Sunday people of school age work {limit.value} hours at most"
        yield Finding("hours.child_sunday", STOP, FIELD, words, limit.source)


def check_breaks(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A child has an hour’s break after four hours."""
    after, least = (
        rules.on("child.break_after_minutes", offer),
        rules.on("child.break_minutes", offer),
    )
    if not after or not least or not offer.admits_children:
        return
    for day, parts in week.by_day(week.stretches(offer.week)).items():
        rest = week.rest_within(parts)
        if week.worked_on(parts) > after.value and rest is not None and rest < least.value:
            words = (
                f"Give people of school age a break of {least.value} minutes on {DAY_NAMES[day]}: "
                "the law asks for it after four hours"
            )
            yield Finding("break.child", STOP, FIELD, words, least.source)


def check_times(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A child does not work before 7 in the morning or after 7 in the evening."""
    limit = rules.on("child.hours_of_day", offer)
    if not limit or not offer.admits_children:
        return
    opens, shuts = times(limit.value)
    for part in week.stretches(offer.week):
        if week.inside(part, shuts, opens):
            words = f"{DAY_NAMES[part.day]} must lie between 7am and 7pm for people of school age"
            yield Finding("night.child", STOP, FIELD, words, limit.source)
            return


def check_permit(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A child at work needs the council’s permit, unless the school arranged it."""
    limit = rules.on("child.permit", offer)
    if limit and offer.admits_children and offer.kind not in {*SCHOOL_ARRANGED, "apprenticeship"}:
        words = "Ask the council for a child employment permit within a week of the start"
        yield Finding("age.permit", WARN, "min_age", words, limit.source)


RULES = (check_day, check_week, check_term, check_sunday, check_breaks, check_times, check_permit)
