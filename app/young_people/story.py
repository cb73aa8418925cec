"""A young person’s record as a story: what happened, when, by whom, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Select,
    Text,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from app import clock, db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.audit.services import YOUNG_PERSON as YOUNG_PERSON_ROLE
from app.filters import long_date
from app.states import StateChange
from app.young_people import changes, choices, signals
from app.young_people.models import (
    Activity,
    Consent,
    Note,
    Purpose,
    RecordChange,
    RoundMark,
    Transfer,
    TransferState,
    YoungPerson,
)
from app.young_people.signals import Event
from app.young_people.states import YOUNG_PERSON

READ, CHANGE = "young_person.read", "young_person.change"
MOVES = {
    "begin": "Started getting ready",
    "ready": "Ready for suggestions",
    "again": "Went back to getting ready",
    "lapse": "Suggestions stopped",
    "not_now": "Said “not now”",
    "close": "Record closed",
    "return": "Record opened again",
    "resume": "Suggestions began again",
}


@dataclass(frozen=True)
class Reading:
    """Somebody who opened the record on a day."""

    on: date
    who: str
    role: str
    times: int


def tell(
    person: YoungPerson,
    people: dict[int, str] | None = None,
    seen: Sequence[AuditEvent] | None = None,
) -> list[Event]:
    """Return everything that happened, newest first."""
    people = names() if people is None else people
    changed = [row for row in _given(person, seen) if row.action == CHANGE]
    steps = list(db.session.execute(_every_step(person.id)))
    told = [
        Event(person.created_at, "Record started"),
        *_steps(steps, people),
        *_agreements(person, people),
        *_changes(person, changed, changes.by_day(steps), people),
        *_elsewhere(person),
    ]
    return sorted(told, key=lambda event: event.when, reverse=True)


# What a story can be narrowed to, and which room tells which part of it.
KINDS = {
    "said": "What they said",
    "contact": "Notes",
    "agreed": "Agreements",
    "record": "The record",
    "suggestions": "Suggestions",
    "placed": "Introductions and placements",
}
ROOMS = {"voice": "said", "matches": "suggestions"}


def _elsewhere(person: YoungPerson) -> Iterable[Event]:
    for receiver, events in signals.asked_for_story.send(person):
        room = str(receiver.__module__).split(".")[1]
        for event in events:
            yield replace(event, kind=ROOMS.get(room, "placed"))


def narrowed(events: list[Event], kind: str) -> tuple[list[Event], list[tuple[str, str, int]]]:
    """Return what is of this kind, and every kind there is with how much of it."""
    known = [(key, words, sum(e.kind == key for e in events)) for key, words in KINDS.items()]
    shown = [event for event in events if event.kind == kind] if kind in KINDS else events
    return shown, [line for line in known if line[2]]


def names() -> dict[int, str]:
    """Return the name of everybody a story may speak of: staff are some dozens of people."""
    staff = select(User.id, User.name).where(
        User.role.in_(["advisor", "manager", "coordinator", "admin"])
    )
    return {row.id: row.name for row in db.session.execute(staff)}


def _agreements(person: YoungPerson, people: dict[int, str]) -> Iterable[Event]:
    for consent in person.consents:
        what = _about(consent)
        until = f" Until {long_date(consent.until)}." if consent.until else ""
        by = people.get(consent.recorded_by_id or 0, "Themself")
        asked = f"Asked {consent.how}.{until}"
        yield Event(consent.at, f"Agreed {what}", by, asked, kind="agreed")
        if consent.withdrawn_at and consent.ended_why != "replaced":
            title = f"Took back the agreement {what}"
            yield Event(consent.withdrawn_at, title, kind="agreed")


def _about(consent: Consent) -> str:
    if consent.purpose == Purpose.MATCHING:
        return "to look for opportunities"
    return f"to share with {consent.employer.name if consent.employer else 'an employer'}"


def _steps(steps: list[Any], people: dict[int, str]) -> Iterable[Event]:
    for row in steps:
        by = people.get(row.by_id or 0, "")
        if row.kind == "activity":
            what = choices.words(choices.ACTIVITIES, row.what)
            yield Event(row.at, f"Activity: {what}", by, f"Since {long_date(row.since)}.")
        elif row.kind == "hand_over":
            to, before = people.get(row.to_id, "Somebody"), people.get(row.from_id or 0, "nobody")
            yield Event(row.at, f"{to} became the advisor, after {before}", by, _why(row))
        elif row.kind == "undone":
            yield Event(
                row.at, f"The hand-over to {people.get(row.to_id, 'somebody')} was undone", by
            )
        elif row.kind == "note":
            title = choices.NOTES.get(row.what, "Note")
            yield Event(row.at, title, by, row.reason, kind="contact")
        elif row.kind == "put_off":
            yield Event(row.at, f"Put off until {long_date(row.since)}", by, row.reason)
        elif row.kind == "move":
            yield Event(row.at, MOVES.get(row.what, row.what), by, row.reason or "")


def _why(row: Any) -> str:
    return "\n\n".join(part for part in (row.reason, row.after) if part)


def _step(kind: str, at: Any, what: Any, reason: Any, by: Any, **more: Any) -> Select[Any]:
    # One shape for every table, so that one statement reads them all.
    return select(
        literal(kind).label("kind"),
        at.label("at"),
        what.label("what"),
        reason.label("reason"),
        by.label("by_id"),
        more.get("since", cast(null(), Date)).label("since"),
        more.get("frm", cast(null(), Integer)).label("from_id"),
        more.get("to", cast(null(), Integer)).label("to_id"),
        more.get("after", cast(null(), Text)).label("after"),
    )


def _every_step(person_id: int) -> CompoundSelect[*tuple[Any, ...]]:
    # One statement for six tables: a page may ask the database only so often.
    moves, given, done, noted, nothing = StateChange, Transfer, Activity, Note, literal("")
    told, put_off = RecordChange, RoundMark
    return union_all(
        _step("move", moves.at, moves.verb, moves.reason, moves.by_id).where(
            moves.machine == YOUNG_PERSON.name, moves.subject_id == person_id
        ),
        _step(
            "hand_over",
            *(given.at, nothing, given.reason, given.by_id),
            frm=given.from_id,
            to=given.to_id,
            after=given.note,
        ).where(given.young_person_id == person_id),
        _step("undone", given.done_at, nothing, nothing, given.by_id, to=given.to_id).where(
            given.young_person_id == person_id, given.state == TransferState.UNDONE
        ),
        _step("activity", done.at, done.code, nothing, done.recorded_by_id, since=done.since).where(
            done.young_person_id == person_id
        ),
        _step("note", noted.at, noted.contact, noted.words, noted.by_id).where(
            noted.young_person_id == person_id
        ),
        _step(
            "put_off",
            *(put_off.at, nothing, put_off.reason, put_off.by_id),
            since=put_off.until,
        ).where(put_off.young_person_id == person_id, put_off.until.is_not(None)),
        _step(
            "change",
            *(told.at, told.field, cast(told.before, Text), told.by_id),
            after=cast(told.after, Text),
        ).where(told.young_person_id == person_id),
    )


def _changes(
    person: YoungPerson, rows: Iterable[AuditEvent], told: changes.Days, people: dict[int, str]
) -> Iterable[Event]:
    # What one person changed on one day is one line of the story.
    days: dict[tuple[date, int], list[AuditEvent]] = {}
    for row in rows:
        days.setdefault((clock.local(row.at).date(), row.actor_id or 0), []).append(row)
    for (day, actor), same in days.items():
        fields = [name for row in same for name in row.details.get("fields", [])]
        title = choices.updated(fields)
        if title:
            differ = tuple(told.get((day, actor), ()))
            themself = person.preferred_name if same[-1].actor_role == YOUNG_PERSON_ROLE else ""
            yield Event(same[-1].at, title, people.get(actor, themself), changes=differ)


def trail(person: YoungPerson) -> list[AuditEvent]:
    """Return the last changes and readings in the audit trail, newest first, with one query."""
    theirs = (AuditEvent.subject == "young_person", AuditEvent.subject_ref == person.ref)
    last = [
        select(AuditEvent.id)
        .where(*theirs, AuditEvent.action == action)
        .order_by(AuditEvent.id.desc())
        .limit(500)
        for action in (CHANGE, READ)
    ]
    statement = select(AuditEvent).where(or_(*(AuditEvent.id.in_(part) for part in last)))
    return list(db.session.scalars(statement.order_by(AuditEvent.id.desc())))


def _given(person: YoungPerson, seen: Sequence[AuditEvent] | None) -> Sequence[AuditEvent]:
    return trail(person) if seen is None else seen


def lately(person: YoungPerson, count: int = 4) -> list[Event]:
    """Return the last few things that happened, in few words, with one query."""
    statement = (
        select(AuditEvent.at, AuditEvent.action, AuditEvent.details, User.name)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .where(AuditEvent.subject == "young_person", AuditEvent.subject_ref == person.ref)
        .where(AuditEvent.action != READ)
        .order_by(AuditEvent.id.desc())
        .limit(40)
    )
    told: list[Event] = []
    for at, action, details, by in db.session.execute(statement):
        title = in_short(action.removeprefix("young_person."), details)
        if title and (not told or told[-1].title != title):
            told.append(Event(at, title, by or ""))
    return told[:count] or _from_the_record(person)[:count]


def _from_the_record(person: YoungPerson) -> list[Event]:
    # A record that came from elsewhere has no trail here yet, only what it says of itself.
    told = [*_agreements(person, {}), Event(person.created_at, "Record started")]
    dated = [Event(event.when, event.title) for event in told]
    return sorted(dated, key=lambda event: event.when, reverse=True)


def in_short(action: str, details: dict[str, Any]) -> str:
    if action == "change":
        return choices.updated(details.get("fields", []))
    if action == "consent_withdrawn":
        return "Took back an agreement"
    others = {
        "start": "Record started",
        "consent": "Recorded an agreement",
        "hand_over": "Handed over to another advisor",
        "hand_over_undone": "Hand-over undone",
        "note": "Wrote a note",
        "put_off": "Put off for a while",
    }
    return others.get(action) or MOVES.get(action, "")


def readers(
    person: YoungPerson,
    people: dict[int, str] | None = None,
    seen: Sequence[AuditEvent] | None = None,
) -> list[Reading]:
    """Return who opened the record, by day, newest first; appearing in a search counts."""
    people = names() if people is None else people
    found: dict[tuple[date, int], Reading] = {}
    for row in (row for row in _given(person, seen) if row.action == READ):
        key = (clock.local(row.at).date(), row.actor_id or 0)
        before = found.get(key)
        who = people.get(key[1], "the product itself")
        found[key] = Reading(key[0], who, row.actor_role, before.times + 1 if before else 1)
    return list(found.values())[:30]
