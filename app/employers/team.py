"""Who does what in an organisation, and who leaves it; there is always an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts import people
from app.audit import services as audit
from app.employers import letters, services
from app.employers.models import Employer, Membership, Part
from app.employers.parts import NAMES
from app.errors import DomainError, NotAllowed

if TYPE_CHECKING:
    from app.accounts.models import User


class OwnersOnly(DomainError):
    """Owners look after the people of an organisation."""

    message = "Ask an owner of your organisation to do this"


class LastOwner(DomainError):
    """Somebody has to look after the people."""

    message = "Your organisation needs an owner. Make somebody else an owner first"
    field = "part"


def find(employer: Employer, ref: str) -> Membership:
    """Return a person of this organisation; raise NoResultFound, also for those of others."""
    for line in services.members(employer):
        if line.user.ref == ref:
            return line
    raise NoResultFound(ref)


def hold(employer: Employer, by: User) -> None:
    """Let nobody else change the people meanwhile; raise OwnersOnly unless `by` still owns."""
    services.lock(employer)
    if not services.is_owner(by, employer):
        raise OwnersOnly


@db.transaction()
def change(employer: Employer, ref: str, part: Part, *, by: User) -> Membership:
    """Give a colleague, or oneself, another part; raise LastOwner when nobody would own."""
    hold(employer, by)
    member = find(employer, ref)
    if member.part == part:
        return member
    if member.owner and not other_owners(employer, member):
        raise LastOwner
    _give(member, part, by)
    return member


@db.transaction()
def hand_over(employer: Employer, ref: str, *, by: User) -> Membership:
    """Make a colleague an owner in one's own place."""
    hold(employer, by)
    member, own = find(employer, ref), services.membership(by, employer)
    if own is None or member.user_id == by.id or not member.user.active:
        raise NotAllowed
    if not member.owner:
        _give(member, Part.OWNER, by)
    _give(own, Part.EDITOR, by)
    return member


@db.transaction()
def remove(employer: Employer, ref: str, *, by: User) -> str:
    """Remove a colleague and close their account; return their name."""
    hold(employer, by)
    member = find(employer, ref)
    if member.user_id == by.id:
        raise NotAllowed
    people.close(member.user, by=by)
    audit.record("employer.member_removed", "employer", employer.ref, by=by, member=ref)
    _tell(member, "left", by)
    db.session.delete(member)
    return member.user.name


def other_owners(employer: Employer, member: Membership) -> bool:
    """Say whether somebody else with an open account owns the organisation."""
    others = (line for line in services.members(employer) if line.user_id != member.user_id)
    return any(line.owner and line.user.active for line in others)


def _give(member: Membership, part: Part, by: User) -> None:
    before, member.part = member.part, part
    ref = member.employer.ref
    moved = {"member": member.user.ref, "before": before, "after": part}
    audit.record("employer.member_changed", "employer", ref, by=by, **moved)
    if member.user_id != by.id:
        _tell(member, "part", by, part=NAMES[part])


def _tell(member: Membership, name: str, by: User, **context: str) -> None:
    about = f"{clock.now().timestamp():.6f}"
    letters.write(member.user, name, about=about, employer=member.employer, by=by, **context)
