"""Reads one advert as it came into plain values; whatever cannot be trusted is left out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from app import clock, typed


def read(row: dict[str, Any]) -> dict[str, Any] | None:
    """Return the columns of an advert, or None when it cannot be shown: no name, link or end."""
    reference, title = _words(row.get("vacancyReference"), 40), _words(row.get("title"), 200)
    url = _link(row.get("vacancyUrl")) or _link(row.get("applicationUrl"))
    closes = _day(row.get("closingDate"))
    if not (reference and title and url and closes):
        return None
    course = _part(row.get("course"))
    return {
        "reference": reference,
        "title": title,
        "description": _words(row.get("description"), 4000),
        "employer_name": _words(row.get("employerName"), 200),
        "provider_name": _words(row.get("providerName"), 200),
        "route": _words(course.get("route"), 120),
        "level": _whole(course.get("level"), 8),
        "course": _words(course.get("title"), 200),
        "positions": _whole(row.get("numberOfPositions"), 10_000),
        "posted_on": _day(row.get("postedDate")),
        "closes_on": closes,
        "starts_on": _day(row.get("startDate")),
        "wage": _wage(_part(row.get("wage"))),
        "hours": _words(row.get("hoursPerWeek"), 40),
        "duration": _words(row.get("expectedDuration"), 80),
        "place": _place(row),
        "miles": _miles(row.get("distance")),
        "disability_confident": row.get("isDisabilityConfident") is True,
        "url": url,
    }


def _part(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: Any, most: int) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return typed.clean(str(value)[: 4 * most])[:most]


def _whole(value: Any, most: int) -> int | None:
    real = isinstance(value, int) and not isinstance(value, bool)
    return value if real and 0 < value <= most else None


def _miles(value: Any) -> float | None:
    real = isinstance(value, int | float) and not isinstance(value, bool)
    return round(float(value), 1) if real and 0 <= value < 10_000 else None


def _day(value: Any) -> date | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return clock.local(moment).date() if moment and moment.tzinfo else moment and moment.date()
    except (ValueError, OverflowError):
        return None


def _link(value: Any) -> str | None:
    try:
        found = typed.read_web_address(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.startswith("https://") and len(found) <= 500 else None


# The interface’s own names, as people say them; any other name is shown as it came.
WAGES = {
    "ApprenticeshipMinimum": "the minimum wage for apprentices",
    "NationalMinimum": "the national minimum wage",
    "NationalMinimumWage": "the national minimum wage",
    "ApprenticeshipMinimumWage": "the minimum wage for apprentices",
    "CompetitiveSalary": "competitive, not said",
    "Custom": "",
    "FixedWage": "",
    "Unspecified": "",
}
UNITS = {
    "Annually": "a year",
    "Monthly": "a month",
    "Weekly": "a week",
    "Hourly": "an hour",
    "Unspecified": "",
    "NotApplicable": "",
}


def _wage(wage: dict[str, Any]) -> str:
    kind, unit = _words(wage.get("wageType"), 60), _words(wage.get("wageUnit"), 60)
    names = ("wageAmount", "wageAmountLowerBound", "wageAmountUpperBound")
    amounts = dict.fromkeys(f"£{_words(wage[n], 12)}" for n in names if _words(wage.get(n), 12))
    much = f"{' to '.join(amounts)} {UNITS.get(unit, unit)}".strip() if amounts else ""
    more = _words(wage.get("wageAdditionalInformation"), 120)
    return ", ".join(filter(None, (much, WAGES.get(kind, kind), more)))[:300]


def _place(row: dict[str, Any]) -> str:
    several = row.get("addresses")
    first = several[0] if isinstance(several, list) and several else row.get("address")
    address = _part(first)
    lines = [_words(address.get(f"addressLine{number}"), 80) for number in range(1, 5)]
    town = next((line for line in reversed(lines) if line), "")
    return ", ".join(filter(None, (town, _words(address.get("postcode"), 10))))[:200]
