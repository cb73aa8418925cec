"""Preparing the copy somebody asked for: its clock, what is looked at, the second look, the handing over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, false, select

from app import clock, db
from app.accounts.models import Role, User
from app.audit import services as audit
from app.audit.services import Actor
from app.errors import DomainError
from app.privacy import copying, items
from app.privacy.copying import Outcome, Outcomes
from app.privacy.models import CopyState as S
from app.privacy.models import DataCopy
from app.privacy.states import DATA_COPY
from app.settings import services as settings
from app.voice import requests
from app.voice.models import RequestKind, VoiceRequest
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

OPEN = (S.PREPARING, S.CHECKING)
WHY = items.PREPARING
READY_WORDS = (
    "Your copy is ready. You can open it on this page, under “Ask”. "
    "The person who works with you can also print it and look through it with you."
)


class LookFirst(DomainError):
    """Nothing goes before somebody has looked at every marked place."""

    message = "Look at every marked place first"


class SomebodyElse(DomainError):
    """Two people: a wrong copy cannot be taken back."""

    message = "Somebody else has to look: you prepared this copy"


class Begun(DomainError):
    """One copy at a time."""

    message = "A copy for them is being prepared already"


class ClockStands(DomainError):
    """A clock that stands cannot stop again, and one that runs cannot run again."""

    message = "The clock is not as this page showed it. Look again"


class SayWhy(DomainError):
    """Who pauses or extends has to tell them why."""

    message = "Enter why, in words they may read"
    field = "why"


class Gone(DomainError):
    """A copy is kept for some weeks only."""

    message = "This copy is not kept any more. Ask for a new one"


@dataclass(frozen=True)
class Asked:
    """How somebody asked, when they did not do it on their own page."""

    how: str
    on: date
    identity: str


def due_on(asked: date, *, extended: bool = False) -> date:
    """Return the last day to answer what was asked on a day."""
    months = int(settings.value("privacy.copy_months", asked))
    more = int(settings.value("privacy.extension_months", asked)) if extended else 0
    return clock.months_after(asked, months + more)


@db.transaction()
def begin(request: VoiceRequest, *, by: User) -> DataCopy:
    """Begin a copy that was asked for on somebody’s own page; once."""
    if request.kind != RequestKind.DATA or request.state not in requests.OPEN:
        raise Begun("Nobody waits for this copy any more")
    asked = Asked("page", clock.local(request.made_at).date(), "They opened their own link")
    return _begin(request.young_person, asked, request, by)


@db.transaction()
def begin_for(person: YoungPerson, asked: Asked, *, by: User) -> DataCopy:
    """Begin a copy that was asked for in another way; it joins what waits on their page."""
    open_one = select(VoiceRequest).where(
        VoiceRequest.young_person_id == person.id,
        VoiceRequest.kind == RequestKind.DATA,
        VoiceRequest.state.in_(requests.OPEN),
    )
    return _begin(person, asked, db.session.scalars(open_one.limit(1)).first(), by)


def _begin(person: YoungPerson, asked: Asked, request: VoiceRequest | None, by: User) -> DataCopy:
    db.session.refresh(person, with_for_update={"of": YoungPerson})
    if open_of(person):
        raise Begun
    row = DataCopy(
        young_person=person,
        request=request,
        how_asked=asked.how,
        identity=asked.identity,
        asked_on=asked.on,
        due=due_on(asked.on),
        begun_by=by,
        begun_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    if request:
        request.due = row.due
    audit.record("data_copy.begin", "data_copy", row.ref, by=by, young_person=person.ref)
    return row


def of_request(request: VoiceRequest) -> DataCopy | None:
    """Return the copy that answers a wish, if somebody has begun on it."""
    statement = select(DataCopy).where(DataCopy.request_id == request.id)
    return db.session.scalars(statement).first()


def open_of(person: YoungPerson) -> DataCopy | None:
    """Return the copy that is being prepared for somebody, if any."""
    statement = select(DataCopy).where(
        DataCopy.young_person_id == person.id, DataCopy.state.in_(OPEN)
    )
    return db.session.scalars(statement).first()


def ready_for(person: YoungPerson) -> DataCopy | None:
    """Return the newest copy somebody can collect, if it is still kept."""
    statement = select(DataCopy).where(
        DataCopy.young_person_id == person.id,
        DataCopy.state.in_((S.READY, S.HANDED_OVER)),
        DataCopy.content.is_not(None),
    )
    return db.session.scalars(statement.order_by(DataCopy.id.desc()).limit(1)).first()


def visible_to(user: User) -> Select[DataCopy]:
    """Return the copies this person may see: the only scope there is.

    A coordinator prepares them all. A manager sees those of the team once they are to be looked at,
    an advisor those of their young people once they are ready.
    """
    if user.role == Role.COORDINATOR:
        return select(DataCopy)
    shown = {
        Role.MANAGER: (S.CHECKING, S.READY, S.HANDED_OVER),
        Role.ADVISOR: (S.READY, S.HANDED_OVER),
    }.get(user.role)
    if shown is None:
        return select(DataCopy).where(false())
    mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
    return select(DataCopy).where(DataCopy.young_person_id.in_(mine), DataCopy.state.in_(shown))


def find(ref: str, *, by: User) -> DataCopy:
    """Return a copy; NoResultFound when there is none, or none for this person."""
    return db.session.scalars(visible_to(by).where(DataCopy.ref == ref)).one()


def _held(ref: str, by: User) -> DataCopy:
    statement = visible_to(by).where(DataCopy.ref == ref).with_for_update(of=DataCopy)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def waiting(user: User) -> list[DataCopy]:
    """Return the copies that are not handed over yet, the most urgent first."""
    statement = visible_to(user).where(DataCopy.state.in_((*OPEN, S.READY)))
    return list(db.session.scalars(statement.order_by(DataCopy.due, DataCopy.id)))


def not_begun() -> list[VoiceRequest]:
    """Return the wishes for a copy nobody has begun on, the most urgent first."""
    begun = select(DataCopy.request_id).where(DataCopy.request_id.is_not(None))
    statement = select(VoiceRequest).where(
        VoiceRequest.kind == RequestKind.DATA,
        VoiceRequest.state.in_(requests.OPEN),
        VoiceRequest.id.not_in(begun),
    )
    return list(db.session.scalars(statement.order_by(VoiceRequest.due, VoiceRequest.id)))


def outcomes(row: DataCopy) -> Outcomes:
    """Return what was decided about each place."""
    return {
        key: Outcome(held["give"], held["reason"], tuple(held["cover"]))
        for key, held in row.outcomes.items()
    }


@db.transaction()
def decide(ref: str, key: str, outcome: Outcome, *, by: User) -> None:
    """Write down what becomes of one place; NoResultFound where there is no such place."""
    row = _held(ref, by)
    _in_hand(row)
    held: dict[str, Any] = {
        "give": outcome.give,
        "reason": outcome.reason,
        "cover": list(outcome.cover),
        "by": by.id,
    }
    row.outcomes = {**row.outcomes, key: held}
    audit.record("data_copy.decide", "data_copy", row.ref, by=by, place=key, give=outcome.give)


def _in_hand(row: DataCopy) -> None:
    if row.state != S.PREPARING:
        raise DomainError("This copy is not being prepared any more. Send it back first")


def undecided(row: DataCopy) -> list[str]:
    """Return the marked places nobody has looked at."""
    marked = items.to_look_at(items.sections(row.young_person_id))
    return [item.key for _, item in marked if item.key not in row.outcomes]


@db.transaction()
def ask_check(ref: str, *, by: User) -> DataCopy:
    """Say that every place was looked at and a second person may look."""
    row = _held(ref, by)
    if undecided(row):
        raise LookFirst
    if not settings.value("privacy.two_people"):
        DATA_COPY.apply(row, "release_alone", by=by)
        return _make(row, by)
    DATA_COPY.apply(row, "ask_check", by=by)
    row.asked_check_by_id = by.id
    return row


@db.transaction()
def release(ref: str, *, by: User) -> DataCopy:
    """Let it go: what was seen is kept as it is, and their request is answered."""
    row = _held(ref, by)
    if by.id in {row.begun_by_id, row.asked_check_by_id, *_deciders(row)}:
        raise SomebodyElse
    if undecided(row):
        raise LookFirst("Something new came in since it was prepared. Send it back to be looked at")
    DATA_COPY.apply(row, "release", by=by)
    return _make(row, by)


def _deciders(row: DataCopy) -> set[int]:
    return {int(held["by"]) for held in row.outcomes.values()}


def _make(row: DataCopy, by: User) -> DataCopy:
    row.content = copying.copy(row.young_person_id, outcomes(row))
    row.ready_at, row.checked_by_id = clock.now(), by.id
    if row.request and row.request.state in requests.OPEN:
        requests.REQUEST.apply(row.request, "finish", by=by)
        row.request.answer, row.request.answered_at = READY_WORDS, clock.now()
    return row


@db.transaction()
def send_back(ref: str, reason: str, *, by: User) -> DataCopy:
    """Send it back to whoever prepares it, with what to change."""
    row = _held(ref, by)
    DATA_COPY.apply(row, "send_back", by=by, reason=reason)
    return row


@db.transaction()
def stop(ref: str, reason: str, *, by: User) -> DataCopy:
    """Stop: they do not want it any more."""
    row = _held(ref, by)
    DATA_COPY.apply(row, "stop", by=by, reason=reason)
    row.paused_on = None
    return row


@db.transaction()
def pause(ref: str, why: str, *, by: User) -> DataCopy:
    """Stop the clock until they have said what we need to know."""
    row = _held(ref, by)
    if not why.strip():
        raise SayWhy
    if row.paused_on or row.state not in OPEN:
        raise ClockStands
    row.paused_on, row.paused_why = clock.today(), why
    audit.record("data_copy.pause", "data_copy", row.ref, by=by)
    return row


@db.transaction()
def resume(ref: str, *, by: User) -> DataCopy:
    """Let the clock run again; the days it stood are added to the last day."""
    row = _held(ref, by)
    if row.paused_on is None:
        raise ClockStands
    stood = (clock.today() - row.paused_on).days
    _due(row, date.fromordinal(row.due.toordinal() + stood))
    row.paused_days, row.paused_on = row.paused_days + stood, None
    audit.record("data_copy.resume", "data_copy", row.ref, by=by, days=stood)
    return row


@db.transaction()
def extend(ref: str, why: str, *, by: User) -> DataCopy:
    """Take the longer time the law allows where it is a lot; once, and before the time is up."""
    row = _held(ref, by)
    if not why.strip():
        raise SayWhy
    if row.extended_why or row.state not in OPEN or clock.today() > row.due:
        raise ClockStands("It can be extended once, and only before the last day is over")
    row.extended_why = why
    extended = due_on(row.asked_on, extended=True)
    _due(row, date.fromordinal(extended.toordinal() + row.paused_days))
    audit.record("data_copy.extend", "data_copy", row.ref, by=by)
    return row


def _due(row: DataCopy, day: date) -> None:
    row.due = day
    if row.request and row.request.state in requests.OPEN:
        row.request.due = day


@db.transaction()
def hand_over(row: DataCopy, how: str, *, by: Actor) -> DataCopy:
    """Note that it was handed over, and how."""
    db.session.refresh(row, with_for_update={"of": DataCopy})
    DATA_COPY.apply(row, "hand_over", by=by)
    row.handed_at, row.handed_how = clock.now(), how
    return row


@db.transaction()
def collect(number: int, *, by: Actor) -> bytes:
    """Return a copy to the young person it is about; the first time counts as handing it over."""
    row = db.session.get_one(DataCopy, number)
    if row.state == S.READY:
        hand_over(row, "page", by=by)
    audit.record("data_copy.fetch", "data_copy", row.ref, by=by)
    if row.content is None:
        raise Gone
    return row.content


def shown(row: DataCopy) -> bytes:
    """Return a copy as staff may see it: while it is prepared, as it would go now."""
    if row.state in OPEN:
        return copying.copy(row.young_person_id, outcomes(row))
    if row.content is None:
        raise Gone
    return row.content
