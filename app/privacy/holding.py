"""Records that are not to be forgotten for now: a law or a court, or a decision to keep them longer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, or_, select

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.errors import DomainError
from app.privacy.models import RecordHold
from app.young_people.models import YoungPerson

LEGAL, KEPT = "legal", "kept"


class HoldReason(DomainError):
    """Whoever holds a record says why."""

    message = "Enter why"
    field = "why"


def held(person: YoungPerson) -> bool:
    """Whether a legal hold stands on somebody’s record today."""
    return any(hold.kind == LEGAL for hold in standing(person))


def standing(person: YoungPerson) -> list[RecordHold]:
    """Return the holds that stand on somebody’s record today."""
    statement = _standing().where(RecordHold.young_person_id == person.id)
    return list(db.session.scalars(statement))


def all_standing() -> list[RecordHold]:
    """Return every hold that stands today, the oldest first."""
    return list(db.session.scalars(_standing()))


def _standing() -> Select[RecordHold]:
    return (
        select(RecordHold)
        .where(RecordHold.lifted_at.is_(None))
        .where(or_(RecordHold.until.is_(None), RecordHold.until >= clock.today()))
        .order_by(RecordHold.id)
    )


@db.transaction()
def place(
    person: YoungPerson, kind: str, reason: str, *, until: date | None = None, by: User
) -> RecordHold:
    """Hold a record: `legal` forbids to forget it, `kept` puts the question off until a day."""
    if not reason.strip():
        raise HoldReason
    row = RecordHold(
        young_person_id=person.id,
        kind=kind,
        reason=reason,
        until=until,
        placed_by_id=by.id,
        placed_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("record_hold.place", "record_hold", row.ref, by=by, young_person=person.ref)
    return row


@db.transaction()
def lift(ref: str, *, by: User) -> RecordHold:
    """Lift a hold; NoResultFound when none of this reference stands."""
    row = db.session.scalars(_standing().where(RecordHold.ref == ref)).one()
    row.lifted_at, row.lifted_by_id = clock.now(), by.id
    audit.record("record_hold.lift", "record_hold", row.ref, by=by)
    return row
