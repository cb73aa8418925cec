"""Dates in an order that is possible, and ages that make sense."""

from __future__ import annotations

from collections.abc import Iterator

from app.opportunities.law.types import STOP, WARN, Finding, Offer, Rules

ORDER = "Dates have to be in an order that is possible"


def check_order(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """It ends after it starts, and closes before it is over."""
    if offer.start and offer.end and offer.end < offer.start:
        yield Finding(
            "dates.order", STOP, "end", "Enter a last day that is after the first day", ORDER
        )
    if not offer.closes:
        return
    if offer.end and offer.closes > offer.end:
        words = "Enter a closing date before the last day: nobody can join once it is over"
        yield Finding("dates.closes_after_end", STOP, "closes", words, ORDER)
    elif offer.start and offer.closes > offer.start:
        words = "The closing date is after the first day: check that people can still join later"
        yield Finding("dates.closes_after_start", WARN, "closes", words, ORDER)


def check_past(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Nobody can apply for what is over."""
    if offer.end and offer.end < rules.as_of:
        yield Finding(
            "dates.over", STOP, "end", "The last day has passed: enter a later one", ORDER
        )
    elif offer.closes and offer.closes < rules.as_of:
        words = "The closing date has passed: enter a later one"
        yield Finding("dates.closed", STOP, "closes", words, ORDER)
    elif offer.start and offer.start < rules.as_of:
        words = "The first day has passed: check that people can still join"
        yield Finding("dates.started", WARN, "start", words, ORDER)


def check_ages(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """The youngest is not older than the oldest, and is not too young to work."""
    low, high = offer.min_age, offer.max_age
    if low is not None and high is not None and low > high:
        words = "Enter an oldest age that is not under the youngest age"
        yield Finding(
            "age.order", STOP, "max_age", words, "Ages have to be in an order that is possible"
        )
    youngest = rules.on("child.youngest", offer)
    if youngest and low is not None and low < youngest.value:
        words = f"Nobody under {youngest.value} may work: raise the youngest age"
        yield Finding("age.too_young", STOP, "min_age", words, youngest.source)


def check_school_age(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Under 16 nearly everybody is still of compulsory school age."""
    if offer.school_age is not False or offer.min_age is None or offer.min_age >= 16:
        return
    source = "Education Act 1996, section 8: school age ends on the last Friday in June of Year 11"
    words = "People under 16 are still of school age: raise the youngest age, or welcome school age"
    yield Finding("age.school_age", STOP if offer.min_age < 15 else WARN, "min_age", words, source)


RULES = (check_order, check_past, check_ages, check_school_age)
