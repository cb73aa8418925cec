"""Dates to keep: meetings and first days, each as a card and a calendar file that says little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import NoResultFound

from app import clock
from app.filters import clock_time, listing, long_date
from app.introductions import calendars
from app.introductions import queries as introductions
from app.introductions.models import Introduction, IntroductionState
from app.opportunities.models import Opportunity
from app.opportunities.wording import DAY_ONE
from app.placements import calendars as first_days
from app.placements import queries as placements
from app.placements import seeing
from app.placements.models import Placement, PlacementState
from app.settings import services as settings
from app.typed import spoken_number
from app.young_people.models import YoungPerson

Line = tuple[str, str, str]  # picture, question, answer
PICTURES = {
    "who_meets_you": "user",
    "what_to_wear": "sparkle",
    "bring": "check",
    "lunch": "heart",
    "breaks": "clock",
    "getting_here": "bus",
    "parking": "pin",
    "quiet_space": "leaf",
}
AHEAD = (PlacementState.PREPARING, PlacementState.AGREED, PlacementState.ACTIVE)


@dataclass(frozen=True)
class Card:
    """One date to keep, with everything that helps on the day."""

    title: str
    work: str
    day: date
    moment: datetime | None
    where: str
    lines: list[Line]
    calendar: str
    ref: str
    meeting: Introduction | None = None


def cards(person: YoungPerson) -> list[Card]:
    """Return what lies ahead of somebody, the next first."""
    today = clock.today()
    meetings = [
        _meeting(row)
        for row in introductions.of_person(person)
        if row.state == IntroductionState.INTERVIEW_BOOKED and row.interview_at
    ]
    starts = [
        _first_day(row) for row in placements.of_person(person) if row.state in AHEAD and row.start
    ]
    ahead = [card for card in meetings + starts if card.day >= today]
    return sorted(ahead, key=lambda card: (card.day, card.title))


def _meeting(row: Introduction) -> Card:
    if row.interview_at is None:
        raise ValueError("A meeting has a time")
    offer = row.opportunity
    moment = clock.local(row.interview_at)
    where = row.interview_where or _place(offer)
    lines: list[Line] = [
        ("calendar", "When", f"{long_date(moment.date())} at {clock_time(moment)}"),
        ("pin", "Where", where),
    ]
    if row.interview_notes:
        lines.append(("info", "Good to know", row.interview_notes))
    lines += _told(offer, ("getting_here", "parking", "quiet_space"))
    title = f"Meet {offer.employer.name}"
    found = calendars.event(
        f"meeting-{row.ref}", title, version=row.version, where=where, words=row.interview_notes
    )
    file = calendars.calendar(calendars.at(found, row.interview_at))
    lines += _ring(row)
    return Card(title, offer.title, moment.date(), moment, where, lines, file, row.ref, row)


def _first_day(row: Placement) -> Card:
    if row.start is None:
        raise ValueError("A first day has a date")
    offer = row.opportunity
    begins = first_days.begins_at(row)
    moment = clock.local(begins) if begins else None
    at = f" at {clock_time(moment)}" if moment else ""
    lines: list[Line] = [
        ("calendar", "When", f"{long_date(row.start)}{at}"),
        ("pin", "Where", _place(offer)),
        *_told(offer, tuple(DAY_ONE)),
    ]
    if shifts := seeing.shifts(row):
        lines.append(("clock", "Your times", "; ".join(shifts)))
    title = f"First day at {offer.employer.name}"
    words = str((offer.day_one or {}).get("who_meets_you", ""))
    found = calendars.event(
        f"start-{row.ref}", title, version=row.version, where=_place(offer), words=words
    )
    timed = calendars.at(found, begins) if begins else calendars.on(found, row.start)
    file = calendars.calendar(timed)
    lines += _ring(row)
    return Card(title, offer.title, row.start, moment, _place(offer), lines, file, row.ref)


def _ring(row: Introduction | Placement) -> list[Line]:
    who = row.young_person.advisor
    name, number = (who.name.partition(" ")[0], who.phone) if who and who.phone else ("us", "")
    number = spoken_number(number) if number else str(settings.value("contact.phone"))
    return [("phone", "Late, or lost?", f"Ring {name}, {number}")]


def meeting(person: YoungPerson, ref: str) -> Introduction:
    """Return a meeting that lies ahead; NoResultFound for anything else."""
    found = [card.meeting for card in cards(person) if card.meeting and card.ref == ref]
    if not found:
        raise NoResultFound
    return found[0]


def _place(offer: Opportunity) -> str:
    return listing(
        [part for part in (offer.employer.name, offer.postcode or offer.area) if part], "in"
    )


def _told(offer: Opportunity, keys: tuple[str, ...]) -> list[Line]:
    told = offer.day_one or {}
    return [
        (PICTURES.get(key, "info"), DAY_ONE[key], str(told[key])) for key in keys if told.get(key)
    ]
