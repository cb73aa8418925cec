"""A pledge is kept when an offer comes of it."""

from __future__ import annotations

from sqlalchemy import select

from app import clock, db
from app.employers.models import Pledge


def keep_one(employer_id: int, *, kind: str, sector: str) -> Pledge | None:
    """Mark the oldest open pledge that an offer fulfils, within the open transaction.

    The same kind comes first, then the same sector; any open pledge counts in the end, since
    people change their minds about what they can give.
    """
    statement = select(Pledge).where(Pledge.employer_id == employer_id, Pledge.kept_at.is_(None))
    open_pledges = list(db.session.scalars(statement.order_by(Pledge.created_at, Pledge.id)))
    if not open_pledges:
        return None
    pledge = min(open_pledges, key=lambda row: (row.kind != kind, row.sector_key != sector, row.id))
    pledge.kept_at = clock.now()
    return pledge
