"""A placement as a story: what happened, when, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from app import db
from app.filters import date_range, long_date
from app.placements import queries
from app.placements.models import FollowUp, Placement, PlacementState
from app.placements.states import PLACEMENT
from app.young_people import moves
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
    return moves.of_rows(PLACEMENT, rows, TITLES)


def happened(people: list[int], since: datetime, until: datetime) -> dict[int, list[Event]]:
    """Return what happened in placements of these young people in a time, with one query."""
    return moves.of_people(PLACEMENT, Placement, people, since, until, TITLES, queries.IN_LIST)


def under_way(people: list[int]) -> dict[int, list[str]]:
    """Return in words every placement of these young people that is open, or is to be asked about."""
    states = (PlacementState.PREPARING, PlacementState.AGREED, PlacementState.ACTIVE)
    statement = (
        select(Placement)
        .where(Placement.young_person_id.in_(people), Placement.state.in_(states))
        .options(*queries.IN_LIST)
        .order_by(Placement.id)
    )
    found: dict[int, list[str]] = {}
    for row in db.session.scalars(statement).unique():
        when = f", {date_range(row.start, row.end)}" if row.start else ""
        words = f"Placement at {row.opportunity.employer.name}{when}"
        found.setdefault(row.young_person_id, []).append(words)
    asked = (
        select(Placement.young_person_id, FollowUp.due)
        .join(FollowUp, FollowUp.placement_id == Placement.id)
        .where(Placement.young_person_id.in_(people), FollowUp.confirmed_code.is_(None))
        .order_by(FollowUp.due)
    )
    for number, due in db.session.execute(asked):
        words = f"Asking how it went on, {long_date(due)}"
        found.setdefault(number, []).append(words)
    return found


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
