"""Minimum wage: for the ages allowed, on the dates offered, rises and birthdays in between included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.opportunities.law import week
from app.opportunities.law.saying import day, months_after, pounds, spoken, whole_years
from app.opportunities.law.types import STOP, WARN, Offer, Rules, Said, Wage, rule

FIELD = "pay_per_hour"
YOUNGEST, OLDEST = 16, 21  # under 16 nobody has a minimum wage; from 21 it is the same for all
EXEMPT_WHEN_PAID = {"course", "funded_scheme"}
NAMES = {
    "16-17": "people aged 16 and 17",
    "18-20": "people aged 18 to 20",
    "21+": "people aged 21 and over",
    "apprentice": "apprentices under 19 or in their first year",
}


@dataclass(frozen=True)
class Due:
    """A rate somebody has to be paid, and whether that was said or is only possible."""

    wage: Wage
    sure: bool


def _measured(offer: Offer) -> bool:
    return bool(offer.pay_per_hour) and not offer.only_children


def ages(offer: Offer, older: int = 0) -> Iterator[tuple[int, bool]]:
    """Yield the ages allowed so many years on, each with whether it was said; 21 stands for all above."""
    low, high = offer.min_age, offer.max_age
    floor = max(YOUNGEST + offer.admits_children, low or YOUNGEST)
    ceiling = max(OLDEST, floor) if high is None else high
    for age in range(floor, min(ceiling, OLDEST) + 1):
        said = age in {low, high} or (low is not None and high is not None)
        yield min(age + older, OLDEST), said
    if min(floor, ceiling) > OLDEST:
        yield OLDEST, low is not None or high is not None
    elif ceiling > OLDEST and high is not None and floor <= OLDEST:
        yield OLDEST, True


def bands(offer: Offer, on: date, older: int = 0) -> dict[str, bool]:
    """Return the bands that may apply on a day, each with whether it certainly does."""
    found: dict[str, bool] = {}
    for band, sure in _bands(offer, on, older):
        found[band] = found.get(band, False) or sure
    return found


def _bands(offer: Offer, on: date, older: int) -> Iterator[tuple[str, bool]]:
    for age, said in ages(offer, older):
        own = "16-17" if age < 18 else "18-20" if age < 21 else "21+"
        if offer.kind != "apprenticeship":
            yield own, said
        elif age < 19 or (offer.first_year_apprentice and not _second_year(offer, on)):
            yield "apprentice", said
        elif offer.first_year_apprentice is None:
            yield from ((own, False), ("apprentice", False))
        else:
            yield own, said


def _second_year(offer: Offer, on: date) -> bool:
    return offer.start is not None and on >= months_after(offer.start, 12)


def _dues(offer: Offer, rules: Rules, on: date, older: int = 0) -> list[Due]:
    pairs = [(rules.wage(band, on), sure) for band, sure in bands(offer, on, older).items()]
    dues = [Due(wage, sure) for wage, sure in pairs if wage]
    if dues and not any(due.sure for due in dues):
        # Nothing was said about age, yet whoever comes must get the lowest rate at least.
        lowest = min(dues, key=lambda due: due.wage.hourly)
        dues.append(Due(lowest.wage, True))
    return dues


def short(offer: Offer, rules: Rules, on: date, older: int = 0) -> Due | None:
    """Return the gravest rate that the pay is under on a day, or None."""
    pay = offer.pay_per_hour or Decimal(0)
    found = [due for due in _dues(offer, rules, on, older) if due.wage.hourly > pay]
    return max(found, key=lambda due: (due.sure, due.wage.hourly)) if found else None


def _words(offer: Offer, due: Due) -> str:
    who = NAMES[due.wage.band]
    since = f"{pounds(due.wage.hourly)} an hour from {day(due.wage.valid_from)}"
    this = f"this offer says {pounds(offer.pay_per_hour or Decimal(0))}"
    whose = f"{who[:1].upper()}{who[1:]} must be paid at least {since}; {this}"
    if offer.unpaid_basis in EXEMPT_WHEN_PAID:
        return f"{whose}. Less is allowed only if the course or scheme really is exempt"
    if due.sure:
        return f"{whose}. Raise the pay, or change the ages"
    return f"{whose}. {_to_say(offer)}, or pay more"


def _to_say(offer: Offer) -> str:
    if offer.kind == "apprenticeship" and offer.first_year_apprentice is None:
        return "Say whether this is the pay of an apprentice’s first year"
    return "Say which ages this is for"


def _grave(offer: Offer, due: Due) -> str:
    return STOP if due.sure and offer.unpaid_basis not in EXEMPT_WHEN_PAID else WARN


@rule("wage.minimum", STOP, rates=True)
def minimum(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Pay is at least the minimum wage of the first day, for every age that may come."""
    due = short(offer, rules, rules.first_day(offer)) if _measured(offer) else None
    if due:
        yield Said(FIELD, _words(offer, due), due.wage, _grave(offer, due))


@rule("wage.rise", STOP, rates=True)
def rise(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Pay is at least the minimum wage of every day up to the last, after each rise in between."""
    first = rules.first_day(offer)
    if not _measured(offer) or not offer.end or short(offer, rules, first):
        return
    days = sorted({w.valid_from for w in rules.wages if first < w.valid_from <= offer.end})
    for on in days:
        later = offer.first_year_apprentice and _second_year(offer, on)  # has a rule of its own
        due = None if later else short(offer, rules, on)
        if due:
            yield Said(FIELD, _words(offer, due), due.wage, _grave(offer, due))
            return


@rule("wage.birthday", WARN, "wage.period_days", rates=True)
def birthday(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Whoever turns 18 or 21 on the way is paid the higher rate from the next pay day on."""
    limit, first = rules.on("wage.period_days", offer), rules.first_day(offer)
    if not limit or not _measured(offer) or not offer.end or offer.max_age is None:
        return
    if (offer.end - first).days <= limit.value or short(offer, rules, offer.end):
        return
    due = short(offer, rules, offer.end, older=whole_years(first, offer.end) + 1)
    if due and not (offer.kind == "apprenticeship" and offer.first_year_apprentice):
        words = (
            f"Somebody may have a birthday on the way: {NAMES[due.wage.band]} must be paid at least "
            f"{pounds(due.wage.hourly)} an hour. Plan to raise the pay then"
        )
        yield Said(FIELD, words, due.wage)


@rule("wage.second_year", WARN, rates=True)
def second_year(offer: Offer, rules: Rules) -> Iterator[Said]:
    """After the first year, apprentices of 19 and over are paid the rate of their age."""
    if not offer.first_year_apprentice or offer.kind != "apprenticeship" or not _measured(offer):
        return
    if offer.start and offer.end and offer.end > (second := months_after(offer.start, 12)):
        due = short(offer, rules, second, older=1)
        if due and due.wage.band != "apprentice":
            words = (
                f"After the first year, {NAMES[due.wage.band]} must be paid at least "
                f"{pounds(due.wage.hourly)} an hour: plan to raise the pay"
            )
            yield Said(FIELD, words, due.wage)


@rule("wage.next_rates", WARN, "wage.margin_percent", rates=True)
def next_rates(offer: Offer, rules: Rules) -> Iterator[Said]:
    """New rates are due every April. Where they are not known yet, pay close to the minimum is looked
    at, and checked again as soon as they are."""
    limit, newest = rules.on("wage.margin_percent", offer), max_day(rules)
    if not limit or not newest or not offer.end or not _measured(offer):
        return
    april = date(newest.year + 1, 4, 1)
    if offer.end < april or short(offer, rules, newest):
        return
    last = april - timedelta(days=1)
    sure = [d.wage for d in _dues(offer, rules, max(last, rules.first_day(offer))) if d.sure]
    highest = max(sure, key=lambda wage: wage.hourly, default=None)
    pay = offer.pay_per_hour or Decimal(0)
    if highest and highest.hourly <= pay < highest.hourly * (100 + limit.value) / 100:
        words = (
            f"The minimum wage usually rises on {day(april)}, and the new rates are not known here yet. "
            f"This is close to the {pounds(highest.hourly)} of today: plan to raise it"
        )
        yield Said(FIELD, words, limit)


def max_day(rules: Rules) -> date | None:
    """Return the day the newest rates begin."""
    return max((wage.valid_from for wage in rules.wages), default=None)


@rule("wage.unpaid_hours", WARN, rates=True)
def unpaid_hours(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Every hour of work is paid: fewer paid hours than the week has may bring the pay under the
    minimum wage."""
    worked = week.weekly_minutes(offer)
    if not _measured(offer) or not offer.week or not offer.hours_per_week or not worked:
        return
    paid = float(offer.hours_per_week) * 60
    if paid + 30 < worked:
        real = (offer.pay_per_hour or Decimal(0)) * Decimal(paid / worked)
        dues = [d.wage for d in _dues(offer, rules, rules.first_day(offer)) if d.sure]
        under = [wage for wage in dues if wage.hourly > real]
        if under:
            words = (
                f"The week has {spoken(worked)} of work and {spoken(paid)} are paid, which comes to "
                f"{pounds(real)} an hour: pay every hour"
            )
            yield Said("hours_per_week", words, max(under, key=lambda wage: wage.hourly))


RULES = (minimum, rise, birthday, second_year, next_rates, unpaid_hours)
