"""Minimum wage: for the ages allowed, on the dates offered, a rise in between included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.opportunities.law.types import STOP, WARN, Finding, Offer, Rules, Wage

FIELD = "pay_per_hour"
YOUNGEST, OLDEST = 16, 99  # under 16 nobody has a minimum wage
EXEMPT_WHEN_PAID = {"course", "funded_scheme"}
NAMES = {
    "16-17": "people aged 16 and 17",
    "18-20": "people aged 18 to 20",
    "21+": "people aged 21 and over",
    "apprentice": "apprentices",
}


@dataclass(frozen=True)
class Due:
    """A rate somebody has to be paid, and whether that was said or is only possible."""

    wage: Wage
    sure: bool


def check_wage(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Find pay under the minimum, on the first day or from a later rise."""
    if not offer.pay_per_hour or offer.only_children:
        return
    first = rules.first_day(offer)
    on_first_day = _short(offer, rules, first)
    if on_first_day:
        yield _finding(offer, on_first_day, "wage.minimum", "")
    elif rise := _rise(offer, rules, first):
        day, due = rise
        yield _finding(offer, due, "wage.rise", f" from {day.day} {day:%B %Y}")
    if not on_first_day:
        yield from _birthdays(offer, rules, first)


def bands(offer: Offer, day: date) -> dict[str, bool]:
    """Return the bands that may apply on a day, each with whether it certainly does."""
    low, high = offer.min_age, offer.max_age
    floor = max(YOUNGEST + offer.admits_children, low or YOUNGEST)
    ceiling = OLDEST if high is None else high
    found: dict[str, bool] = {}
    for band, (first, last) in {"16-17": (16, 17), "18-20": (18, 20), "21+": (21, OLDEST)}.items():
        if ceiling >= first and floor <= last:
            said = _said(low, first, last) or _said(high, first, last)
            said = said or _between(low, high, first, last)
            for name, sure in _apprentice_bands(offer, band, first, day):
                found[name] = found.get(name, False) or (said and sure)
    return found


def _said(age: int | None, first: int, last: int) -> bool:
    return age is not None and first <= age <= last


def _between(low: int | None, high: int | None, first: int, last: int) -> bool:
    return low is not None and high is not None and low <= last and high >= first


def _apprentice_bands(offer: Offer, band: str, first: int, day: date) -> list[tuple[str, bool]]:
    """Apprentices get their own rate under 19, and later in their first year."""
    if offer.kind != "apprenticeship":
        return [(band, True)]
    first_year = offer.first_year_apprentice
    if first == 16 or (first_year and not _second_year(offer, day)):
        return [("apprentice", True)]
    found = [] if first == 18 and offer.max_age == 18 else [(band, first_year is False)]
    if first == 18 and (offer.min_age is None or offer.min_age <= 18):
        found.append(("apprentice", True))
    elif first_year is None:
        found.append(("apprentice", False))
    return found


def _second_year(offer: Offer, day: date) -> bool:
    return offer.start is not None and day >= _years_after(offer.start, 1)


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _dues(offer: Offer, rules: Rules, day: date) -> list[Due]:
    pairs = [(rules.wage(band, day), sure) for band, sure in bands(offer, day).items()]
    dues = [Due(wage, sure) for wage, sure in pairs if wage]
    if dues and not any(due.sure for due in dues):
        # Nothing was said about age, yet whoever comes must get the lowest rate at least.
        lowest = min(dues, key=lambda due: due.wage.hourly)
        dues.append(Due(lowest.wage, True))
    return dues


def _short(offer: Offer, rules: Rules, day: date) -> Due | None:
    pay = offer.pay_per_hour or Decimal(0)
    short = [due for due in _dues(offer, rules, day) if due.wage.hourly > pay]
    return max(short, key=lambda due: (due.sure, due.wage.hourly)) if short else None


def _rise(offer: Offer, rules: Rules, first: date) -> tuple[date, Due] | None:
    last = offer.end or first
    days = sorted({wage.valid_from for wage in rules.wages if first < wage.valid_from <= last})
    for day in days:
        later = offer.first_year_apprentice and _second_year(offer, day)  # has a finding of its own
        due = None if later else _short(offer, rules, day)
        if due:
            return day, due
    return None


def _finding(offer: Offer, due: Due, rule: str, when: str) -> Finding:
    exempt = offer.unpaid_basis in EXEMPT_WHEN_PAID
    who = NAMES[due.wage.band]
    least = f"at least £{due.wage.hourly:.2f} an hour{when}"
    words = f"Pay {least} to {who}, or change the ages"
    if exempt:
        words = f"Pay must be {least} for {who} unless the course or scheme really is exempt"
    elif not due.sure:
        whose = f"{who[:1].upper()}{who[1:]}"
        words = f"{whose} must be paid {least}: {_to_say(offer)}, or pay more"
    severity = STOP if due.sure and not exempt else WARN
    return Finding(rule, severity, FIELD, words, due.wage.source)


def _to_say(offer: Offer) -> str:
    if offer.kind == "apprenticeship" and offer.first_year_apprentice is None:
        return "say whether this is the pay of an apprentice’s first year"
    return "say which ages this is for"


def _birthdays(offer: Offer, rules: Rules, first: date) -> Iterator[Finding]:
    """In a year everybody has a birthday; the oldest allowed may then be due more."""
    grown = offer.max_age in {17, 20} and (offer.days or 0) > 365 and offer.kind != "apprenticeship"
    if grown:
        older = "18-20" if offer.max_age == 17 else "21+"
        wage = rules.wage(older, first + timedelta(days=364))
        if wage and wage.hourly > (offer.pay_per_hour or 0):
            words = (
                f"Somebody aged {offer.max_age} has a birthday in this time "
                f"and is then due £{wage.hourly:.2f} an hour"
            )
            yield Finding("wage.birthday", WARN, FIELD, words, wage.source)
    if offer.first_year_apprentice and offer.start and offer.end:
        second = _years_after(offer.start, 1)
        if offer.kind == "apprenticeship" and offer.end > second:
            yield from _second_year_pay(offer, rules, second)


def _second_year_pay(offer: Offer, rules: Rules, second: date) -> Iterator[Finding]:
    due = _short(offer, rules, second)
    if due and due.wage.band != "apprentice":
        words = (
            f"After the first year, {NAMES[due.wage.band]} must be paid at least £{due.wage.hourly:.2f} "
            "an hour: plan to raise the pay"
        )
        yield Finding("wage.second_year", WARN, FIELD, words, due.wage.source)


RULES = (check_wage,)
