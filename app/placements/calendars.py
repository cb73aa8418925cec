"""Calendar files for first days; they name the offer and the place, never the young person."""

from __future__ import annotations

from datetime import datetime

from app import clock
from app.introductions import calendars
from app.placements.models import Placement


def first_day(placement: Placement) -> str:
    """Return the calendar file of a first day, with its time when the week says one."""
    if placement.start is None:
        raise ValueError("A placement without a first day has no calendar file")
    offer = placement.opportunity
    found = calendars.event(
        f"first-day-{placement.ref}",
        f"First day: {offer.title}",
        version=placement.version,
        where=", ".join(
            part for part in (offer.employer.name, offer.postcode or offer.area) if part
        ),
        words=str((offer.day_one or {}).get("who_meets_you", "")),
    )
    moment = begins_at(placement)
    return calendars.calendar(
        calendars.at(found, moment) if moment else calendars.on(found, placement.start)
    )


def begins_at(placement: Placement) -> datetime | None:
    """Return when the first day begins, if the week says so."""
    if placement.start is None:
        return None
    today = f"{placement.start:%a}".lower()
    shift = next((one for one in placement.week if one.get("day") == today), None)
    if shift is None or "from" not in shift:
        return None
    time = datetime.strptime(shift["from"], "%H:%M").time()  # noqa: DTZ007
    return clock.at(placement.start, time)
