"""Hours, breaks, rest and night: what is possible, for people under 18, and for adults."""

from __future__ import annotations

from collections.abc import Iterator

from app.opportunities.law import week
from app.opportunities.law.saying import hours_of, spoken, times
from app.opportunities.law.types import DAY_NAMES, STOP, WARN, Offer, Rules, Said, rule

FIELD = "week"
POSSIBLE = "A week has to be possible before the law can be looked at"


@rule("hours.shift", STOP)
def shift(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A shift starts and ends at different times."""
    for part in offer.week:
        if part.starts == part.ends:
            name = DAY_NAMES[part.day]
            words = f"{name} starts and ends at the same time: change one of them"
            yield Said(FIELD, words, POSSIBLE)


@rule("break.too_long", STOP)
def break_too_long(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A break is shorter than its shift."""
    for name, parts in week.by_day(week.stretches(offer.week)).items():
        if any((part.break_minutes or 0) >= part.length for part in parts):
            words = f"The break on {DAY_NAMES[name]} is as long as the shift: make it shorter"
            yield Said(FIELD, words, POSSIBLE)


@rule("hours.overlap", STOP)
def overlap(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nobody is in two shifts at the same time."""
    found = week.overlap(week.stretches(offer.week), repeats=offer.repeats)
    if found:
        words = f"The shift on {DAY_NAMES[found.day]} begins before another one ends: change one"
        yield Said(FIELD, words, POSSIBLE)


@rule("hours.impossible", STOP)
def impossible(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A week has no more than 168 hours."""
    worked = week.weekly_minutes(offer)
    if worked and worked > week.WEEK:
        words = "There are 168 hours in a week: enter the hours of one week"
        yield Said(hours_of(offer), words, POSSIBLE)


@rule("hours.two_totals", WARN)
def two_totals(offer: Offer, rules: Rules) -> Iterator[Said]:
    """The hours a week that are said are the hours of the week that is drawn, so that all are paid."""
    if not offer.week or offer.hours_per_week is None:
        return
    said = float(offer.hours_per_week) * 60
    least, most = week.weekly_minutes(offer) or 0, week.longest_minutes(offer) or 0
    if not least - 30 <= said <= most + 30:
        words = (
            f"The week adds up to {spoken(least)}, and {spoken(said)} are said: "
            "make them the same, and pay every hour"
        )
        yield Said("hours_per_week", words, "National Minimum Wage Act 1998, section 1")


@rule("hours.young_day", STOP, "young.day_hours")
def young_day(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nobody under 18 works more than 8 hours on a day."""
    limit = rules.on("young.day_hours", offer)
    if not limit or not offer.admits_young_workers:
        return
    for name, parts in week.by_day(week.stretches(offer.week)).items():
        if (worked := week.worked_on(parts)) > limit.value * 60:
            words = (
                f"{DAY_NAMES[name]} is {spoken(worked)} of work. Under 18 the most is {limit.value} "
                "hours a day: shorten it, or offer this to people of 18 and over"
            )
            yield Said(FIELD, words, limit)


@rule("hours.young_week", STOP, "young.week_hours")
def young_week(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nobody under 18 works more than 40 hours in a week, whatever they agree to."""
    limit, worked = rules.on("young.week_hours", offer), week.weekly_minutes(offer)
    if limit and offer.admits_young_workers and worked and worked > limit.value * 60:
        words = (
            f"This is {spoken(worked)} a week. Under 18 the most is {limit.value}: "
            "take some off, or offer it to people of 18 and over"
        )
        yield Said(hours_of(offer), words, limit)


@rule("hours.adult_week", WARN, "adult.week_hours")
def adult_week(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Adults work more than 48 hours a week only if they agree to it in writing."""
    limit, worked = rules.on("adult.week_hours", offer), week.weekly_minutes(offer)
    adults = limit and not offer.admits_under_18s
    if limit and adults and worked and limit.value * 60 < worked <= week.WEEK:
        words = (
            f"This is {spoken(worked)} a week. More than {limit.value} on average needs the person’s "
            "own agreement in writing"
        )
        yield Said(hours_of(offer), words, limit)


def short_breaks(offer: Offer, rules: Rules, whom: str) -> Iterator[tuple[str, int | None]]:
    """Yield each day that needs a break it has not, with the longest it has; None if not said."""
    after, least = (
        rules.on(f"{whom}.break_after_minutes", offer),
        rules.on(f"{whom}.break_minutes", offer),
    )
    if not after or not least:
        return
    for name, parts in week.by_day(week.stretches(offer.week)).items():
        rest = week.rest_within(parts)
        # What counts is how long the day is without a break: a short one does not shorten it.
        worked = sum(part.length - (part.break_minutes or 0) for part in parts)
        if worked > after.value and (rest is None or rest < least.value):
            yield name, rest


@rule("break.young", STOP, "young.break_after_minutes", "young.break_minutes")
def young_break(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Under 18 there is a break of 30 minutes when a day is longer than four and a half hours."""
    least = rules.on("young.break_minutes", offer)
    for name, rest in short_breaks(offer, rules, "young") if offer.admits_young_workers else ():
        if least and rest is not None:
            words = (
                f"{DAY_NAMES[name]} has a break of {rest} minutes. Give at least {least.value}: "
                "the law asks for it under 18 when a day is longer than four and a half hours"
            )
            yield Said(FIELD, words, least)


@rule("break.not_said", WARN, "young.break_minutes")
def break_not_said(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A day that needs a break for people under 18 says how long the break is."""
    least = rules.on("young.break_minutes", offer)
    if least and offer.admits_under_18s:
        names = [DAY_NAMES[n] for n, r in short_breaks(offer, rules, "young") if r is None]
        if names:
            words = (
                f"Say how long the break on {names[0]} is: under 18 it is at least {least.value} "
                "minutes when a day is longer than four and a half hours"
            )
            yield Said(FIELD, words, least)


@rule(
    "break.adult",
    STOP,
    "adult.break_after_minutes",
    "adult.break_minutes",
    "adult.break_sectors",
)
def adult_break(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Adults have a break of 20 minutes when a day is longer than six hours."""
    least = rules.on("adult.break_minutes", offer)
    if not least or offer.admits_under_18s:
        return
    for name, rest in short_breaks(offer, rules, "adult"):
        if rest is not None:
            words = (
                f"{DAY_NAMES[name]} has a break of {rest} minutes. Give at least {least.value}: "
                "the law asks for it when a day is longer than six hours"
            )
            yield Said(FIELD, words, least, WARN if special(offer, rules) else STOP)


def special(offer: Offer, rules: Rules) -> bool:
    """Say whether it is in a sector where adults’ rest may be made up for later."""
    limit = rules.on("adult.break_sectors", offer)
    return bool(limit and offer.sector in limit.value)


def short_rests(offer: Offer, rules: Rules, whom: str) -> Iterator[tuple[str, int]]:
    """Yield each rest between two days that is too short, as “Monday and Tuesday”, with its minutes."""
    limit = rules.on(f"{whom}.daily_rest_hours", offer)
    if not limit:
        return
    for one, other, rest in week.daily_rests(week.stretches(offer.week), repeats=offer.repeats):
        if 0 <= rest < limit.value * 60:
            # Who comes much earlier on the next day changes shifts, which the law knows for adults.
            changes = other.begins % week.DAY <= one.begins % week.DAY - 120
            if whom == "young" or not changes:
                yield f"{DAY_NAMES[one.day]} and {DAY_NAMES[other.day]}", rest


@rule("rest.young_daily", STOP, "young.daily_rest_hours")
def young_daily_rest(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Under 18 there are 12 hours off between two days."""
    limit = rules.on("young.daily_rest_hours", offer)
    for days, rest in short_rests(offer, rules, "young") if offer.admits_young_workers else ():
        if limit:
            words = (
                f"Between {days} there are {spoken(rest)} off. Under 18 it is at least "
                f"{limit.value} hours: end earlier or start later"
            )
            yield Said(FIELD, words, limit)


@rule("rest.young_weekly", STOP, "young.weekly_rest_hours")
def young_weekly_rest(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Under 18 there are 48 hours off in a row each week."""
    limit, parts = rules.on("young.weekly_rest_hours", offer), week.stretches(offer.week)
    if limit and parts and offer.admits_young_workers:
        rest = week.longest_rest(parts)
        if rest < limit.value * 60:
            words = (
                f"The longest time off in a row is {spoken(rest)}. Under 18 it is at least "
                f"{limit.value} hours each week: leave two days in a row free"
            )
            yield Said(FIELD, words, limit)


@rule("rest.adult_daily", STOP, "adult.daily_rest_hours")
def adult_daily_rest(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Adults have 11 hours off between two days."""
    limit = rules.on("adult.daily_rest_hours", offer)
    for days, rest in () if offer.admits_under_18s else short_rests(offer, rules, "adult"):
        if limit:
            words = (
                f"Between {days} there are {spoken(rest)} off: leave at least {limit.value} hours"
            )
            yield Said(FIELD, words, limit, WARN if special(offer, rules) else STOP)


@rule("rest.adult_change", WARN, "adult.daily_rest_hours")
def adult_change(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Adults who change from a late to an early shift may have less than 11 hours off, if they are
    given as much rest soon after."""
    limit = rules.on("adult.daily_rest_hours", offer)
    if not limit or offer.admits_under_18s:
        return
    parts = week.stretches(offer.week)
    kept = {days for days, _ in short_rests(offer, rules, "adult")}
    for one, other, rest in week.daily_rests(parts, repeats=offer.repeats):
        days = f"{DAY_NAMES[one.day]} and {DAY_NAMES[other.day]}"
        if 0 <= rest < limit.value * 60 and days not in kept:
            words = (
                f"Between {days} there are {spoken(rest)} off. Less than {limit.value} hours is only "
                "for a change of shifts, with as much rest soon after"
            )
            yield Said(FIELD, words, limit)


@rule("rest.adult_weekly", STOP, "adult.weekly_rest_hours")
def adult_weekly_rest(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Adults have 24 hours off in a row each week, or 48 in two weeks."""
    limit, parts = rules.on("adult.weekly_rest_hours", offer), week.stretches(offer.week)
    if not limit or not parts or offer.admits_under_18s:
        return
    rest = week.longest_rest(parts)
    if rest < limit.value * 60:
        short = offer.days is not None and offer.days <= 14  # the rest may come after it
        words = (
            f"The longest time off in a row is {spoken(rest)}: leave at least {limit.value} hours "
            "each week"
        )
        yield Said(FIELD, words, limit, WARN if short or special(offer, rules) else STOP)


@rule("night.adult", WARN, "adult.night_time", "adult.night_least_hours", "adult.night_hours")
def adult_night(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Adults who work at night work 8 hours a day on average, and are offered a health check."""
    night, least, most = (
        rules.on("adult.night_time", offer),
        rules.on("adult.night_least_hours", offer),
        rules.on("adult.night_hours", offer),
    )
    if not night or not least or not most or offer.admits_under_18s:
        return
    parts = week.stretches(offer.week)
    at_night = [p for p in parts if week.inside(p, *times(night.value)) >= least.value * 60]
    long = next((part for part in at_night if part.worked > most.value * 60), None)
    if long:
        words = (
            f"The night of {DAY_NAMES[long.day]} is {spoken(long.worked)} of work. Night workers have "
            f"{most.value} hours on average, and a free health check"
        )
        yield Said(FIELD, words, most)


RULES = (
    shift,
    break_too_long,
    overlap,
    impossible,
    two_totals,
    young_day,
    young_week,
    adult_week,
    young_break,
    break_not_said,
    adult_break,
    young_daily_rest,
    young_weekly_rest,
    adult_daily_rest,
    adult_change,
    adult_weekly_rest,
    adult_night,
)
