"""Offers for the lawful check: a lawful one, and the law to hold it against."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from app.opportunities import checking
from app.opportunities.lawful import Offer, Shift, check

TODAY = date(2026, 11, 22)
LAW = checking.shipped(TODAY)


def shift(day, starts, ends, pause=60):
    return Shift(day, time.fromisoformat(starts), time.fromisoformat(ends), pause)


def shifts(days, starts="09:00", ends="16:30", pause=60):
    return tuple(shift(day, starts, ends, pause) for day in days.split())


LAWFUL = {
    "kind": "work_experience",
    "employer_kind": "company",
    "min_age": 16,
    "max_age": 24,
    "start": date(2026, 12, 7),
    "end": date(2026, 12, 18),
    "closes": date(2026, 12, 1),
    "week": shifts("mon tue wed thu fri"),
    "unpaid": False,
    "pay_per_hour": Decimal("12.71"),
    "insurance_until": date(2027, 3, 1),
    "risk_assessed_on": date(2026, 10, 1),
    "school_age": False,
    "supervisor_dbs": "none",
    "person_dbs": "none",
    "regulated_activity": False,
    "supervised_frequently": False,
}
APPRENTICE = LAWFUL | {
    "kind": "apprenticeship",
    "end": date(2027, 8, 31),
    "insurance_until": date(2027, 12, 31),
    "pay_per_hour": Decimal("9.00"),  # well above the apprentice rate, which rises in April
    "first_year_apprentice": True,
    "level": 2,
    "week": shifts("mon tue wed thu fri", "08:30"),
}
CHILDREN = LAWFUL | {
    "min_age": 15,
    "max_age": 15,
    "school_age": True,
    "week": shifts("mon tue wed", "09:00", "15:00"),
}
UNPAID = LAWFUL | {"unpaid": True, "pay_per_hour": None}


def said(base=LAWFUL, law=LAW, **changes):
    """The rules that speak about an offer, each with its severity."""
    return {found.rule: found.severity for found in check(Offer(**(base | changes)), law)}
