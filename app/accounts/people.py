"""What an administrator may do with accounts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from app import db
from app.accounts import links, services, sessions
from app.accounts.links import Purpose
from app.accounts.models import Role, Team, User
from app.audit import services as audit
from app.errors import DomainError


class OwnAccount(DomainError):
    """Nobody locks themselves out by a slip."""

    message = "Ask another administrator to change your own account"


class LastAdministrator(DomainError):
    """Somebody has to be able to let people in."""

    message = "This is the last open administrator account. Give somebody else that role first"


class BelongsToOrganisation(DomainError):
    """An account of an employer carries its membership with it."""

    message = "Business accounts come from registering. Add a new account for this person instead"
    field = "role"


class TeamNeeded(DomainError):
    """An advisor’s caseload is seen by the team’s manager, so there must be a team."""

    message = "Select the team this person works in"
    field = "team"


@dataclass(frozen=True)
class Person:
    """What the administrator says about somebody."""

    name: str
    email: str
    role: Role
    team: str | None = None
    ward: str | None = None
    phone: str | None = None


@db.transaction()
def add(person: Person, *, by: User | None) -> User:
    """Add an account and send its owner a link to choose a password."""
    if person.role == Role.BUSINESS:
        raise BelongsToOrganisation
    user = _add(person, by=by)
    services.send_link("accounts_invited", user, links.make(user, Purpose.INVITATION))
    return user


@db.transaction()
def add_with_password(person: Person, password: str) -> User:
    """Add an account from the operator’s desk, ready to sign in."""
    user = _add(person, by=None, password=password)
    user.email_verified_at = user.created_at
    return user


def _add(person: Person, *, by: User | None, password: str | None = None) -> User:
    return services.create_user(
        email=person.email,
        name=person.name,
        role=person.role,
        phone=person.phone,
        team=_team(person),
        ward=person.ward,
        password=password,
        by=by,
    )


def _team(person: Person) -> Team | None:
    if person.role not in {Role.ADVISOR, Role.MANAGER}:
        return None
    if not person.team:
        raise TeamNeeded
    team = db.session.scalar(select(Team).where(Team.name == person.team))
    if team is None:
        team = Team(name=person.team)
        db.session.add(team)
        db.session.flush()
    return team


@db.transaction()
def change(user: User, person: Person, *, by: User) -> None:
    """Change somebody’s name, role, team or ward; a new role ends their sessions."""
    moved = user.role != person.role
    if moved and Role.BUSINESS in {user.role, person.role}:
        raise BelongsToOrganisation
    if moved:
        _guard(user, by)
        sessions.end_all(user.id)
    team = _team(person)
    new = {
        "name": person.name,
        "role": person.role,
        "team_id": team.id if team else None,
        "ward": person.ward,
        "phone": person.phone,
    }
    changed = sorted(name for name, value in new.items() if getattr(user, name) != value)
    for name in changed:
        setattr(user, name, new[name])
    if changed:
        audit.record("account.changed", "user", user.ref, by=by, fields=changed)


@db.transaction()
def close(user: User, *, by: User | None) -> None:
    """Close an account; its sessions and links end at once."""
    _guard(user, by)
    user.active = False
    sessions.end_all(user.id)
    audit.record("account.closed", "user", user.ref, by=by)


@db.transaction()
def reopen(user: User, *, by: User | None) -> None:
    """Open a closed account again."""
    user.active = True
    audit.record("account.reopened", "user", user.ref, by=by)


@db.transaction()
def send_new_link(user: User, *, by: User | None) -> None:
    """Send somebody a link to choose a password."""
    services.send_link("accounts_invited", user, links.make(user, Purpose.INVITATION))
    audit.record("account.link_sent", "user", user.ref, by=by)


def _guard(user: User, by: User | None) -> None:
    if by is not None and user.id == by.id:
        raise OwnAccount
    open_admins = select(func.count()).where(User.role == Role.ADMIN, User.active)
    if user.role == Role.ADMIN and user.active and (db.session.scalar(open_admins) or 0) <= 1:
        raise LastAdministrator
