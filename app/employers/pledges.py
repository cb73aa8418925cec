"""Soft promises: how many of what, and when, before there is an offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.employers.details import refuse_if_closed
from app.employers.models import Employer, Pledge
from app.errors import Stale

if TYPE_CHECKING:
    from app.accounts.models import User


@dataclass(frozen=True)
class Promise:
    """What an organisation hopes to offer."""

    sector_key: str
    kind: str
    how_many: int
    hoped_for: date | None = None
    words: str = ""


def find(employer: Employer, ref: str) -> Pledge:
    """Return one of the organisation’s own pledges; raise NoResultFound for any other."""
    statement = select(Pledge).where(Pledge.ref == ref, Pledge.employer_id == employer.id)
    return db.session.scalars(statement).one()


@db.transaction()
def add(employer: Employer, promise: Promise, *, by: User) -> Pledge:
    """Keep a new pledge."""
    refuse_if_closed(employer)
    pledge = Pledge(employer_id=employer.id, created_at=clock.now(), **vars(promise))
    db.session.add(pledge)
    db.session.flush()
    audit.record("pledge.added", "pledge", pledge.ref, by=by, employer=employer.ref)
    return pledge


@db.transaction()
def change(pledge: Pledge, promise: Promise, *, version: int, by: User) -> None:
    """Change a pledge; raise Stale when somebody else did in between."""
    db.session.refresh(pledge, with_for_update={"of": Pledge})
    if pledge.version != version:
        raise Stale
    new = vars(promise)
    changed = sorted(name for name, value in new.items() if getattr(pledge, name) != value)
    for name in changed:
        setattr(pledge, name, new[name])
    if changed:
        audit.record("pledge.changed", "pledge", pledge.ref, by=by, fields=changed)


@db.transaction()
def take_back(pledge: Pledge, *, by: User) -> None:
    """Remove a pledge that will not be kept."""
    audit.record("pledge.taken_back", "pledge", pledge.ref, by=by)
    db.session.delete(pledge)
