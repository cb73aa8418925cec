"""The coordinator’s desk: which organisations wait, and what happened to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app import clock, db
from app import states as machine
from app.accounts.models import User
from app.accounts.queries import escaped
from app.employers import states
from app.employers.models import (
    Employer,
    EmployerContact,
    EmployerMerge,
    EmployerNote,
    EmployerState,
    Membership,
    Pledge,
)
from app.employers.signals import Above, asked_what_is_known
from app.employers.states import EMPLOYER
from app.filters import plural

SORTS: dict[str, InstrumentedAttribute[Any]] = {
    "due": Employer.review_due,
    "name": Employer.name,
    "state": Employer.state,
    "since": Employer.created_at,
}
WAITING, CHANGED, ASKED, ALL = "waiting", "changed", "asked", "all"
TITLES = {
    "verify_email": "Email address confirmed",
    "ask": "More information asked for",
    "answer": "Answer received",
    "approve": "Approved",
    "resume": "Answer came another way",
    "decline": "Declined",
    "reopen": "Looked at again",
    "rest": "Marked as quiet",
    "wake": "Still happy to help",
    "suspend": "Paused by the council",
    "lift": "Pause lifted",
    "archive": "Archived",
    "join": "Joined with another registration",
    **{states.parting(state): "Join undone" for state in EmployerState},
}


@dataclass(frozen=True)
class Wanted:
    """What the coordinator asked the desk for."""

    queue: str = WAITING
    words: str = ""
    sector: str = ""
    state: str = ""
    sort: str = "due"


def desk(wanted: Wanted) -> Select[Employer]:
    """Return the statement that finds these organisations, in the order asked for."""
    statement = select(Employer)
    condition = _queue(wanted.queue)
    if condition is not None:
        statement = statement.where(condition)
    if wanted.words:
        statement = statement.where(_says(wanted.words))
    if wanted.sector:
        statement = statement.where(Employer.sector_key == wanted.sector)
    if wanted.state in set(EmployerState):
        statement = statement.where(Employer.state == EmployerState(wanted.state))
    column = SORTS.get(wanted.sort.lstrip("-"), Employer.review_due)
    order = column.desc() if wanted.sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), Employer.created_at, Employer.id)


def _queue(name: str) -> ColumnElement[bool] | None:
    if name == WAITING:
        return Employer.state == EmployerState.PENDING_REVIEW
    if name == CHANGED:
        return Employer.recheck_since.is_not(None)
    return Employer.state == EmployerState.MORE_INFO if name == ASKED else None


def _says(words: str) -> ColumnElement[bool]:
    like = f"%{escaped(words.lower())}%"
    member = (
        select(Membership.employer_id)
        .join(User, Membership.user_id == User.id)
        .where(
            or_(func.lower(User.name).like(like, escape="\\"), User.email.like(like, escape="\\"))
        )
    )
    return or_(
        func.lower(Employer.name).like(like, escape="\\"),
        Employer.number == words.upper().replace(" ", ""),
        Employer.postcode.like(f"{escaped(words.upper())}%", escape="\\"),
        Employer.id.in_(member),
    )


def counts() -> dict[str, int]:
    """Return how many organisations each queue holds, by one statement."""
    changed = func.count(Employer.recheck_since)
    rows = db.session.execute(
        select(Employer.state, func.count(), changed).group_by(Employer.state)
    ).all()
    by_state = {row[0]: row[1] for row in rows}
    return {
        WAITING: by_state.get(EmployerState.PENDING_REVIEW, 0),
        CHANGED: sum(row[2] for row in rows),
        ASKED: by_state.get(EmployerState.MORE_INFO, 0),
        ALL: sum(by_state.values()),
    }


@dataclass(frozen=True)
class Clock:
    """How long there is until something is due, in working days."""

    words: str
    late: bool
    tone: str = "grey"


def time_left(due: date | None) -> Clock | None:
    """Return a due date as the desk shows it, or None when nothing is due.

    Red when it is late, amber on the last two working days.
    """
    if due is None:
        return None
    days = clock.working_days_between(clock.today(), due)
    if due < clock.today():
        late = plural(-days, "working day") if days else "since the weekend"
        return Clock(f"{late} late" if days else late.capitalize(), late=True, tone="red")
    tone = "amber" if days < 2 else "grey"
    words = "due today" if due == clock.today() else f"{plural(days, 'working day')} left"
    return Clock(words, late=False, tone=tone)


@dataclass(frozen=True)
class Event:
    """One thing that happened, for a timeline."""

    when: datetime
    title: str
    by: str
    body: str | None = None


def history(employer: Employer, notes: list[Noted]) -> list[Event]:
    """Return what happened to an organisation, newest first, with who did it."""
    events = [
        Event(line.at, TITLES.get(line.verb, line.verb), name or "The system", line.reason)
        for line, name in _moves(employer)
    ]
    events += [Event(line.at, note_title(line), name or "", line.words) for line, name in notes]
    events.append(Event(employer.created_at, "Registered", employer.how_heard))
    if employer.first_yes_at:
        who = db.session.get(User, employer.first_yes_by_id)
        events.append(Event(employer.first_yes_at, "First yes of two", who.name if who else ""))
    return sorted(events, key=lambda event: event.when, reverse=True)


def _moves(employer: Employer) -> list[tuple[machine.StateChange, str | None]]:
    # What happened to a registration that was joined to this one is part of its story.
    joined = select(EmployerMerge.duplicate_id).where(
        EmployerMerge.into_id == employer.id, EmployerMerge.undone_at.is_(None)
    )
    mine = machine.StateChange.subject_id == employer.id
    theirs = machine.StateChange.subject_id.in_(joined)
    statement = (
        select(machine.StateChange, User.name)
        .outerjoin(User, User.id == machine.StateChange.by_id)
        .where(machine.StateChange.machine == EMPLOYER.name, or_(mine, theirs))
    )
    rows = db.session.execute(statement.order_by(machine.StateChange.id))
    return [(line, name) for line, name in rows]


def note_title(note: EmployerNote) -> str:
    """Return what kind of note this is, and about what."""
    about = f" about {FIELDS.get(note.field, note.field)}" if note.field else ""
    return f"{'Internal note' if note.internal else 'Note'}{about}"


FIELDS = {
    "name": "the name",
    "kind": "the kind of organisation",
    "number": "the number",
    "directorate": "the directorate or service",
    "postcode": "the postcode",
    "sector_key": "the sector",
    "size": "the size",
    "about": "what they do",
    "website": "the website",
    "insurance_until": "the insurance",
    "risk_assessed_on": "the risk assessment",
}


def known_above(employer: Employer) -> list[Above]:
    """Return what rooms above know of an organisation, for the coordinator alone."""
    return [line for _, lines in asked_what_is_known.send(employer) for line in lines]


Noted = tuple[EmployerNote, str | None]


def notes_on(employer: Employer) -> list[Noted]:
    """Return every note on an organisation with who wrote it, oldest first."""
    statement = (
        select(EmployerNote, User.name)
        .outerjoin(User, User.id == EmployerNote.by_id)
        .where(EmployerNote.employer_id == employer.id)
    )
    rows = db.session.execute(statement.order_by(EmployerNote.id))
    return [(note, name) for note, name in rows]


def still_open(notes: list[Noted]) -> list[EmployerNote]:
    """Return the notes the organisation is, or with the next message will be, asked about."""
    return [note for note, _ in notes if not note.internal and note.answered_at is None]


Waiting = tuple[Employer, Pledge | None, EmployerContact | None]


def waiting_for(user: User, before: datetime, limit: int = 60) -> list[Waiting]:
    """Return the organisations a coordinator should turn to, in one statement: to look at, with
    a pledge from before a moment that no offer came of, with a call this person is to make.
    """
    old = _old(before)
    call = (
        (EmployerContact.employer_id == Employer.id)
        & EmployerContact.done_at.is_(None)
        & (EmployerContact.owner_id == user.id)
        & (EmployerContact.next_on <= clock.today())
    )
    statement = (
        select(Employer, Pledge, EmployerContact)
        .outerjoin(Pledge, old)
        .outerjoin(EmployerContact, call)
        .where(or_(_to_look_at(), Pledge.id.is_not(None), EmployerContact.id.is_not(None)))
        .order_by(Employer.review_due.asc().nulls_last(), Pledge.created_at, Employer.id)
        .limit(limit)
    )
    return [(one, pledge, call) for one, pledge, call in db.session.execute(statement)]


def _to_look_at() -> ColumnElement[bool]:
    waits = Employer.state == EmployerState.PENDING_REVIEW
    return or_(waits, Employer.recheck_since.is_not(None))


def _old(before: datetime) -> ColumnElement[bool]:
    approved = Employer.state == EmployerState.APPROVED
    mine = Pledge.employer_id == Employer.id
    return approved & mine & Pledge.kept_at.is_(None) & (Pledge.created_at < before)
