"""What employers and advisors are told about placements; no message names a young person."""

from __future__ import annotations

from datetime import timedelta

from app import clock, db
from app.accounts.models import User
from app.employers import services as employers
from app.outbox import services as outbox
from app.placements import calendars
from app.placements.models import Placement
from app.young_people import covering


def _people(placement: Placement, *, advisor: bool) -> list[User]:
    people = employers.contacts(placement.opportunity.employer)
    theirs = covering.looks_after(placement.young_person) if advisor else None
    return people + ([theirs] if theirs else [])


def _tell(
    name: str,
    placement: Placement,
    *,
    advisor: bool = False,
    stamp: str = "",
    calendar: str | None = None,
) -> None:
    stamp = stamp or clock.now().strftime("%Y%m%dT%H%M%S%f")
    for person in _people(placement, advisor=advisor):
        outbox.post(
            f"placements_{name}",
            to=person.email,
            key=f"placement-{name}:{placement.ref}:{person.id}:{stamp}",
            calendar=calendar,
            contact=person,
            placement=placement,
            offer=placement.opportunity,
            begins=calendars.begins_at(placement),
            address=outbox.link("placements.show", ref=placement.ref),
        )


def hold_back(placement: Placement) -> None:
    """Let nothing leave for the employer that still waits in the outbox about this placement."""
    for person in _people(placement, advisor=False):
        outbox.hold_back(f":{placement.ref}:{person.id}:")


def agreed(placement: Placement) -> None:
    """Send both sides the first day as a calendar file."""
    db.session.flush()
    file = calendars.first_day(placement) if placement.start else None
    _tell("agreed", placement, advisor=True, calendar=file)


def days_changed(placement: Placement) -> None:
    """Ask the employer to look again."""
    _tell("days_changed", placement)


def ended(placement: Placement) -> None:
    """Ask the employer how it went."""
    _tell("ended", placement)


def did_not_start(placement: Placement) -> None:
    """Tell the employer that nobody comes, and that the place is free again."""
    _tell("did_not_start", placement)


def remind(placement: Placement, before: timedelta) -> None:
    """Remind both sides of the first day; once for each day it is set to."""
    _tell("first_day", placement, advisor=True, stamp=f"{placement.start}-{before.days}")
