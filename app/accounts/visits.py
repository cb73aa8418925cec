"""Somebody’s visit in this browser: begun by signing in, over when they sign out."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import session
from flask_login import login_user, logout_user

from app.accounts.sessions import StoredSession

if TYPE_CHECKING:
    from app.accounts.models import User


def _stored() -> StoredSession:
    return cast(StoredSession, session)


def begin(user: User) -> None:
    """Sign somebody in here, under a session id nobody knew before."""
    session.clear()
    _stored().rotate()
    login_user(user)


def finish() -> None:
    """Sign out here; the session is gone from the database when the answer leaves."""
    logout_user()
    session.clear()


def secret() -> str:
    """Return the id of this browser’s session, to spare it when all others end."""
    return _stored().secret
