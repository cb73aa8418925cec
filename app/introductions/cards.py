"""What an employer may see of somebody: three coarse facts at most before a yes, then what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import clock
from app.filters import date_range, listing, long_date, plural
from app.typed import spoken_number
from app.young_people import choices
from app.young_people.models import YoungPerson

K = 5  # nobody is shown among fewer than this many who would look the same
SOMEBODY = "A young person"


@dataclass(frozen=True)
class Coarse:
    """One young person of the active pool, in bands."""

    number: int
    age: str
    times: str
    sectors: frozenset[str]


def age_band(born: date | None, today: date) -> str:
    """Return the band of an age."""
    if born is None:
        return "16 to 25"
    age = clock.age_on(born, today)
    return "16 or 17" if age < 18 else ("18 to 20" if age < 21 else "21 to 25")


def times_band(hours: int | None) -> str:
    """Return the band of the hours somebody can work in a week."""
    if hours is None:
        return "to be talked about"
    return "part of the week" if hours <= 20 else "most of the week"


FIELDS: dict[str, Callable[[Coarse], str]] = {
    "age": lambda one: one.age,
    "times": lambda one: one.times,
}


def anonymous(number: int, sector: str, pool: Iterable[Coarse]) -> dict[str, str]:
    """Return the coarse facts that may be shown about one person for an offer in a sector.

    A group is only ever split when every part keeps K people or more. So the absence of a fact
    tells as little as its presence: everybody with the same card is at least one of K.
    """
    group = [one for one in pool if sector in one.sectors]
    me = next((one for one in group if one.number == number), None)
    if me is None or len(group) < K:
        return {}
    card = {"sector": sector}
    for name, fact in FIELDS.items():
        parts: dict[str, list[Coarse]] = {}
        for one in group:
            parts.setdefault(fact(one), []).append(one)
        if all(len(part) >= K for part in parts.values()):
            card[name], group = fact(me), parts[fact(me)]
    return card


@dataclass(frozen=True)
class Line:
    """One agreed fact as the employer reads it; several lines when it is a list."""

    key: str
    title: str
    value: str | list[str]


def shared(person: YoungPerson, fields: Iterable[str]) -> list[Line]:
    """Return what an employer sees of a person when these fields are agreed, in a fixed order."""
    agreed = set(fields)
    lines = [
        Line(key, title, WRITTEN[key](person)) for key, title in choices.SHARED if key in agreed
    ]
    return [line for line in lines if line.value]


def name(person: YoungPerson, fields: Iterable[str]) -> str:
    """Return what an employer may call somebody."""
    agreed = set(fields)
    parts = [person.preferred_name] if "preferred_name" in agreed else []
    parts += [person.surname] if {"preferred_name", "surname"} <= agreed else []
    return " ".join(parts).strip() or SOMEBODY


def _age(person: YoungPerson) -> str:
    return str(clock.age_on(person.born, clock.today())) if person.born else ""


def _skills(person: YoungPerson) -> list[str]:
    seen = {"shown": " (somebody has seen this)"}
    return [f"{row['name']}{seen.get(row.get('evidence', ''), '')}" for row in person.skills]


def _qualifications(person: YoungPerson) -> list[str]:
    return [
        f"{row['name']}, level {row['level']}" if row.get("level") is not None else str(row["name"])
        for row in person.qualifications
    ]


def _availability(person: YoungPerson) -> str:
    parts = [listing(choices.many(choices.DAYS, person.days))] if person.days else []
    if person.hours_per_week_max:
        parts.append(f"up to {plural(person.hours_per_week_max, 'hour')} a week")
    parts.append(_dates(person))
    return ", ".join(part for part in parts if part)


def _dates(person: YoungPerson) -> str:
    first, last = person.available_from, person.available_to
    ahead = first is not None and first > clock.today()
    if ahead and last:
        return date_range(first, last)
    if ahead:
        return f"from {long_date(first)}"
    return f"until {long_date(last)}" if last else ""


WRITTEN: dict[str, Callable[[YoungPerson], Any]] = {
    "preferred_name": lambda person: person.preferred_name,
    "surname": lambda person: person.surname,
    "pronouns": lambda person: person.pronouns,
    "age": _age,
    "phone": lambda person: spoken_number(person.phone) if person.phone else "",
    "email": lambda person: person.email or "",
    "own_words": lambda person: person.own_words,
    "skills": _skills,
    "qualifications": _qualifications,
    "experience": lambda person: list(person.experience),
    "availability": _availability,
    "adjustments": lambda person: choices.many(choices.ADJUSTMENTS, person.adjustments),
}
