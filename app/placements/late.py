"""Follow-ups that nobody has asked about, counted by advisor; no young person in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app import db
from app.accounts.models import User
from app.placements.models import FollowUp, Placement, PlacementState
from app.young_people.models import YoungPerson


@dataclass(frozen=True)
class Late:
    """How many follow-ups of one advisor are late, and since when."""

    advisor: str
    count: int
    oldest: date


def follow_ups(before: date) -> list[Late]:
    """Return the advisors with follow-ups due before a day and not answered, the oldest first."""
    oldest = func.min(FollowUp.due)
    statement = (
        select(User.name, func.count(), oldest)
        .select_from(FollowUp)
        .join(Placement, Placement.id == FollowUp.placement_id)
        .join(YoungPerson, YoungPerson.id == Placement.young_person_id)
        .join(User, User.id == YoungPerson.advisor_id)
        .where(FollowUp.due < before, FollowUp.answer.is_(None))
        .where(Placement.state != PlacementState.DID_NOT_START)
        .group_by(User.id, User.name)
        .order_by(oldest)
    )
    return [Late(*row) for row in db.session.execute(statement)]
