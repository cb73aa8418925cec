"""What an organisation may change about itself, and who acts for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import update

from app import clock, db
from app.audit import services as audit
from app.employers import services
from app.employers.models import Employer, EmployerNote, EmployerState
from app.employers.registration import Organisation, check_postcode
from app.employers.states import EMPLOYER
from app.errors import NotAllowed, Stale

if TYPE_CHECKING:
    from app.accounts.models import User

# A change here after approval is looked at: it might be another organisation.
WHO_THEY_ARE = {"name", "kind", "number", "directorate", "website"}
CLOSED = {EmployerState.DECLINED, EmployerState.SUSPENDED, EmployerState.ARCHIVED}


@dataclass(frozen=True)
class Safety:
    """What protects people at work there, with its dates."""

    insurance_until: date | None = None
    risk_assessed_on: date | None = None


@db.transaction()
def change(
    employer: Employer, organisation: Organisation, safety: Safety, *, version: int, by: User
) -> list[str]:
    """Keep new answers; return the names of what changed. Raises Stale or NoSuchPostcode."""
    services.lock(employer)
    refuse_if_closed(employer)
    if employer.version != version:
        raise Stale
    check_postcode(organisation.postcode)
    new = {**vars(organisation), **vars(safety)}
    changed = sorted(name for name, value in new.items() if getattr(employer, name) != value)
    for name in changed:
        setattr(employer, name, new[name])
    employer.plain_name = services.plain_name(employer.name)
    if changed:
        _note_change(employer, changed, by)
    return changed


def refuse_if_closed(employer: Employer) -> None:
    """Raise NotAllowed while the council has closed the door."""
    if employer.state in CLOSED:
        raise NotAllowed("This organisation is not open at the moment. Call us to talk about it")


def _note_change(employer: Employer, changed: list[str], by: User) -> None:
    approved = employer.state in {EmployerState.APPROVED, EmployerState.DORMANT}
    if approved and WHO_THEY_ARE & set(changed):
        employer.recheck_since = employer.recheck_since or clock.now()
    answered = update(EmployerNote).where(
        EmployerNote.employer_id == employer.id,
        EmployerNote.field.in_(changed),
        EmployerNote.answered_at.is_(None),
    )
    db.session.execute(answered.values(answered_at=clock.now()))
    audit.record("employer.changed", "employer", employer.ref, by=by, fields=changed)


@db.transaction()
def answer(employer: Employer, words: str, *, by: User) -> None:
    """Send the organisation’s answer to what the council asked."""
    services.lock(employer)
    EMPLOYER.apply(employer, "answer", by=by)
    employer.review_due = services.review_by(employer)
    employer.first_yes_by_id = employer.first_yes_at = None
    still_open = update(EmployerNote).where(
        EmployerNote.employer_id == employer.id,
        EmployerNote.internal.is_(False),
        EmployerNote.answered_at.is_(None),
    )
    db.session.execute(still_open.values(answered_at=clock.now()))
    if words:
        now = clock.now()
        db.session.add(
            EmployerNote(employer_id=employer.id, words=words, by_id=by.id, at=now, answered_at=now)
        )


@db.transaction()
def still_happy(employer: Employer, *, by: User) -> None:
    """Note that the organisation still wants to help; a quiet one is awake again."""
    services.lock(employer)
    if employer.state == EmployerState.DORMANT:
        EMPLOYER.apply(employer, "wake", by=by)
    elif employer.state != EmployerState.APPROVED:
        raise NotAllowed
    employer.confirmed_at = clock.now()
    audit.record("employer.still_happy", "employer", employer.ref, by=by)
