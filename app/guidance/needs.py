"""Calls that wait for a coordinator."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app import clock, db
from app.accounts.models import Role, User
from app.guidance.models import CallBack
from app.guidance.states import OPEN
from app.needs import Need

MOST = 10


def needs(user: User) -> list[Need]:
    """Return the calls to make that are this person’s, or nobody’s yet."""
    if user.role != Role.COORDINATOR:
        return []
    mine = (CallBack.owner_id == user.id) | CallBack.owner_id.is_(None)
    statement = select(CallBack).where(CallBack.state.in_(OPEN), mine)
    rows = db.session.scalars(statement.order_by(CallBack.due, CallBack.id).limit(MOST))
    return [_need(row) for row in rows]


def _need(row: CallBack) -> Need:
    suits = f" Suits: {row.when_suits}." if row.when_suits else ""
    tried = f" Tried {row.tries} times." if row.tries > 1 else ""
    return Need(
        who=row.organisation or row.name or "Somebody",
        what=f"Wants to be rung.{suits}{tried}",
        href=url_for("guidance.call", ref=row.ref),
        button="Ring",
        since=clock.local(row.asked_at).date(),
        due=row.due,
    )
