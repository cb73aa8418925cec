"""Referrals that wait for somebody."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app import clock, db
from app.accounts.models import Role, User
from app.needs import Need
from app.referrals.models import Referral, ReferralState

MOST = 10


def needs(user: User) -> list[Need]:
    """Return the referrals a coordinator has to answer."""
    if user.role != Role.COORDINATOR:
        return []
    open_states = (ReferralState.RECEIVED, ReferralState.ACKNOWLEDGED)
    statement = select(Referral).where(Referral.state.in_(open_states))
    rows = db.session.scalars(statement.order_by(Referral.acknowledge_due).limit(MOST))
    return [_need(row) for row in rows]


def _need(row: Referral) -> Need:
    new = row.state == ReferralState.RECEIVED
    return Need(
        who=row.employer_name,
        what=f"{row.councillor.name} put them forward. {'Say thank you' if new else 'Speak to them'}",
        href=url_for("referrals.show", ref=row.ref),
        button="Answer" if new else "Open",
        since=clock.local(row.created_at).date(),
        due=row.acknowledge_due if new else None,
    )
