"""Finding where a postcode or an area is, and how far places are apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from sqlalchemy import select

from app import db
from app.places import directory, shelf
from app.places.models import Place

EARTH_MILES = 3958.7613
# Roads are longer than straight lines; speeds in kilometres an hour, minutes before setting off.
DETOUR = 1.3
MODES = {"walk": (4.8, 0), "cycle": (14, 0), "bus": (15, 10), "train": (40, 20), "car": (30, 0)}
KILOMETRES = 1.609344
_CODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?")


class Point(Protocol):
    """Anything that lies somewhere: a place, an offer."""

    @property
    def latitude(self) -> float | None: ...

    @property
    def longitude(self) -> float | None: ...


def find(postcode: str) -> Place | None:
    """Return where a full postcode is, or None when it does not exist."""
    parts = _parts(postcode)
    return _look_up(" ".join(parts)) if parts and parts[1] else None


def centre_of(outward: str) -> Place | None:
    """Return the middle of an outward code (“MK9”), or None when it does not exist.

    A full postcode counts as its outward code.
    """
    parts = _parts(outward)
    return _look_up(parts[0]) if parts else None


def centres(outwards: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return the middle of each outward code that exists, in one query however many are asked."""
    wanted = {code for code in outwards if _parts(code)}
    statement = select(Place.code, Place.latitude, Place.longitude).where(Place.code.in_(wanted))
    found = {code: (north, east) for code, north, east in db.session.execute(statement)}
    for code in wanted - found.keys():
        place = _in_the_package(code)
        if place:
            found[code] = (place.latitude, place.longitude)
    return found


def _parts(typed: str) -> tuple[str, str] | None:
    squeezed = re.sub(r"[^A-Z0-9]", "", typed.upper()) if typed.isascii() else ""
    found = _CODE.fullmatch(squeezed)
    return (found[1], found[2] or "") if found else None


def _look_up(code: str) -> Place | None:
    kept = db.session.get(Place, code)
    return kept or _copy(_in_the_package(code))


@lru_cache(maxsize=4096)
def _in_the_package(code: str) -> Place | None:
    chapter = directory.chapter(code[0])
    if chapter is None:
        return None
    return shelf.postcode(chapter, code) if " " in code else shelf.centre(chapter, code)


def _copy(place: Place | None) -> Place | None:
    # What the cache keeps must never be drawn into somebody's session.
    if place is None:
        return None
    names = ("code", "easting", "northing", "latitude", "longitude", "authority")
    return Place(**{name: getattr(place, name) for name in names})


def is_loaded() -> bool:
    """Say whether the table of places has been filled."""
    return db.session.scalar(select(Place.code).limit(1)) is not None


@db.transaction()
def load() -> int:
    """Fill the table of places once; return how many were added."""
    if is_loaded():
        return 0
    added = 0
    for chapter in directory.chapters():
        rows = [*shelf.postcodes(chapter), *shelf.centres(chapter)]
        db.session.bulk_insert_mappings(Place.__mapper__, rows)
        added += len(rows)
    return added


def miles(one: Point, other: Point) -> float | None:
    """Return miles in a straight line, or None when one of the two is not known."""
    ends = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(value is None for value in ends):
        return None
    a, b, c, d = (math.radians(value or 0.0) for value in ends)
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_MILES * math.asin(min(1.0, math.sqrt(chord)))


def minutes(distance: float | None, mode: str) -> int | None:
    """Return about how long a distance in miles takes by walk, cycle, bus, train or car."""
    if distance is None or mode not in MODES:
        return None
    speed, wait = MODES[mode]
    return max(1, math.ceil(wait + distance * KILOMETRES * DETOUR / speed * 60 - 1e-9))
