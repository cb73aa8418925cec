"""Links that work once: to choose a password, to confirm an address."""

from __future__ import annotations

import secrets
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import CursorResult, delete, update

from app import clock, db
from app.accounts.models import OneUseLink, User
from app.accounts.sessions import digest
from app.errors import DomainError


class Purpose(StrEnum):
    """What a link is for; it opens nothing else."""

    PASSWORD = "password"  # noqa: S105
    INVITATION = "invitation"
    ADDRESS = "address"


LASTS = {
    Purpose.PASSWORD: timedelta(hours=1),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.ADDRESS: timedelta(days=7),
}


class LinkOver(DomainError):
    """Used, too old, replaced by a newer one, or never made."""

    message = "This link has been used or is too old. Ask for a new one"


def make(user: User, purpose: Purpose) -> str:
    """Return the secret of a new link, within the open transaction; older ones stop working."""
    _drop_unused(user, purpose)
    secret = secrets.token_urlsafe(32)
    db.session.add(
        OneUseLink(
            digest=digest(secret),
            user_id=user.id,
            purpose=purpose.value,
            expires_at=clock.now() + LASTS[purpose],
        )
    )
    return secret


def _drop_unused(user: User, purpose: Purpose) -> None:
    db.session.execute(
        delete(OneUseLink).where(
            OneUseLink.user_id == user.id,
            OneUseLink.purpose == purpose.value,
            OneUseLink.used_at.is_(None),
        )
    )


def holder(secret: str, *purposes: Purpose) -> User | None:
    """Return whose link this is while it works, without using it."""
    link = db.session.get(OneUseLink, digest(secret))
    works = link and link.purpose in purposes and not link.used_at
    return (
        link.user if link and works and link.expires_at > clock.now() and link.user.active else None
    )


@db.transaction()
def spend(secret: str, *purposes: Purpose) -> User:
    """Use a link and return whose it was; raise LinkOver when it does not work any more."""
    user = holder(secret, *purposes)
    used = update(OneUseLink).where(
        OneUseLink.digest == digest(secret), OneUseLink.used_at.is_(None)
    )
    done = db.session.execute(used.values(used_at=clock.now()))
    # The row count decides, not what was read: of two clicks at once only one can win.
    if user is None or not isinstance(done, CursorResult) or done.rowcount != 1:
        raise LinkOver
    return user


@db.transaction()
def forget_old() -> None:
    """Remove links nobody can use any more."""
    db.session.execute(delete(OneUseLink).where(OneUseLink.expires_at < clock.now()))
