"""Changes of dated tables that wait for a second person."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.accounts.models import Role, User
from app.needs import Need
from app.settings import changing, tables


def needs(user: User) -> list[Need]:
    """Return what somebody else proposed and this person can confirm; and what came back to them."""
    if user.role not in {Role.COORDINATOR, Role.ADMIN}:
        return []
    return [
        Need(
            tables.find(row.table_name).title,
            "A change waits for a second person",
            url_for("settings.row", ref=row.ref),
            "Look at it",
            clock.local(row.proposed_at).date(),
        )
        for row in changing.waiting()
        if row.proposed_by_id != user.id
    ]
