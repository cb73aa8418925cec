"""The council looks at an organisation: moves, notes, and a second person before a yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from app import clock, db
from app.audit import services as audit
from app.employers import letters, services
from app.employers.models import Employer, EmployerNote, EmployerState, Membership
from app.employers.signals import merged
from app.employers.states import EMPLOYER, two_people
from app.errors import DomainError, NotAllowed

if TYPE_CHECKING:
    from app.accounts.models import User

# Moves the organisation hears of; the message bears the verb’s name.
TOLD = {"approve", "ask", "decline", "reopen", "rest", "suspend", "lift", "archive"}


class SamePerson(DomainError):
    """Two people means two people."""

    message = "You have said yes already. A second coordinator has to say yes too"


@db.transaction()
def act(employer: Employer, verb: str, *, by: User | None, reason: str | None = None) -> bool:
    """Make a move and tell the organisation; return False when it was the first yes of two."""
    services.lock(employer)
    if verb == "approve" and by is not None and _is_first_yes(employer, by):
        employer.first_yes_by_id, employer.first_yes_at = by.id, clock.now()
        audit.record("employer.first_yes", "employer", employer.ref, by=by)
        return False
    asked = services.asked(employer)
    EMPLOYER.apply(employer, verb, by=by, reason=reason)
    _settle(employer, verb, by)
    if verb in TOLD:
        letters.tell(employer, verb, reason=reason, asked=asked)
    return True


def _is_first_yes(employer: Employer, by: User) -> bool:
    line = EMPLOYER.find(employer.state, "approve")
    if line is None or by.role not in line.who or not two_people():
        return False  # the machine answers
    if employer.first_yes_by_id == by.id:
        raise SamePerson
    return employer.first_yes_by_id is None


def _settle(employer: Employer, verb: str, by: User | None) -> None:
    waits = employer.state == EmployerState.PENDING_REVIEW
    employer.review_due = services.review_by() if waits else None
    now = clock.now()
    if employer.state == EmployerState.APPROVED:
        employer.confirmed_at = now
    if verb == "approve":
        employer.approved_at, employer.approved_by_id = now, by.id if by else None
        employer.recheck_since = None
    elif verb != "rest" and employer.state != EmployerState.APPROVED:
        # Whoever said yes said it about how things stood then.
        employer.first_yes_by_id = employer.first_yes_at = None


@dataclass(frozen=True)
class Remark:
    """What a coordinator writes about an organisation or one of its fields."""

    words: str
    field: str | None = None
    internal: bool = False


@db.transaction()
def note(employer: Employer, remark: Remark, *, by: User) -> None:
    """Keep a remark; one that is not internal goes out with the next “ask for more”."""
    db.session.add(
        EmployerNote(employer_id=employer.id, by_id=by.id, at=clock.now(), **vars(remark))
    )
    audit.record("employer.noted", "employer", employer.ref, by=by, field=remark.field)


@db.transaction()
def seen_again(employer: Employer, *, by: User) -> None:
    """Note that somebody looked at what changed after approval."""
    services.lock(employer)
    if employer.recheck_since is None:
        raise NotAllowed("Somebody has looked at this already")
    employer.recheck_since = None
    audit.record("employer.rechecked", "employer", employer.ref, by=by)


class NotTheSame(DomainError):
    """Joining two registrations cannot be undone."""

    message = "Choose one of the similar organisations shown"
    field = "into"


@db.transaction()
def merge(duplicate: Employer, into: Employer, *, by: User, reason: str) -> None:
    """Join a duplicate to the organisation that stays; everything of it moves over."""
    if duplicate.id == into.id or into.state == EmployerState.ARCHIVED:
        raise NotTheSame
    services.lock(duplicate)
    merged.send(duplicate, into=into, by=by)
    _move_members(duplicate, into)
    _move_rows(duplicate, into)
    _archive(duplicate, by, reason)
    duplicate.merged_into_id = into.id
    audit.record("employer.merged", "employer", duplicate.ref, by=by, into=into.ref)


def _archive(duplicate: Employer, by: User, reason: str) -> None:
    for verb in ("suspend", "archive"):
        if EMPLOYER.find(duplicate.state, verb):
            EMPLOYER.apply(duplicate, verb, by=by, reason=reason)
    duplicate.review_due = duplicate.recheck_since = None


def _move_members(duplicate: Employer, into: Employer) -> None:
    known = select(Membership.user_id).where(Membership.employer_id == into.id)
    again = delete(Membership).where(
        Membership.employer_id == duplicate.id, Membership.user_id.in_(known)
    )
    db.session.execute(again, execution_options={"synchronize_session": False})


def _move_rows(duplicate: Employer, into: Employer) -> None:
    # Every table that points to an organisation, also those of features above this one.
    for table in db.Model.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "employer.id" and table.name != "employer":
                values = {key.parent.name: into.id}
                db.session.execute(update(table).where(key.parent == duplicate.id).values(values))
    db.session.expire_all()
