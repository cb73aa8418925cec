"""Signing in and out, and finding accounts."""

from __future__ import annotations

from app import db
from app.accounts.models import User


def find(number: str) -> User | None:
    """Return the open account of a session, or None when it is closed or gone."""
    user = db.session.get(User, int(number)) if number.isdigit() else None
    return user if user and user.active else None
