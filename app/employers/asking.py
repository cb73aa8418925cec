"""“Still happy to help?” by a signed link in a message: opening it changes nothing, an answer does.

A link says who was asked, for which organisation and when; a later question, or an answer, ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app import clock, db
from app.accounts import sealed
from app.accounts.models import User
from app.audit import services as audit
from app.employers import details, letters, parts, services
from app.employers.models import Employer, EmployerNote, EmployerState
from app.employers.parts import Task
from app.employers.states import EMPLOYER
from app.errors import DomainError
from app.outbox import services as outbox

LINK = "still-happy"
LASTS = timedelta(days=180)
ANSWERS = ("yes", "change", "no")


class LinkOver(DomainError):
    """Answered, too late, or never made: the words are the same."""

    message = "This link has been used or is not open any more"


@dataclass(frozen=True)
class Asked:
    """Who was asked for which organisation."""

    user: User
    employer: Employer


def link(employer: Employer, user: User) -> str:
    """Return the address at which one person answers for their organisation."""
    moment = employer.asked_at.isoformat() if employer.asked_at else ""
    secret = sealed.seal(LINK, [employer.ref, user.ref, moment])
    return outbox.link("employers.still_happy_by_mail", secret=secret)


def tell(employer: Employer, name: str, **context: Any) -> None:
    """Post a message to everybody who may answer for an organisation, each with a link of their own."""
    moment = employer.asked_at.isoformat() if employer.asked_at else ""
    for user in parts.who_may(employer, Task.OFFERS):
        about = f"{employer.ref}-{moment}"
        letters.write(
            user, name, about=about, employer=employer, answer=link(employer, user), **context
        )


def asked(secret: str) -> Asked:
    """Return whom a link asks; raise LinkOver when it does not work any more."""
    try:
        ref, who, moment = sealed.unseal(LINK, secret[:400], LASTS)
    except (ValueError, TypeError):
        raise LinkOver from None
    user = db.session.scalars(select(User).where(User.ref == str(who))).first()
    employer = services.employer_or_none(user) if user and user.active else None
    if user is None or employer is None or employer.ref != ref or not _open(employer, str(moment)):
        raise LinkOver
    if not parts.can(user, Task.OFFERS):
        raise LinkOver
    return Asked(user, employer)


def _open(employer: Employer, moment: str) -> bool:
    same = employer.asked_at is not None and employer.asked_at.isoformat() == moment
    said = [at for at in (employer.approved_at, employer.confirmed_at) if at]
    unanswered = bool(employer.asked_at and said and employer.asked_at > max(said))
    waits = employer.state == EmployerState.APPROVED and unanswered
    return same and (waits or employer.state == EmployerState.DORMANT)


@db.transaction()
def answer(found: Asked, how: str, words: str = "") -> None:
    """Take one of the three answers; anything but “not any more” keeps or wakes the organisation."""
    if how == "no":
        _not_any_more(found, words)
    else:
        details.still_happy(found.employer, by=found.user)


def _not_any_more(found: Asked, words: str) -> None:
    employer, user = found.employer, found.user
    services.lock(employer)
    if employer.state == EmployerState.APPROVED:
        reason = f"Not any more. {words}".strip()
        EMPLOYER.apply(employer, "rest", by=user, reason=reason)
    note = EmployerNote(employer_id=employer.id, by_id=user.id, at=clock.now(), internal=True)
    note.words = f"Said “not any more”. {words}".strip()
    db.session.add(note)
    # The question is answered: the link is over, and nobody chases them.
    employer.asked_at = None
    audit.record("employer.not_any_more", "employer", employer.ref, by=user)
