"""What waits for a coordinator or an administrator among the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from app.filters import plural
from app.needs import Need
from app.outbox import queries

if TYPE_CHECKING:
    from app.accounts.models import User


def needs(user: User) -> list[Need]:
    """Return one line when messages could not be delivered.

    The coordinator hears of them with the calls to make, in one question: their home asks few.
    """
    return of_stuck(queries.counts()[queries.STUCK]) if user.role == "admin" else []


def of_stuck(stuck: int) -> list[Need]:
    """Return the line for this many stuck messages."""
    if not stuck:
        return []
    what = f"{plural(stuck, 'message')} could not be delivered"
    return [Need("Messages", what, url_for("outbox.index", state=queries.STUCK), "Look at them")]
