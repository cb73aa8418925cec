"""The wish to forget a young person: one proposes it, another confirms it, and then it is done."""

from __future__ import annotations

from sqlalchemy import Select, false, select

from app import clock, db
from app.accounts.models import Role, User
from app.audit import services as audit
from app.errors import DomainError
from app.privacy import erasing
from app.privacy.models import Erasure
from app.privacy.models import ErasureState as S
from app.settings import services as settings
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

GROUNDS = {
    "asked": "They asked for it",
    "no_need": "Nobody needs their record any more",
    "unlawful": "It should never have been kept",
}


class WaitsAlready(DomainError):
    """One wish at a time."""

    message = "Somebody has proposed to forget them already"


class SecondPerson(DomainError):
    """Two people for what cannot be undone."""

    message = "Somebody else must confirm this: you proposed it"


class SayWhy(DomainError):
    """Who proposes it says why."""

    message = "Enter why"
    field = "why"


class Decided(DomainError):
    """It was confirmed or refused in between."""

    message = "This was decided already"


@db.transaction()
def propose(person: YoungPerson, ground: str, reason: str, *, by: User) -> Erasure:
    """Put the wish to forget somebody before a second person; nothing is forgotten yet."""
    if not reason.strip():
        raise SayWhy
    db.session.refresh(person, with_for_update={"of": YoungPerson})
    erasing.refuse(person)
    if open_of(person):
        raise WaitsAlready
    row = Erasure(
        young_person_id=person.id,
        ground=ground,
        reason=reason,
        proposed_by_id=by.id,
        proposed_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("erasure.propose", "erasure", row.ref, by=by, young_person=person.ref)
    return row


def open_of(person: YoungPerson) -> Erasure | None:
    """Return the wish that waits for a second person, if any."""
    statement = select(Erasure).where(
        Erasure.young_person_id == person.id, Erasure.state == S.PROPOSED
    )
    return db.session.scalars(statement).first()


def visible_to(user: User) -> Select[Erasure]:
    """Return the wishes this person may see: a coordinator all, a manager those of the team."""
    if user.role == Role.COORDINATOR:
        return select(Erasure)
    if user.role == Role.MANAGER:
        mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
        return select(Erasure).where(
            Erasure.young_person_id.in_(mine) | (Erasure.decided_by_id == user.id)
        )
    return select(Erasure).where(false())


def find(ref: str, *, by: User) -> Erasure:
    """Return a wish; NoResultFound when there is none, or none for this person."""
    return db.session.scalars(visible_to(by).where(Erasure.ref == ref)).one()


def waiting(user: User) -> list[Erasure]:
    """Return the wishes that wait for a second person, the oldest first."""
    statement = visible_to(user).where(Erasure.state == S.PROPOSED)
    return list(db.session.scalars(statement.order_by(Erasure.id)))


def done(user: User, most: int = 20) -> list[Erasure]:
    """Return what was decided lately, newest first."""
    statement = visible_to(user).where(Erasure.state != S.PROPOSED)
    return list(db.session.scalars(statement.order_by(Erasure.id.desc()).limit(most)))


def _held(ref: str, by: User) -> Erasure:
    statement = visible_to(by).where(Erasure.ref == ref).with_for_update(of=Erasure)
    row = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    if row.state != S.PROPOSED:
        raise Decided
    return row


@db.transaction()
def confirm(ref: str, *, by: User) -> dict[str, int]:
    """Confirm the wish and forget them; return what went, by table."""
    row = _held(ref, by)
    if settings.value("privacy.two_people") and row.proposed_by_id == by.id:
        raise SecondPerson
    number, actor = row.id, User(id=by.id, role=by.role)
    counts = erasing.erase(row.young_person, by=actor)
    _decide(db.session.get_one(Erasure, number), S.DONE, actor, counts)
    return counts


def _decide(row: Erasure, state: S, by: User, counts: dict[str, int] | None = None) -> None:
    row.state, row.decided_by_id, row.decided_at = state, by.id, clock.now()
    row.counts = counts or {}
    audit.record(f"erasure.{state.value.lower()}", "erasure", row.ref, by=by)


@db.transaction()
def refuse(ref: str, *, by: User) -> None:
    """Say no, or take the wish back; nothing was forgotten."""
    row = _held(ref, by)
    _decide(row, S.TAKEN_BACK if row.proposed_by_id == by.id else S.REFUSED, by)


@db.transaction()
def by_operator(person: YoungPerson) -> dict[str, int]:
    """Forget somebody from the command line, and leave a row that says so."""
    number = person.id
    counts = erasing.erase(person, by=None)
    row = Erasure(young_person_id=number, ground="operator", proposed_at=clock.now())
    row.state, row.decided_at, row.counts = S.DONE, clock.now(), counts
    db.session.add(row)
    return counts
