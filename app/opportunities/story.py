"""What happened to an offer, as a list that reads as a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.opportunities.models import Opportunity
from app.opportunities.states import OPPORTUNITY
from app.states import history

TITLES = {
    "submit": "Sent to the council",
    "take_back": "Taken back",
    "ask": "The council asked for changes",
    "approve": "Approved and shown",
    "pause": "Paused",
    "resume": "Shown again",
    "fill": "All places taken",
    "reopen": "A place became free",
    "close": "Closed",
    "undo_close": "Closing taken back",
    "expire": "Closing date passed",
    "import": "Brought up to date from a file",
    "undo_import": "An import was taken back",
    "withdraw": "Taken down by the council",
    "archive": "Put away",
}


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    when: datetime
    title: str
    by: str
    body: str | None = None


def events(opportunity: Opportunity) -> list[Event]:
    """Return what happened, the latest first."""
    changes = history(OPPORTUNITY, opportunity.id)
    names = _names({change.by_id for change in changes if change.by_id})
    told = [
        Event(
            change.at,
            TITLES.get(change.verb, change.verb),
            names.get(change.by_id or 0, "By itself"),
            change.reason,
        )
        for change in changes
    ]
    begun = Event(opportunity.created_at, "Started", opportunity.employer.name)
    return [*reversed(told), begun]


def _names(numbers: set[int]) -> dict[int, str]:
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(numbers)))
    return {row.id: row.name for row in rows}
