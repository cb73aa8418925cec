"""What is stored already: offers by their number elsewhere or their own reference, organisations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app import db
from app.employers.models import Employer, EmployerState
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State

AT_ONCE = 500
# Every column a file can write; the others stay as they are.
WRITTEN = (
    *("kind", "sector_key", "title", "will_do", "will_learn", "skills", "essential", "desirable"),
    *("essential_qualifications", "min_level", "min_age", "max_age", "dbs_required", "postcode"),
    *("area", "remote", "latitude", "longitude", "opens", "closes", "start", "end"),
    *("hours_per_week", "days", "pay_per_hour", "unpaid_basis", "places", "tools", "adjustments"),
    "safeguarding_contact",
)
EMPTY: dict[str, Any] = {
    **dict.fromkeys(WRITTEN),
    **dict.fromkeys(("will_do", "will_learn", "tools", "safeguarding_contact"), ""),
    **{name: [] for name in ("skills", "essential", "desirable", "essential_qualifications")},
    **{name: [] for name in ("days", "adjustments")},
    "remote": False,
    "places": 1,
}


@dataclass(frozen=True)
class Known:
    """An offer that is stored."""

    id: int
    state: State
    taken: int
    sector: str
    suggested: bool
    origin: str
    employer_id: int
    version: int


def offers() -> dict[str, Known]:
    """Return every stored offer, by the number it has elsewhere or else by its own reference."""
    columns = (
        *(Opportunity.id, Opportunity.state, Opportunity.places_taken, Opportunity.sector_key),
        *(Opportunity.sector_suggested, Opportunity.origin, Opportunity.employer_id),
        Opportunity.version,
    )
    found = db.session.execute(select(Opportunity.external_id, Opportunity.ref, *columns))
    rows: list[tuple[Any, ...]] = [tuple(row) for row in found]
    by_ref = {row[1]: Known(*row[2:]) for row in rows}
    return by_ref | {row[0]: Known(*row[2:]) for row in rows if row[0]}


def employers() -> dict[str, tuple[int | None, EmployerState]]:
    """Return every organisation’s number and state, by its plain name."""
    people = db.session.execute(select(Employer.plain_name, Employer.id, Employer.state))
    return {name: (number, state) for name, number, state in people}


def before(numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return what the columns a file can write hold now, of these offers."""
    wanted, found = list(numbers), {}
    columns = [getattr(Opportunity, name) for name in WRITTEN]
    for at in range(0, len(wanted), AT_ONCE):
        statement = select(Opportunity.id, *columns).where(
            Opportunity.id.in_(wanted[at : at + AT_ONCE])
        )
        for row in db.session.execute(statement):
            found[row[0]] = dict(zip(WRITTEN, row[1:], strict=True))
    return found
