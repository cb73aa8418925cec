"""What waits for a coordinator among the concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from app import clock
from app.concerns import queries
from app.concerns.models import Concern, ConcernState
from app.needs import Need

if TYPE_CHECKING:
    from app.accounts.models import User

MOST = 10


def needs(user: User) -> list[Need]:
    """Return the open concerns nobody else looks after; one query."""
    if user.role != "coordinator":
        return []
    return [_need(row) for row in queries.waiting(MOST) if row.owner_id in {None, user.id}]


def _need(concern: Concern) -> Need:
    new = concern.state == ConcernState.RECEIVED
    what = "a concern was reported" if new else "a concern you look into"
    return Need(
        who=concern.subject,
        what=f"{'Somebody may be in danger: ' if concern.urgent else ''}{what}",
        href=url_for("concerns.show", ref=concern.ref),
        button="Look into it" if new else "Go on",
        since=clock.local(concern.created_at).date(),
        due=concern.due,
    )
