"""An introduction as a story: what happened, when, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from app import clock, db
from app.filters import day_and_time
from app.introductions import queries
from app.introductions.models import Introduction, IntroductionState
from app.introductions.states import BEFORE, INTRODUCTION, OPEN, OVER
from app.introductions.turns import waiting
from app.states import StateChange
from app.young_people import moves
from app.young_people.models import YoungPerson
from app.young_people.signals import Event, Span

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
    return moves.of_rows(INTRODUCTION, rows, TITLES)


def happened(people: list[int], since: datetime, until: datetime) -> dict[int, list[Event]]:
    """Return what happened in introductions of these young people in a time, with one query."""
    return moves.of_people(
        INTRODUCTION, Introduction, people, since, until, TITLES, queries.IN_LIST
    )


def under_way(people: list[int]) -> dict[int, list[str]]:
    """Return in words every introduction of these young people that is open, with one query."""
    statement = (
        select(Introduction)
        .where(Introduction.young_person_id.in_(people))
        .where(Introduction.state.in_((*BEFORE, *OPEN, IntroductionState.NO_RESPONSE)))
        .options(*queries.IN_LIST)
        .order_by(Introduction.id)
    )
    found: dict[int, list[str]] = {}
    for row in db.session.scalars(statement):
        found.setdefault(row.young_person_id, []).append(_under_way(row))
    return found


def _under_way(row: Introduction) -> str:
    turn, employer = waiting(row), row.opportunity.employer.name
    booked = row.state == IntroductionState.INTERVIEW_BOOKED
    if booked and row.interview_at and row.interview_at > clock.now():
        return f"Interview at {employer}, {day_and_time(row.interview_at)}"
    return f"Introduction to {employer}: {turn.words}" if turn else f"Introduction to {employer}"


def spans(person: YoungPerson) -> list[Span]:
    """Return each introduction that went out, from that day to the day it was decided."""
    rows = [row for row in queries.of_person(person) if row.sent_at]
    statement = (
        select(StateChange.subject_id, func.max(StateChange.at))
        .where(StateChange.machine == INTRODUCTION.name)
        .where(StateChange.subject_id.in_([row.id for row in rows]))
        .group_by(StateChange.subject_id)
    )
    last = {row[0]: row[1] for row in db.session.execute(statement)}
    return [_span(row, last.get(row.id)) for row in reversed(rows)]


def _span(row: Introduction, last: datetime | None) -> Span:
    accepted = row.state == IntroductionState.ACCEPTED
    over = accepted or row.state in OVER
    until = clock.local(last).date() if over and last else None
    sent = clock.local(row.sent_at or row.created_at).date()
    words = f"{row.opportunity.employer.name}: {row.opportunity.title}"
    tone = "good" if accepted else "quiet" if over else "main"
    return Span("Introductions", words, sent, until, tone)
