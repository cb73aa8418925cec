"""Calendar files for interviews; they name the offer and the place, never the young person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from app import clock
from app.introductions.models import Introduction

LASTS = timedelta(hours=1)


def calendar(event: Event, method: str = "PUBLISH") -> str:
    """Return a calendar file with one event."""
    whole = Calendar()
    whole.add("prodid", "-//Unlocking Opportunities//EN")
    whole.add("version", "2.0")
    whole.add("method", method)
    whole.add_component(event)
    return str(whole.to_ical().decode())


def event(uid: str, title: str, *, version: int, where: str, words: str) -> Event:
    """Return an event that has its name and place, though no time yet."""
    found = Event()
    found.add("uid", f"{uid}@unlocking-opportunities")
    found.add("dtstamp", clock.now().replace(microsecond=0))
    found.add("sequence", version)
    found.add("summary", title)
    found.add("class", "PRIVATE")
    if where:
        found.add("location", where)
    if words:
        found.add("description", words)
    return found


def at(found: Event, moment: datetime, lasts: timedelta = LASTS) -> Event:
    """Let the event happen at a moment; written in UTC, so every calendar shows London right."""
    start = moment.astimezone(UTC)
    found.add("dtstart", start)
    found.add("dtend", start + lasts)
    found.add_component(reminder(timedelta(days=-1)))
    return found


def on(found: Event, day: date) -> Event:
    """Let the event take a whole day."""
    found.add("dtstart", day)
    found.add("dtend", day + timedelta(days=1))
    found.add_component(reminder(timedelta(days=-1)))
    return found


def reminder(before: timedelta) -> Alarm:
    """Return a reminder some time before an event."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Tomorrow")
    alarm.add("trigger", before)
    return alarm


def called_off(introduction: Introduction) -> str:
    """Return the file that takes an interview out of a calendar; it says neither where nor with whom."""
    if introduction.interview_at is None:
        raise ValueError("An interview without a time has no calendar file")
    found = Event()
    found.add("uid", f"interview-{introduction.ref}@unlocking-opportunities")
    found.add("dtstamp", clock.now().replace(microsecond=0))
    found.add("sequence", introduction.version + 1)
    found.add("summary", "Meeting called off")
    found.add("status", "CANCELLED")
    found.add("class", "PRIVATE")
    start = introduction.interview_at.astimezone(UTC)
    found.add("dtstart", start)
    found.add("dtend", start + LASTS)
    return calendar(found, "CANCEL")


def interview(introduction: Introduction) -> str:
    """Return the calendar file of a booked interview."""
    found = event(
        f"interview-{introduction.ref}",
        f"Meeting about “{introduction.opportunity.title}”",
        version=introduction.version,
        where=introduction.interview_where,
        words=introduction.interview_notes,
    )
    if introduction.interview_at is None:
        raise ValueError("An interview without a time has no calendar file")
    return calendar(at(found, introduction.interview_at))
