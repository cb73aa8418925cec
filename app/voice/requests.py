"""What young people ask of the council: each has an owner, a clock, and an answer they read."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Select, false, select
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts.models import Role, User
from app.audit import services as audit
from app.audit.services import THEMSELF
from app.errors import DomainError
from app.filters import due
from app.settings import services as settings
from app.states import Machine, move
from app.voice.models import RequestKind as K
from app.voice.models import RequestState as S
from app.voice.models import VoiceRequest
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

STAFF = "advisor manager coordinator"
OPEN = (S.RECEIVED, S.ACKNOWLEDGED)
REQUEST = Machine(
    "voice_request",
    S,
    S.RECEIVED,
    (
        move("acknowledge", S.RECEIVED, S.ACKNOWLEDGED, STAFF, "I have read this"),
        move("finish", OPEN, S.DONE, STAFF, "Send the answer", tone="primary"),
        move("take_back", OPEN, S.TAKEN_BACK, "young_person", "Take it back"),
    ),
)
OWNERS = {K.DATA: "coordinator", K.COMPLAIN: "coordinator"}
TITLES = {
    K.TALK: "Wants to talk",
    K.DATA: "Asks for a copy of their data",
    K.CORRECT: "Says that something is wrong on their record",
    K.COMPLAIN: "Complains",
    K.OBJECT: "Does not want to be matched",
}
CLOCKS = {
    K.TALK: ("voice.talk_working_days", True),
    K.OBJECT: ("voice.object_working_days", True),
    K.CORRECT: ("voice.correct_days", False),
    K.COMPLAIN: ("voice.complain_days", False),
}


class SaySomething(DomainError):
    """Somebody who asked gets an answer in words."""

    message = "Enter the answer they will read"
    field = "answer"


def due_on(kind: K) -> date:
    """Return the day by which a request made today is to be answered."""
    if kind == K.DATA:  # a month, which is not always thirty days
        return clock.months_after(clock.today(), settings.value("privacy.copy_months"))
    key, working = CLOCKS[kind]
    days = settings.value(key)
    return (
        clock.add_working_days(clock.today(), days)
        if working
        else clock.today() + timedelta(days=days)
    )


@db.transaction()
def ask(
    person: YoungPerson, kind: K, words: str = "", *, advisor_may_read: bool = True
) -> VoiceRequest:
    """Write down what somebody asks for; the same wish twice, still open, is one with both words."""
    earlier = _open_one(person, kind)
    if earlier and earlier.advisor_may_read == advisor_may_read:
        earlier.words = "\n\n".join(part for part in (earlier.words, words) if part)[:4000]
        return earlier
    row = VoiceRequest(
        young_person_id=person.id,
        kind=kind,
        words=words,
        owner=OWNERS.get(kind, "advisor"),
        advisor_may_read=advisor_may_read,
        made_at=clock.now(),
        due=due_on(kind),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("voice_request.make", "voice_request", row.ref, by=THEMSELF, kind=kind.value)
    return row


def _open_one(person: YoungPerson, kind: K) -> VoiceRequest | None:
    statement = _of(person).where(VoiceRequest.kind == kind, VoiceRequest.state.in_(OPEN))
    return db.session.scalars(statement).first()


def _of(person: YoungPerson) -> Select[VoiceRequest]:
    return (
        select(VoiceRequest)
        .where(VoiceRequest.young_person_id == person.id)
        .order_by(VoiceRequest.id.desc())
    )


def of_person(person: YoungPerson) -> list[VoiceRequest]:
    """Return everything somebody asked for, newest first: for their own eyes."""
    return list(db.session.scalars(_of(person)))


def shown_to_staff(person: YoungPerson) -> list[VoiceRequest]:
    """Return what somebody asked for and lets their advisor read."""
    return [row for row in of_person(person) if row.advisor_may_read]


def visible_to(user: User) -> Select[VoiceRequest]:
    """Return the requests this person may see: the only scope there is.

    An advisor or manager: those of young people they may see, unless it was not meant for them.
    The coordinator: those that are the coordinator’s to answer.
    """
    if user.role == Role.COORDINATOR:
        return select(VoiceRequest).where(VoiceRequest.owner == "coordinator")
    if user.role in {Role.ADVISOR, Role.MANAGER}:
        mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
        return select(VoiceRequest).where(
            VoiceRequest.young_person_id.in_(mine), VoiceRequest.advisor_may_read
        )
    return select(VoiceRequest).where(false())


def find(ref: str, *, by: User) -> VoiceRequest:
    """Return a request; NoResultFound when there is none, or none for this person."""
    return db.session.scalars(visible_to(by).where(VoiceRequest.ref == ref)).one()


def waiting(user: User) -> list[VoiceRequest]:
    """Return what waits for an answer of this person, the most urgent first."""
    owner = "coordinator" if user.role == Role.COORDINATOR else "advisor"
    statement = visible_to(user).where(VoiceRequest.state.in_(OPEN), VoiceRequest.owner == owner)
    return list(db.session.scalars(statement.order_by(VoiceRequest.due, VoiceRequest.id)))


def open_of(people: list[int]) -> dict[int, list[str]]:
    """Return in words what each of these asked of their advisor and waits for, in one query."""
    statement = (
        select(VoiceRequest)
        .where(VoiceRequest.young_person_id.in_(people), VoiceRequest.state.in_(OPEN))
        .where(VoiceRequest.owner == "advisor", VoiceRequest.advisor_may_read)
        .order_by(VoiceRequest.due, VoiceRequest.id)
    )
    found: dict[int, list[str]] = {}
    for row in db.session.scalars(statement):
        words = f"{TITLES[row.kind]}: answer {due(row.due)}"
        found.setdefault(row.young_person_id, []).append(words)
    return found


def may_answer(row: VoiceRequest, user: User) -> bool:
    """Whether this request is this person’s to answer."""
    return (row.owner == "coordinator") == (user.role == Role.COORDINATOR)


@db.transaction()
def acknowledge(ref: str, *, by: User) -> VoiceRequest:
    """Note that it was read; they see that."""
    row = _held(ref, by)
    REQUEST.apply(row, "acknowledge", by=by)
    if row.kind == K.COMPLAIN:  # the law's clock is for this step; the answer gets one of its own
        row.due = due_on(row.kind)
    return row


@db.transaction()
def finish(ref: str, answer: str, *, by: User) -> VoiceRequest:
    """Answer it in words they read on their page."""
    if not answer.strip():
        raise SaySomething
    row = _held(ref, by)
    REQUEST.apply(row, "finish", by=by)
    row.answer, row.answered_at = answer, clock.now()
    return row


def _held(ref: str, by: User) -> VoiceRequest:
    statement = visible_to(by).where(VoiceRequest.ref == ref).with_for_update(of=VoiceRequest)
    row = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    if not may_answer(row, by):
        raise NoResultFound
    return row


@db.transaction()
def take_back(person: YoungPerson, number: int) -> None:
    """Take back the request at this place of one’s own list."""
    found = of_person(person)
    if not 1 <= number <= len(found):
        raise NoResultFound
    REQUEST.apply(found[number - 1], "take_back", by=THEMSELF)
