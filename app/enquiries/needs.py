"""What waits for a coordinator among the questions from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from app import clock
from app.enquiries import queries
from app.needs import Need

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.enquiries.models import Enquiry

MOST = 10


def needs(user: User) -> list[Need]:
    """Return the questions nobody else looks after; one query."""
    if user.role != "coordinator":
        return []
    return [_need(row) for row in queries.waiting(MOST) if row.owner_id in {None, user.id}]


def _need(enquiry: Enquiry) -> Need:
    return Need(
        who=enquiry.opportunity.title,
        what="somebody asked about this offer",
        href=url_for("enquiries.show", ref=enquiry.ref),
        button="Answer it",
        since=clock.local(enquiry.created_at).date(),
        due=enquiry.due,
    )
