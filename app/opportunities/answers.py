"""The answers of an offer, apart from its state: as columns, as waiting changes, as JSON."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Numeric

from app.db import Choice
from app.opportunities.models import Kind, Opportunity, OpportunityState, UnpaidBasis

# An offer in one of these was approved once; its columns hold what was approved.
APPROVED_ONCE = frozenset(
    {
        OpportunityState.LIVE,
        OpportunityState.PAUSED,
        OpportunityState.FILLED,
    }
)


@dataclass(frozen=True)
class Answers:
    """What an employer says about an offer; None means not said yet."""

    kind: Kind
    sector_key: str
    title: str
    will_do: str
    will_learn: str
    could_lead: str | None
    ring_fenced: bool
    places: int
    remote: bool
    postcode: str | None
    area: str | None
    latitude: float | None
    longitude: float | None
    sites: list[dict[str, Any]]
    opens: date | None
    closes: date | None
    start: date | None
    end: date | None
    week: list[dict[str, Any]]
    days: list[str]
    hours_per_week: Decimal | None
    paid: bool | None
    pay_per_hour: Decimal | None
    unpaid_basis: UnpaidBasis | None
    unpaid_words: str
    essential: list[str]
    desirable: list[str]
    essential_qualifications: list[dict[str, Any]]
    min_level: int | None
    skills: list[str]
    min_age: int | None
    max_age: int | None
    school_age: bool | None
    dbs_required: bool | None
    person_dbs: str | None
    regulated_activity: bool | None
    supervisor_dbs: str | None
    supervised_frequently: bool | None
    tools: str
    day_one: dict[str, Any]
    adjustments: list[str]
    flexible: list[str]
    level: int | None
    training_provider: str | None
    first_year_apprentice: bool | None
    safeguarding_contact: str
    risk_assessed_on: date | None


FIELDS = tuple(part.name for part in fields(Answers))


def approved(opportunity: Opportunity) -> Answers:
    """Return what the columns hold: for an approved offer, what was approved."""
    return Answers(**{name: getattr(opportunity, name) for name in FIELDS})


def current(opportunity: Opportunity) -> Answers:
    """Return what the employer sees: the columns with the waiting changes over them."""
    return replace(approved(opportunity), **thaw(opportunity.pending or {}))


def snapshot(opportunity: Opportunity) -> dict[str, Any]:
    """Return the answers as JSON, to keep as the last approved ones."""
    return freeze({name: getattr(opportunity, name) for name in FIELDS})


def freeze(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON can hold them."""
    return {name: _frozen(value) for name, value in values.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def thaw(kept: dict[str, Any]) -> dict[str, Any]:
    """Return values as they were before `freeze`; names nobody knows any more are left out."""
    columns = Opportunity.__table__.c
    return {
        name: thawed(columns[name].type, value) for name, value in kept.items() if name in FIELDS
    }


def thawed(kind: Any, value: Any) -> Any:
    """Return one value as a column of this type holds it."""
    if value is None:
        return None
    if isinstance(kind, Choice):
        return kind.choices(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return (
        Decimal(str(value)) if isinstance(kind, Numeric) and not isinstance(value, float) else value
    )


def differing(before: Answers, values: dict[str, Any]) -> set[str]:
    """Return the names of the values that are not as before."""
    return {name for name, value in values.items() if getattr(before, name) != value}
