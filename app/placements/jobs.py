"""What this feature does by the clock; each may run twice without harm."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app import clock, db
from app.placements import messages, queries
from app.placements.models import Placement, PlacementState

REMIND = (timedelta(days=7), timedelta(days=1))


def remind_of_first_days() -> None:
    """Remind both sides a week and a day before a first day."""
    for before in REMIND:
        day = clock.today() + before
        statement = select(Placement).where(
            Placement.state == PlacementState.AGREED, Placement.start == day
        )
        for row in db.session.scalars(statement).all():
            _remind(row, before)


@db.transaction()
def _remind(placement: Placement, before: timedelta) -> None:
    row = queries.hold(placement, by=None)
    if row.state == PlacementState.AGREED:
        messages.remind(row, before)
