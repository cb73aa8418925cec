"""What became of it, weeks after the start; each answer suggests an activity code to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.opportunities.models import Opportunity
from app.placements import codes, queries
from app.placements.models import FollowUp, Placement
from app.young_people import services as young_people
from app.young_people.services import NewActivity

if TYPE_CHECKING:
    from app.accounts.models import User

# Somebody who talks to them a few days early need not come back for the date.
EARLY = timedelta(days=7)


class TooEarly(DomainError):
    """What becomes of it in some weeks cannot be known now."""

    message = "This is asked later: come back when it is due"


@dataclass(frozen=True)
class WhatBecame:
    """The answer, and words of whoever asked."""

    answer: str
    words: str = ""


@db.transaction()
def answer(placement: Placement, weeks: int, what: WhatBecame, *, by: User) -> FollowUp:
    """Keep what became of it, with the activity code it suggests; nothing is recorded yet."""
    row = queries.hold(placement, by=by)
    follow_up = queries.follow_up(row, weeks)
    if follow_up.due > clock.today() + EARLY:
        raise TooEarly
    if follow_up.confirmed_code:
        raise NotAllowed("The activity code has been confirmed already")
    follow_up.answer, follow_up.words = what.answer, what.words
    offer = row.opportunity
    follow_up.proposed_code = codes.proposed(what.answer, offer.kind, hours_per_week(offer))
    follow_up.by_id, follow_up.at = by.id, clock.now()
    audit.record("placement.follow_up", "placement", row.ref, by=by, weeks=weeks)
    return follow_up


@db.transaction()
def confirm(placement: Placement, weeks: int, code: str, since: date, *, by: User) -> FollowUp:
    """Write the confirmed code onto the young person’s record; raises WrongActivity."""
    row = queries.hold(placement, by=by)
    follow_up = queries.follow_up(row, weeks)
    if follow_up.answer is None or follow_up.confirmed_code:
        raise NotAllowed("There is no answer waiting for a code")
    touch = "NO" if follow_up.answer == "not_in_touch" else "YES"
    young_people.record_activity(row.young_person, NewActivity(code, since, touch), by=by)
    follow_up.confirmed_code = code
    audit.record("placement.confirm", "placement", row.ref, by=by, weeks=weeks)
    return follow_up


def hours_per_week(offer: Opportunity) -> Decimal | float | None:
    """Return how many hours a week an offer has: as it says, else as its week adds up."""
    if offer.hours_per_week is not None:
        return offer.hours_per_week
    return sum(_hours(shift) for shift in offer.week) if offer.week else None


def _hours(shift: dict[str, Any]) -> float:
    begin, end = (_minutes(shift.get(key, "")) for key in ("from", "to"))
    if begin is None or end is None:
        return 0.0
    return ((end - begin) % (24 * 60) - int(shift.get("break_minutes") or 0)) / 60


def _minutes(written: str) -> int | None:
    hour, _, minute = written.partition(":")
    return int(hour) * 60 + int(minute) if hour.isdigit() and minute.isdigit() else None
