"""Who opened somebody’s record: first name and what they do, as the person it is about may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import clock, db
from app.accounts.models import Role, User
from app.audit.models import AuditEvent
from app.employers.models import Employer, Membership
from app.settings import services as settings
from app.young_people.models import YoungPerson

READ = "young_person.read"
MOST = 30
DOES = {
    Role.ADVISOR: "helps young people find work",
    Role.MANAGER: "leads the team",
    Role.COORDINATOR: "brings in places to work",
    Role.ADMIN: "keeps this page running",
}


@dataclass(frozen=True)
class Look:
    """Somebody who opened it on a day."""

    on: date
    who: str
    what: str
    times: int
    why: str = ""


def looks(person: YoungPerson) -> list[Look]:
    """Return who opened it, by day, newest first."""
    statement = (
        select(AuditEvent.at, User.id, User.name, User.role, Employer.name, AuditEvent.reason)
        .join(User, User.id == AuditEvent.actor_id)
        .outerjoin(Membership, Membership.user_id == User.id)
        .outerjoin(Employer, Employer.id == Membership.employer_id)
        .where(
            AuditEvent.subject == "young_person",
            AuditEvent.subject_ref == person.ref,
            AuditEvent.action == READ,
        )
        .order_by(AuditEvent.id.desc())
        .limit(500)
    )
    found: dict[tuple[date, int], Look] = {}
    for at, number, name, role, employer, reason in db.session.execute(statement):
        key = (clock.local(at).date(), number)
        times = found[key].times + 1 if key in found else 1
        who, what = _called(person, number, name, role, employer)
        why = reason or (found[key].why if key in found else "")
        found[key] = Look(key[0], who, what, times, why)
    return list(found.values())[:MOST]


def _called(
    person: YoungPerson, number: int, name: str, role: str, employer: str | None
) -> tuple[str, str]:
    if role == Role.BUSINESS:
        return (employer or "A place to work"), "saw what you said they may see"
    first = name.partition(" ")[0] if settings.value("voice.readers_named") else "Somebody"
    if number == person.advisor_id:
        return first, "works with you"
    return first, DOES.get(Role(role), "works for the council")
