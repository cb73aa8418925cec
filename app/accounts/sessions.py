"""Server-side sessions: a random id in the cookie, everything else in the database."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, current_app
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from werkzeug.datastructures import CallbackDict

from app import clock, db
from app.accounts.models import UserSession

IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=12)
TOUCH = timedelta(minutes=1)


def digest(secret: str) -> str:
    """Return what is stored in place of a secret: SHA-256 of its 128 random bits or more."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


class StoredSession(CallbackDict[str, Any], SessionMixin):
    """The session of one request: a dictionary that knows whether it changed."""

    def __init__(self, content: dict[str, Any] | None = None, secret: str = "") -> None:
        def changed(session: CallbackDict[str, Any]) -> None:
            self.modified = True

        super().__init__(content or {}, changed)
        self.new = content is None
        self.modified = False
        self.secret = secret
        self.rotated_from: str | None = None
        self.stale = False
        self.row: UserSession | None = None  # holds who it is, read with the session itself

    def rotate(self) -> None:
        """Take a new id, so that one known before signing in is worth nothing after."""
        self.rotated_from, self.secret, self.modified = self.secret or None, "", True


class ServerSessions(SessionInterface):
    """Reads and writes sessions; a session that is not in the database does not exist."""

    def open_session(self, app: Flask, request: Request) -> StoredSession:
        """Return the session the cookie names, or a new empty one."""
        secret = request.cookies.get(self.get_cookie_name(app), "")
        row = db.session.get(UserSession, digest(secret)) if 20 < len(secret) < 80 else None
        if row is None or _over(row):
            return StoredSession()
        session = StoredSession(dict(row.content), secret)
        session.row = row
        session.stale = clock.now() - row.seen_at > TOUCH
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed and send the cookie; an empty session is removed."""
        if not isinstance(session, StoredSession):
            return
        if session.rotated_from:
            end(session.rotated_from)
        if not session and (session.secret or session.rotated_from):
            end(session.secret)
            response.delete_cookie(self.get_cookie_name(app), path="/")
        elif session and (session.modified or session.stale):
            self._store(app, session, response)

    def _store(self, app: Flask, session: StoredSession, response: Response) -> None:
        fresh = not session.secret
        session.secret = session.secret or secrets.token_urlsafe(32)
        if store(session.secret, dict(session), fresh) and fresh:
            response.set_cookie(
                self.get_cookie_name(app),
                session.secret,
                httponly=True,
                secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
                samesite="Lax",
                path="/",
            )
        response.vary.add("Cookie")


def _over(row: UserSession) -> bool:
    now = clock.now()
    return now - row.seen_at > IDLE or now - row.created_at > ABSOLUTE


@db.transaction()
def store(secret: str, content: dict[str, Any], fresh: bool) -> bool:
    """Write a session; False when it was ended in between and so stays ended."""
    row = None if fresh else db.session.get(UserSession, digest(secret))
    if row is None:
        if not fresh:
            return False
        row = UserSession(digest=digest(secret), created_at=clock.now())
        db.session.add(row)
    user = content.get("_user_id")
    row.user_id = int(user) if user else None
    row.content, row.seen_at = content, clock.now()
    return True


@db.transaction()
def end(secret: str) -> None:
    """End the session with this id."""
    db.session.execute(delete(UserSession).where(UserSession.digest == digest(secret)))


@db.transaction()
def end_all(user_id: int, *, but: str = "") -> None:
    """End every session of an account, except perhaps the one at hand."""
    statement = delete(UserSession).where(
        UserSession.user_id == user_id, UserSession.digest != digest(but)
    )
    db.session.execute(statement)


@db.transaction()
def forget_old() -> int:
    """Remove sessions that are over; return how many."""
    now = clock.now()
    over = (UserSession.seen_at < now - IDLE) | (UserSession.created_at < now - ABSOLUTE)
    return int(db.session.execute(delete(UserSession).where(over)).rowcount)  # type: ignore[attr-defined]
