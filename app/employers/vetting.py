"""The council looks at an organisation: moves, notes, and a second person before a yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import clock, db
from app.audit import services as audit
from app.employers import facts, letters, services
from app.employers.models import Employer, EmployerNote, EmployerState
from app.employers.states import EMPLOYER, two_people
from app.errors import DomainError, NotAllowed

if TYPE_CHECKING:
    from app.accounts.models import User

# Moves the organisation hears of; the message bears the verb’s name.
TOLD = {"approve", "ask", "decline", "reopen", "rest", "suspend", "lift", "archive"}


# After these somebody wants to see what has changed since.
DECISIONS = {"approve", "ask", "decline"}


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
    if verb in DECISIONS:
        employer.decided_facts = as_it_stands(employer)
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


def as_it_stands(employer: Employer) -> dict[str, str | None]:
    """Return the facts about an organisation in words, to compare them with later."""
    return {str(row["key"]): row["value"] for row in facts.rows(employer)}


def since_then(employer: Employer) -> list[list[str]]:
    """Return what changed since the council last decided: what, before, now."""
    if employer.decided_facts is None:
        return []
    before, now = employer.decided_facts, as_it_stands(employer)
    return [
        [key, before.get(key) or "not said", now.get(key) or "not said"]
        for key in {**before, **now}
        if before.get(key) != now.get(key)
    ]


@db.transaction()
def take_back(employer: Employer, *, by: User) -> None:
    """Take one’s own first yes back while nobody has said the second."""
    services.lock(employer)
    waits = employer.state == EmployerState.PENDING_REVIEW
    if not waits or employer.first_yes_by_id != by.id:
        raise NotAllowed("There is no yes of yours to take back any more")
    employer.first_yes_by_id = employer.first_yes_at = None
    audit.record("employer.yes_taken_back", "employer", employer.ref, by=by)


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
    employer.decided_facts = as_it_stands(employer)
    audit.record("employer.rechecked", "employer", employer.ref, by=by)
