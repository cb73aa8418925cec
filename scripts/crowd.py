"""Many offers out of few, to measure and to test with: the demo’s own, varied."""

from __future__ import annotations

import random

from sqlalchemy import func, insert, select

from app import db
from app.opportunities.models import Opportunity, OpportunityState

AT_ONCE = 500
WORDS = ("early", "late", "quiet", "busy", "small", "large", "friendly", "outdoor", "hands-on")


@db.transaction()
def multiply_offers(total: int, seed: int = 1) -> None:
    """Fill the live offers up to this many with varied copies of those that are there."""
    pick = random.Random(seed)  # noqa: S311 - figures, not secrets
    table = Opportunity.__table__
    live = table.c.state == OpportunityState.LIVE
    rows = [dict(row) for row in db.session.execute(select(table).where(live)).mappings()]
    number = db.session.scalar(select(func.max(table.c.id))) or 0
    for start in range(len(rows), total, AT_ONCE):
        many = range(start, min(start + AT_ONCE, total))
        copies = [_varied(pick.choice(rows), number + place, pick) for place in many]
        db.session.execute(insert(Opportunity), copies)


def _varied(row: dict[str, object], number: int, pick: random.Random) -> dict[str, object]:
    latitude, longitude = row["latitude"], row["longitude"]
    if isinstance(latitude, float) and isinstance(longitude, float):
        latitude, longitude = latitude + pick.gauss(0, 0.03), longitude + pick.gauss(0, 0.04)
    return row | {
        "id": number + 1,
        "ref": db.new_ref(),
        "external_id": None,
        "title": f"{row['title']} {number}"[:120],
        "will_do": f"{row['will_do']} {' '.join(pick.sample(WORDS, 2))}",
        "latitude": latitude,
        "longitude": longitude,
    }
