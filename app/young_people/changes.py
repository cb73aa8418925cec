"""What a record said before and what it says now: one row for each answer that became another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, cast

from sqlalchemy import Table, insert

from app import clock, db
from app.audit.services import Actor
from app.settings import services as settings
from app.young_people import choices
from app.young_people.models import RecordChange, YoungPerson

INTEREST = "interest."
Told = tuple[str, str, str]  # the question, what was answered before, what is answered now
Days = dict[tuple[date, int], list[Told]]  # by the day, and the number of who did it

# What each column is called, and the words of its fixed answers.
QUESTIONS: dict[str, tuple[str, choices.Choices]] = {
    "preferred_name": ("Name they go by", ()),
    "surname": ("Family name", ()),
    "pronouns": ("Pronouns", ()),
    "born": ("Date of birth", ()),
    "category": ("Care leaver category", choices.CATEGORIES),
    "authority": ("Responsible authority", ()),
    "case_reference": ("Case reference", ()),
    "email": ("Email address", ()),
    "phone": ("Phone number", ()),
    "contact_preference": ("Likes to be contacted by", choices.CONTACT),
    "safe_times": ("Safe and fine times", ()),
    "skills": ("Skills", ()),
    "qualifications": ("Qualifications", ()),
    "experience": ("Experience", ()),
    "outward": ("Area", ()),
    "travel_minutes": ("Minutes they travel", ()),
    "travel_modes": ("How they get around", choices.MODES),
    "available_from": ("First day they could start", ()),
    "available_to": ("Last day", ()),
    "hours_per_week_max": ("Most hours in a week", ()),
    "days": ("Days they could work", choices.DAYS),
    "adjustments": ("The employer …", choices.ADJUSTMENTS),
    "working_style": ("How they work best", ()),
    "kinds": ("Kinds of opportunity", choices.KINDS),
    "pay_matters": ("It has to be paid", ()),
    "dbs": ("Would agree to a DBS check", ()),
    "advisor_notes": ("Advisor’s notes", ()),
    "own_words": ("Their own words", ()),
    "interests_at": ("Interests talked about", ()),
}

DAYS = frozenset(
    {"born", "available_from", "available_to", "interests_at"}
)  # kept as text, read as days


def note(
    person: YoungPerson,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    by: Actor | None,
) -> None:
    """Keep each answer that differs; `by=None` is the young person themself. Within a transaction."""
    for row in told(person, before, after, by=by):
        db.session.add(RecordChange(**row))


def note_all(rows: Sequence[dict[str, Any]]) -> None:
    """Keep what `told` said of many records at once. Within a transaction."""
    if rows:
        db.session.execute(insert(cast(Table, RecordChange.__table__)), rows)


def told(
    person: YoungPerson,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    by: Actor | None,
) -> list[dict[str, Any]]:
    """Return a line of history for each answer that differs."""
    pairs = [(name, plain(before.get(name)), plain(after[name])) for name in sorted(after)]
    same = {"young_person_id": person.id, "by_id": by.id if by else None, "at": clock.now()}
    return [
        {"field": name, "before": was, "after": now, **same}
        for name, was, now in pairs
        if was != now
    ]


def plain(value: Any) -> Any:
    """Return an answer as history keeps it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def by_day(steps: Iterable[Any]) -> Days:
    """Return what changed, told in words, by the day and who did it; oldest first.

    `steps` are rows of a story; those of kind “change” hold the field as `what`, and what it was
    and is as JSON in `reason` and `after`.
    """
    rows = sorted(
        (step for step in steps if step.kind == "change"), key=lambda step: (step.at, step.what)
    )
    sectors = dict(settings.sector_choices()) if rows else {}
    days: Days = {}
    for row in rows:
        key = (clock.local(row.at).date(), row.by_id or 0)
        before, after = json.loads(row.reason), json.loads(row.after)
        days.setdefault(key, []).extend(_told(row.what, before, after, sectors))
    return days


def _told(name: str, before: Any, after: Any, sectors: Mapping[str, str]) -> list[Told]:
    if name == "checklist":
        return _checklist(before or {}, after or {})
    if name.startswith(INTEREST):
        sector = name.removeprefix(INTEREST)
        levels = [choices.words(choices.LEVELS, level) or "–" for level in (before, after)]
        return [(sectors.get(sector, sector), levels[0], levels[1])]
    label, answers = QUESTIONS.get(name, (name.replace("_", " ").capitalize(), ()))
    sides = [_day(side) if name in DAYS else side for side in (before, after)]
    return [(label, choices.said(sides[0], answers), choices.said(sides[1], answers))]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _checklist(before: Mapping[str, str], after: Mapping[str, str]) -> list[Told]:
    def said(side: Mapping[str, str], key: str) -> str:
        return choices.words(choices.PROGRESS, side.get(key)) or "–"

    return [
        (words, said(before, key), said(after, key))
        for key, (words, _) in choices.CHECKLIST.items()
        if before.get(key) != after.get(key)
    ]
