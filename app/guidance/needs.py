"""Calls that wait for a coordinator."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app import clock, db
from app.accounts.models import Role, User
from app.guidance.models import CallBack
from app.guidance.states import OPEN
from app.needs import Need
from app.outbox import needs as outbox
from app.outbox import queries as messages

MOST = 10


def needs(user: User) -> list[Need]:
    """Return the calls to make that are this person’s, or nobody’s yet; and the messages that are
    stuck, in the same question: the coordinator’s home asks few."""
    if user.role != Role.COORDINATOR:
        return []
    mine = (CallBack.owner_id == user.id) | CallBack.owner_id.is_(None)
    line = select(messages.stuck_now().label("stuck")).subquery()
    statement = (
        select(CallBack, line.c.stuck)
        .select_from(line)
        .outerjoin(CallBack, CallBack.state.in_(OPEN) & mine)
        .order_by(CallBack.due, CallBack.id)
        .limit(MOST)
    )
    rows = db.session.execute(statement).unique().all()
    return [_need(call) for call, _ in rows if call] + outbox.of_stuck(rows[0].stuck)


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
