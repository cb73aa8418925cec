"""What each key of a record must look like."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from matching.types import (
    DAYS,
    EVENTS,
    EVIDENCE,
    KINDS,
    LEVELS,
    MODES,
    Interest,
    Place,
    Qualification,
    Skill,
    Travel,
)

Reader = Callable[[Any], Any]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadValueError(Exception):
    """A value that cannot be used, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason

    def inside(self, outer: str) -> BadValueError:
        """The same complaint, seen from the key around it."""
        inner = self.field
        dot = "" if not inner or inner.startswith("[") else "."
        return BadValueError(f"{outer}{dot}{inner}", self.reason)


def wrong(reason: str) -> BadValueError:
    """A complaint about the value itself."""
    return BadValueError("", reason)


def text(value: Any) -> str:
    """Any text."""
    if not isinstance(value, str):
        raise wrong("must be text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise wrong("holds half a character") from None
    return value


def name(value: Any) -> str:
    """Text that is not empty."""
    if not text(value).strip():
        raise wrong("must not be empty")
    return str(value)


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong("must be true or false")
    return value


def number(low: float, high: float) -> Reader:
    """A number within limits."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise wrong("must be a number")
        if not math.isfinite(value):
            raise wrong("must be a number, neither NaN nor endless")
        if not low <= value <= high:
            raise wrong(f"must be from {low:g} to {high:g}")
        return value

    return read


def whole(low: int, high: int) -> Reader:
    """A whole number within limits."""
    within = number(low, high)

    def read(value: Any) -> int:
        if within(value) != int(value):
            raise wrong("must be a whole number")
        return int(value)

    return read


def day(value: Any) -> date:
    """A date like 2026-11-26."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise wrong("must be a date like 2026-11-26")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise wrong("is not a day in the calendar") from None


def moment(value: Any) -> datetime:
    """A date, or a date and time."""
    try:
        return datetime.fromisoformat(text(value))
    except ValueError:
        raise wrong("must be a date and time like 2026-11-26T09:30:00Z") from None


def one_of(choices: Collection[str]) -> Reader:
    """One of a few words."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise wrong(f"must be one of {', '.join(choices)}")
        return value

    return read


def many(inner: Reader) -> Reader:
    """A list."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise wrong("must be a list")
        return tuple(_each(inner, place, item) for place, item in enumerate(value))

    return read


def _each(inner: Reader, place: int, item: Any) -> Any:
    try:
        return inner(item)
    except BadValueError as error:
        raise error.inside(f"[{place}]") from None


def group(make: Callable[..., Any], needed: Collection[str], **keys: Reader) -> Reader:
    """An object with known keys, some of which must be there."""

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise wrong("must be an object in { }")
        for key in value:
            if key not in keys:
                raise BadValueError(key, "is not a key we know")
        given = {key: item for key, item in value.items() if item is not None}
        for key in needed:
            if key not in given:
                raise BadValueError(key, "is missing")
        return make(**{key: _inside(keys[key], key, item) for key, item in given.items()})

    return read


def _inside(inner: Reader, key: str, item: Any) -> Any:
    try:
        return inner(item)
    except BadValueError as error:
        raise error.inside(key) from None


names = many(name)
level = whole(0, 8)
place = group(Place, ("lat", "lon"), lat=number(-90, 90), lon=number(-180, 180))
days = many(one_of(DAYS))
qualifications = many(group(Qualification, ("name",), name=text, level=level))
minutes = number(0, 1440)

PERSON: Mapping[str, Reader] = {
    "id": name,
    "born": day,
    "age": whole(0, 120),
    "ready": flag,
    "consent": flag,
    "interests": many(group(Interest, ("sector", "level"), sector=name, level=one_of(LEVELS))),
    "own_words": text,
    "skills": many(group(Skill, ("name",), name=name, evidence=one_of(EVIDENCE))),
    "experience": many(text),
    "qualifications": qualifications,
    "kinds": many(one_of(KINDS)),
    "available_from": day,
    "available_to": day,
    "hours_per_week_max": number(0, 168),
    "days": days,
    "place": place,
    "area": name,
    "travel": group(Travel, (), minutes_max=minutes, modes=many(one_of(MODES))),
    "adjustments": names,
    "exclude_employers": names,
    "exclude_areas": names,
    "dbs": flag,
}

OPPORTUNITY: Mapping[str, Reader] = {
    "id": name,
    "employer": text,
    "kind": one_of(KINDS),
    "sector": name,
    "title": text,
    "text": text,
    "skills": names,
    "essential_qualifications": qualifications,
    "min_level": level,
    "place": place,
    "area": name,
    "remote": flag,
    "opens": day,
    "closes": day,
    "start": day,
    "end": day,
    "hours_per_week": number(0, 168),
    "days": days,
    "pay_per_hour": number(0, 10_000),
    "places": whole(0, 1_000_000),
    "places_taken": whole(0, 1_000_000),
    "min_age": whole(0, 120),
    "max_age": whole(0, 120),
    "dbs_required": flag,
    "adjustments_offered": names,
    "employer_response_rate": number(0, 1),
}

OUTCOME: Mapping[str, Reader] = {
    "person": name,
    "opportunity": name,
    "event": one_of(EVENTS),
    "at": moment,
    "actor": text,
}
