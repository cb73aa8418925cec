"""People still of compulsory school age; local byelaws may be stricter."""

from __future__ import annotations

from collections.abc import Iterator

from app.opportunities.law import hours, terms, week
from app.opportunities.law.saying import clock, hours_of, spoken, times
from app.opportunities.law.types import DAY_NAMES, STOP, WARN, Limit, Offer, Rules, Said, rule

FIELD = "week"
SCHOOL_ARRANGED = {"work_experience", "taster", "mentoring"}
NOT_WORK = {"mentoring"}
IN_LAST_TWO_YEARS = 14


def _school_may_arrange(offer: Offer) -> bool:
    # Education Act 1996, section 560: the last two years of school, arranged as part of schooling.
    return offer.kind in SCHOOL_ARRANGED and (offer.min_age or 16) >= IN_LAST_TWO_YEARS


def _days(offer: Offer) -> Iterator[tuple[str, int]]:
    for name, parts in week.by_day(week.stretches(offer.week)).items():
        yield name, week.worked_on(parts)


def _young_limit(offer: Offer, rules: Rules, what: str) -> Limit | None:
    younger = rules.on("child.younger_up_to", offer)
    low = offer.min_age if offer.min_age is not None else offer.max_age
    young = younger is not None and low is not None and low <= younger.value
    return rules.on(f"child.younger_{what}", offer) if young else None


@rule("hours.child_day", STOP, "child.day_hours")
def child_day(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of school age work 8 hours on a day at most, also in the holidays."""
    limit = rules.on("child.day_hours", offer)
    general = rules.on("young.day_hours", offer) if offer.admits_young_workers else None
    for name, worked in _days(offer) if limit and offer.admits_children else ():
        # Where the rule for everybody under 18 has spoken already, this one is silent.
        said = general is not None and worked > general.value * 60
        if limit and worked > limit.value * 60 and not said:
            words = (
                f"{DAY_NAMES[name]} is {spoken(worked)} of work. At school age the most is "
                f"{limit.value} hours"
            )
            yield Said(FIELD, words, limit)


@rule("hours.child_younger_day", STOP, "child.younger_day_hours", "child.younger_up_to")
def child_younger_day(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of 13 and 14 work 5 hours on a day at most, and only in the holidays."""
    limit, most = _young_limit(offer, rules, "day_hours"), rules.on("child.day_hours", offer)
    for name, worked in _days(offer) if limit and most and offer.admits_children else ():
        if limit and most and limit.value * 60 < worked <= most.value * 60:
            words = (
                f"{DAY_NAMES[name]} is {spoken(worked)} of work. At 14 and under the most is "
                f"{limit.value} hours, unless the school arranges it as work experience"
            )
            yield Said(FIELD, words, limit, WARN if _school_may_arrange(offer) else STOP)


@rule("hours.child_week", STOP, "child.week_hours")
def child_week(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of school age work 35 hours a week at most, also in the holidays."""
    limit, worked = rules.on("child.week_hours", offer), week.weekly_minutes(offer)
    if limit and offer.admits_children and worked and worked > limit.value * 60:
        words = f"This is {spoken(worked)} a week. At school age the most is {limit.value} hours"
        yield Said(hours_of(offer), words, limit)


@rule("hours.child_younger_week", STOP, "child.younger_week_hours", "child.younger_up_to")
def child_younger_week(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of 13 and 14 work 25 hours a week at most, and only in the holidays."""
    limit, most = _young_limit(offer, rules, "week_hours"), rules.on("child.week_hours", offer)
    worked = week.weekly_minutes(offer)
    if not limit or not most or not worked or not offer.admits_children:
        return
    if limit.value * 60 < worked <= most.value * 60:
        words = (
            f"This is {spoken(worked)} a week. At 14 and under the most is {limit.value} hours, "
            "unless the school arranges it as work experience"
        )
        yield Said(hours_of(offer), words, limit, WARN if _school_may_arrange(offer) else STOP)


@rule("hours.child_school_day", STOP, "child.school_day_hours", "child.term", "child.holidays")
def child_school_day(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of school age work 2 hours on a school day at most, unless the school arranges it."""
    limit = rules.on("child.school_day_hours", offer)
    if not limit or not offer.admits_children or _school_may_arrange(offer):
        return
    long = {n for n, worked in _days(offer) if worked > limit.value * 60} & terms.SCHOOL_DAYS
    if not long or terms.in_holidays(offer, rules):
        return
    sure = terms.in_term(offer, rules, long)
    end = "move this to the holidays" if sure else "say that this is in the holidays"
    words = f"On a school day people of school age work {limit.value} hours at most: {end}"
    yield Said(FIELD, words, limit, STOP if sure else WARN)


@rule("hours.child_term_week", STOP, "child.term_week_hours", "child.term", "child.holidays")
def child_term_week(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of school age work 12 hours a week in term time at most, unless the school arranges it."""
    limit, worked = rules.on("child.term_week_hours", offer), week.weekly_minutes(offer)
    if not limit or not offer.admits_children or _school_may_arrange(offer):
        return
    if not worked or worked <= limit.value * 60 or terms.in_holidays(offer, rules):
        return
    sure = terms.in_term(offer, rules, set(DAY_NAMES))
    end = (
        "take some off, or move it to the holidays" if sure else "say that this is in the holidays"
    )
    words = f"In term time people of school age work {limit.value} hours a week at most: {end}"
    yield Said(hours_of(offer), words, limit, STOP if sure else WARN)


@rule("hours.child_sunday", STOP, "child.sunday_hours")
def child_sunday(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of school age work 2 hours on a Sunday at most."""
    limit = rules.on("child.sunday_hours", offer)
    worked = dict(_days(offer)).get("sun", 0)
    if limit and offer.admits_children and worked > limit.value * 60:
        words = (
            f"Sunday is {spoken(worked)} of work. At school age the most on a Sunday is "
            f"{limit.value} hours"
        )
        yield Said(FIELD, words, limit)


@rule("break.child", STOP, "child.break_after_minutes", "child.break_minutes")
def child_break(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of school age have a break of an hour when a day is longer than four hours."""
    least = rules.on("child.break_minutes", offer)
    for name, rest in hours.short_breaks(offer, rules, "child") if offer.admits_children else ():
        if least and rest is not None:
            words = (
                f"{DAY_NAMES[name]} has a break of {rest} minutes. Give people of school age "
                f"{least.value} minutes: the law asks for it when a day is longer than four hours"
            )
            yield Said(FIELD, words, least)


@rule("night.child", STOP, "child.hours_of_day")
def child_times(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People of school age work between 7am and 7pm."""
    limit = rules.on("child.hours_of_day", offer)
    if not limit or not offer.admits_children:
        return
    opens, shuts = times(limit.value)
    for part in week.stretches(offer.week):
        if week.inside(part, shuts, opens):
            first, last = map(clock, limit.value)
            words = (
                f"{DAY_NAMES[part.day]} must lie between {first} and {last} for people of school age: "
                "change the times, or offer it to people who have left school"
            )
            yield Said(FIELD, words, limit)
            return


@rule("age.too_young", STOP, "child.youngest")
def too_young(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nobody under 13 works."""
    limit, low = rules.on("child.youngest", offer), _lowest(offer)
    if limit and low is not None and low < limit.value:
        words = f"Nobody under {limit.value} may work: raise the youngest age"
        grave = WARN if offer.kind in NOT_WORK else STOP
        yield Said("min_age" if offer.min_age is not None else "max_age", words, limit, grave)


def _lowest(offer: Offer) -> int | None:
    return offer.min_age if offer.min_age is not None else offer.max_age


@rule("age.light_work", WARN, "child.youngest", "child.ordinary_youngest")
def light_work(offer: Offer, rules: Rules) -> Iterator[Said]:
    """At 13 people do only the light work that the council’s byelaws list."""
    least, usual = rules.on("child.youngest", offer), rules.on("child.ordinary_youngest", offer)
    low = offer.min_age
    if least and usual and low is not None and least.value <= low < usual.value:
        words = (
            f"Under {usual.value} only light work that the council’s byelaws list is allowed: "
            "ask the council"
        )
        yield Said("min_age", words, usual)


@rule("age.permit", WARN, "child.permit")
def permit(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Work at school age needs the council’s permit, unless the school arranges it."""
    limit = rules.on("child.permit", offer)
    free = _school_may_arrange(offer) or offer.kind in {*NOT_WORK, "apprenticeship"}
    if limit and limit.value and offer.admits_children and not free:
        words = "Ask the council for a child employment permit within a week of the start"
        yield Said("min_age", words, limit)


@rule("age.school_age", WARN, "school.leaving")
def still_at_school(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nearly everybody under 16 is still of school age: it ends on the last Friday in June of Year 11."""
    limit, low = rules.on("school.leaving", offer), offer.min_age
    if not limit or low is None:
        return
    if offer.school_age is False and low < 16:
        words = (
            "People under 16 are still of school age: raise the youngest age, or welcome school age"
        )
        yield Said("min_age", words, limit, STOP if low < 15 else WARN)
    elif offer.school_age and low > 16:
        words = f"Nobody of {low} is of school age any more: lower the youngest age, or change this"
        yield Said("school_age", words, limit)


RULES = (
    child_day,
    child_younger_day,
    child_week,
    child_younger_week,
    child_school_day,
    child_term_week,
    child_sunday,
    child_break,
    child_times,
    too_young,
    light_work,
    permit,
    still_at_school,
)
