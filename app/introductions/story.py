"""An introduction as a story: what happened, when, by whom."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.introductions import queries
from app.introductions.models import Introduction
from app.introductions.states import INTRODUCTION
from app.states import StateChange
from app.young_people.models import YoungPerson
from app.young_people.signals import Event

TITLES = {
    "ask": "Being asked about {}",
    "send": "Introduced to {}",
    "see": "{} opened the introduction",
    "book": "Interview booked with {}",
    "meet": "Interview at {} took place",
    "offer": "{} offered the place",
    "accept": "Said yes to the place at {}",
    "decline": "Said no to the place at {}",
    "refuse": "{}: not this time",
    "give_up": "No answer from {}",
    "withdraw": "Introduction to {} withdrawn",
    "placed_elsewhere": "Introduction to {} ended: placed elsewhere",
    "keep": "Introduction to {} kept open",
    "again": "Introduction to {} taken up again",
}


def events(person: YoungPerson) -> list[Event]:
    """Return what happened in every introduction of a young person, oldest first."""
    return told(queries.of_person(person))


def told(rows: Iterable[Introduction]) -> list[Event]:
    """Return what happened in these introductions, oldest first, with one query."""
    known = {row.id: row for row in rows}
    statement = (
        select(StateChange, User.name)
        .outerjoin(User, User.id == StateChange.by_id)
        .where(StateChange.machine == INTRODUCTION.name, StateChange.subject_id.in_(known))
        .order_by(StateChange.id)
    )
    return [
        Event(change.at, _title(change, known[change.subject_id]), by or "", change.reason or "")
        for change, by in db.session.execute(statement)
    ]


def _title(change: StateChange, row: Introduction) -> str:
    return TITLES.get(change.verb, "{}: " + change.verb).format(row.opportunity.employer.name)
