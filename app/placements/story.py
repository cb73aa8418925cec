"""A placement as a story: what happened, when, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.placements import queries
from app.placements.models import Placement, PlacementState
from app.placements.states import PLACEMENT
from app.states import StateChange
from app.young_people.models import YoungPerson
from app.young_people.signals import Event, Span

TITLES = {
    "agree": "Everybody agreed to the placement at {}",
    "change": "The days at {} changed: everybody looks again",
    "start": "Started at {}",
    "complete": "Finished at {}",
    "end_early": "Ended early at {}",
    "did_not_start": "Did not start at {}",
    "review": "Both sides said how it went at {}",
}


def events(person: YoungPerson) -> list[Event]:
    """Return what happened in every placement of a young person, oldest first."""
    return told(queries.of_person(person))


def told(rows: Iterable[Placement]) -> list[Event]:
    """Return what happened in these placements, oldest first, with one query."""
    known = {row.id: row for row in rows}
    statement = (
        select(StateChange, User.name)
        .outerjoin(User, User.id == StateChange.by_id)
        .where(StateChange.machine == PLACEMENT.name, StateChange.subject_id.in_(known))
        .order_by(StateChange.id)
    )
    return [
        Event(change.at, _title(change, known[change.subject_id]), by or "", change.reason or "")
        for change, by in db.session.execute(statement)
    ]


def _title(change: StateChange, row: Placement) -> str:
    return TITLES.get(change.verb, "{}: " + change.verb).format(row.opportunity.employer.name)


def spans(person: YoungPerson) -> list[Span]:
    """Return each placement that began or will begin, from its first day to its last."""
    found = queries.of_person(person)
    return [_span(row, row.start) for row in reversed(found) if row.start and _counts(row)]


def _counts(row: Placement) -> bool:
    return row.state != PlacementState.DID_NOT_START


def _span(row: Placement, start: date) -> Span:
    words = f"{row.opportunity.employer.name}: {row.opportunity.title}"
    early = row.state == PlacementState.ENDED_EARLY
    return Span("Placements", words, start, row.ended_on or row.end, "warn" if early else "good")
