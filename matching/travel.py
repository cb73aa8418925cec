"""Where people and opportunities are, and who can reach what in how long."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from matching.settings import Settings
from matching.types import Opportunity, Person, Place, Travel

EARTH_KM = 6371.0088

Point = tuple[float, float, float]


@cache
def outward_centres() -> Mapping[str, Place]:
    """The centre of every outward code of England and Wales."""
    table = json.loads(Path(__file__).with_name("outcodes.json").read_text("utf-8"))
    return {code: Place(lat, lon) for code, (lat, lon) in table["centres"].items()}


@lru_cache(maxsize=200_000)
def area_name(area: str) -> str:
    """An area as it is compared: a full postcode counts as its outward code."""
    plain = " ".join(area.upper().split())
    outward = plain.split(" ")[0]
    return outward if outward in outward_centres() else plain


def centres_of(opportunities: Iterable[Opportunity]) -> dict[str, Place]:
    """The middle of what is offered in each area, for areas that are no outward code."""
    found: dict[str, list[Place]] = {}
    for each in opportunities:
        if each.area and each.place:
            found.setdefault(area_name(each.area), []).append(each.place)
    known = outward_centres()
    return {area: _middle(places) for area, places in found.items() if area not in known}


def _middle(places: list[Place]) -> Place:
    # fsum, so that the order of the file does not move anybody.
    lat = math.fsum(place.lat for place in places) / len(places)
    lon = math.fsum(place.lon for place in places) / len(places)
    return Place(lat, lon)


def home(person: Person, areas: Mapping[str, Place]) -> Place | None:
    """Where a person is: their place, or else the centre of their area."""
    if person.place or not person.area:
        return person.place
    area = area_name(person.area)
    return outward_centres().get(area) or areas.get(area)


def point(place: Place) -> Point:
    """A place as a point in space, in kilometres from the middle of the earth."""
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    flat = EARTH_KM * math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), EARTH_KM * math.sin(lat)


def apart(one: Point, other: Point) -> float:
    """The squared length of the straight line between two points, through the earth."""
    x, y, z = one[0] - other[0], one[1] - other[1], one[2] - other[2]
    return x * x + y * y + z * z


def squared(km: float) -> float:
    """What `apart` gives for two points so many kilometres apart on the ground."""
    chord = 2 * EARTH_KM * math.sin(km / (2 * EARTH_KM))
    return chord * chord


def closeness(apart_squared: Any) -> Any:
    """How near two points are, from 1 at the same spot to 0 at the end of the world.

    Three scales together (5, 20 and 100 km), for people of whom we do not know how far they go.
    """
    near, middling, far = (1.0 / (1.0 + apart_squared / scale) for scale in (25.0, 400.0, 1e4))
    return (near + 2.0 * middling + 4.0 * far) / 7.0


def ground_km(apart_squared: float) -> float:
    """Kilometres on the ground for what `apart` gives."""
    half = math.sqrt(apart_squared) / (2 * EARTH_KM)
    return 2 * EARTH_KM * math.asin(min(1.0, half))


def reach_km(travel: Travel | None, settings: Settings) -> float | None:
    """How far, in a straight line, the fastest of a person's modes takes them in time.

    None when nobody has said; below zero when the time is not even enough to set off.
    """
    if travel is None or travel.minutes_max is None or not travel.modes:
        return None
    known = [settings.modes[name] for name in travel.modes if name in settings.modes]
    if not known:
        return None
    minutes = travel.minutes_max
    return max((minutes - m.wait_minutes) / 60 * m.km_per_hour / settings.detour for m in known)


def journey(km: float, travel: Travel | None, settings: Settings) -> tuple[int, str] | None:
    """Minutes and mode of the fastest way to go so many kilometres."""
    modes = (travel.modes if travel else None) or ()
    ways = [
        (mode.wait_minutes + km * settings.detour / mode.km_per_hour * 60, name)
        for name, mode in settings.modes.items()
        if name in modes
    ]
    if not ways:
        return None
    minutes, name = min(ways)
    return max(1, math.ceil(minutes - 1e-9)), name
