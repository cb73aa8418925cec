"""Dates in an order that is possible, and ages that make sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.opportunities.law import hours, night
from app.opportunities.law.saying import day, months_after
from app.opportunities.law.types import STOP, WARN, Offer, Rules, Said, rule
from app.opportunities.law.week import weekly_minutes

ORDER = "Dates have to be in an order that is possible"
ROLLING = {"supported", "mentoring"}
EMPLOYED = {"job", "internship", "apprenticeship"}


@rule("dates.order", STOP)
def order(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An offer ends on or after the day it starts."""
    if offer.start and offer.end and offer.end < offer.start:
        words = (
            f"It starts on {day(offer.start)} and ends on {day(offer.end)}: enter a later last day"
        )
        yield Said("end", words, ORDER)


@rule("dates.closes_after_end", STOP)
def closes_after_end(offer: Offer, rules: Rules) -> Iterator[Said]:
    """People can apply only until it is over."""
    if offer.closes and offer.end and offer.closes > offer.end:
        words = "Enter a closing date before the last day: nobody can join once it is over"
        yield Said("closes", words, ORDER)


@rule("dates.closes_after_start", STOP, "dates.work_experience_days")
def closes_after_start(offer: Offer, rules: Rules) -> Iterator[Said]:
    """The closing date is not after the first day, unless people can join as it goes on."""
    if not offer.closes or not offer.start or offer.closes <= offer.start:
        return
    if offer.end and offer.closes > offer.end:
        return
    limit = rules.on("dates.work_experience_days", offer)
    long = limit is not None and (offer.days or 0) > limit.value and offer.kind not in EMPLOYED
    joins = long or offer.kind in ROLLING
    end = "check that people can still join then" if joins else "close earlier, or start later"
    words = (
        f"The closing date, {day(offer.closes)}, is after the first day, {day(offer.start)}: {end}"
    )
    yield Said("closes", words, ORDER, WARN if joins else STOP)


@rule("dates.over", STOP)
def over(offer: Offer, rules: Rules) -> Iterator[Said]:
    """The last day is still to come."""
    if offer.end and offer.end < rules.as_of:
        yield Said("end", f"The last day, {day(offer.end)}, has passed: enter a later one", ORDER)


@rule("dates.closed", STOP)
def closed(offer: Offer, rules: Rules) -> Iterator[Said]:
    """The closing date is still to come."""
    if offer.closes and offer.closes < rules.as_of and not (offer.end and offer.end < rules.as_of):
        words = f"The closing date, {day(offer.closes)}, has passed: enter a later one"
        yield Said("closes", words, ORDER)


@rule("dates.started", WARN)
def started(offer: Offer, rules: Rules) -> Iterator[Said]:
    """If the first day has passed, people can still join."""
    past = any(at and at < rules.as_of for at in (offer.end, offer.closes))
    if offer.start and offer.start < rules.as_of and not past:
        words = f"The first day, {day(offer.start)}, has passed: check that people can still join"
        yield Said("start", words, ORDER)


@rule("dates.far", WARN, "dates.far_months")
def far(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A first day or closing date years ahead is usually a slip of the year."""
    limit = rules.limit("dates.far_months", rules.as_of)
    latest = months_after(rules.as_of, limit.value) if limit else None
    for name in ("start", "closes"):
        at = getattr(offer, name)
        if limit and latest and at and at > latest:
            yield Said(
                name, f"Check the year: {day(at)} is more than {limit.value} months ahead", limit
            )


@rule("dates.long", WARN, "dates.work_experience_days", "dates.taster_days")
def long(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Work experience lasts a term at most, a taster a few days; what is longer is usually a job."""
    key = {"work_experience": "dates.work_experience_days", "taster": "dates.taster_days"}
    limit = rules.on(key.get(offer.kind, ""), offer)
    studies = offer.unpaid_basis == "course"  # whose length has a rule of its own
    if limit and offer.days and offer.days > limit.value and not studies:
        name = "a taster" if offer.kind == "taster" else "work experience"
        words = (
            f"This lasts {offer.days} days, which is long for {name}: end earlier, or make it a job"
        )
        yield Said("end", words, limit)


@rule("age.order", STOP)
def ages(offer: Offer, rules: Rules) -> Iterator[Said]:
    """The oldest age is not under the youngest."""
    if offer.min_age is not None and offer.max_age is not None and offer.min_age > offer.max_age:
        words = (
            f"Nobody is both {offer.min_age} or over and {offer.max_age} or under: "
            "enter an oldest age that is not under the youngest"
        )
        yield Said("max_age", words, "Ages have to be in an order that is possible")


@rule("age.programme", WARN, "age.programme")
def programme(offer: Offer, rules: Rules) -> Iterator[Said]:
    """The programme is for people of 16 to 25; some of them must be welcome."""
    limit = rules.on("age.programme", offer)
    if not limit:
        return
    low, high = limit.value
    if offer.min_age is not None and offer.min_age > high:
        words = f"The programme is for people of {low} to {high}: lower the youngest age"
        yield Said("min_age", words, limit)
    elif offer.max_age is not None and offer.max_age < low and not offer.school_age:
        words = f"The programme is for people of {low} to {high}: raise the oldest age"
        yield Said("max_age", words, limit)


@rule("age.reasons", WARN, "age.reasons", "age.programme")
def reasons(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Paid work is open to every age the programme is for, unless there is a good reason. The law, a
    licence, or training that is only paid for up to an age are good reasons."""
    limit, whole = rules.on("age.reasons", offer), rules.on("age.programme", offer)
    if not limit or not whole or offer.kind not in EMPLOYED or offer.only_children:
        return
    if offer.max_age is None:
        return
    if offer.max_age < whole.value[1] - 1 and (offer.min_age or 0) <= offer.max_age:
        words = (
            f"Say why nobody over {offer.max_age} may do this: an age limit on paid work needs a good "
            "reason, like training that is paid for up to an age"
        )
        yield Said("max_age", words, limit)


@rule("age.learning", WARN, "young.training_hours")
def learning(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Until 18 people who work 20 hours a week or more also learn: a course or training of about a
    day a week."""
    limit, worked = rules.on("young.training_hours", offer), weekly_minutes(offer)
    if not limit or offer.kind != "job" or not offer.admits_young_workers or not worked:
        return
    if worked >= limit.value * 60 and (offer.days is None or offer.days >= 56):
        words = "Until 18 a job like this goes with a course or training: plan about a day a week for it"
        yield Said("min_age", words, limit)


YOUNG_RULES = (
    hours.young_day,
    hours.young_week,
    hours.young_break,
    hours.young_daily_rest,
    hours.young_weekly_rest,
    night.young_deep_night,
    night.young_night,
)


@rule("age.not_said", WARN, "young.day_hours")
def youngest_not_said(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Hours that are not lawful under 18 say that nobody under 18 may come."""
    limit = rules.on("young.day_hours", offer)
    if not limit or offer.min_age is not None or offer.admits_under_18s:
        return
    young = replace(offer, min_age=16)
    found = [f for each in YOUNG_RULES for f in each(young, rules) if f.stops]
    if found:
        words = f"Say the youngest age. Under 18 this would not be allowed: {found[0].words}"
        yield Said("min_age", words, limit)


RULES = (
    order,
    closes_after_end,
    closes_after_start,
    over,
    closed,
    started,
    far,
    long,
    ages,
    programme,
    reasons,
    learning,
    youngest_not_said,
)
