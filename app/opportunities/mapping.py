"""A picture of where the offers are: our own, from the middles of outward codes, without a map service.

Distances near the middle are drawn larger than those further out (the square root of the distance),
so that the parts of the city, two kilometres apart, can be told from each other on a phone; what
would still touch is moved apart a little. Each area reaches as far as its own middle is the nearest.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.places import areas
from app.places.areas import AREAS, Area

Point = tuple[float, float]
WIDE, HIGH = 640, 600
MIDDLE = (310.0, 310.0)
STRETCH = 62.0  # units for the square root of a kilometre
EDGE: tuple[Point, ...] = ((0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH))
SMALLEST, LARGEST = 26.0, 38.0
APART, RIM, ROUNDS = 72.0, 40.0, 120


@dataclass(frozen=True)
class Cell:
    """One area on the picture."""

    code: str
    name: str
    x: float
    y: float
    outline: str


@dataclass(frozen=True)
class Mark:
    """The offers of one area: how many, and how large their dot is."""

    cell: Cell
    count: int
    size: float


@dataclass(frozen=True)
class Picture:
    """The whole picture, and what lies outside it."""

    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...]
    elsewhere: tuple[tuple[str, int], ...]
    nowhere: int  # offers whose place is not known, or that are done from home


def spot(latitude: float, longitude: float) -> Point:
    """Return where something is drawn: moved as the areas round it were moved."""
    plain = _plain(latitude, longitude)
    pulls = [
        (1 / max(math.dist(plain, before), 1.0) ** 3, after[0] - before[0], after[1] - before[1])
        for before, after in _moves().values()
    ]
    whole = sum(weight for weight, _, _ in pulls)
    return (
        plain[0] + sum(weight * x for weight, x, _ in pulls) / whole,
        plain[1] + sum(weight * y for weight, _, y in pulls) / whole,
    )


@lru_cache(maxsize=1)
def _moves() -> dict[str, tuple[Point, Point]]:
    """Return where each area’s middle would be drawn, and where it is once none touch."""
    plain = {area.code: _plain(area.latitude, area.longitude) for area in AREAS}
    spots = dict(plain)
    for _ in range(ROUNDS):
        for one, two in itertools.combinations(spots, 2):
            _part(spots, one, two)
    return {code: (plain[code], spots[code]) for code in plain}


def _part(spots: dict[str, Point], one: str, two: str) -> None:
    (ax, ay), (bx, by) = spots[one], spots[two]
    far = math.dist((ax, ay), (bx, by))
    if far < APART:
        step = (APART - far) / far / 4
        x, y = (bx - ax) * step, (by - ay) * step
        spots[one], spots[two] = _inside(ax - x, ay - y), _inside(bx + x, by + y)


def _inside(x: float, y: float) -> Point:
    return min(max(x, RIM), WIDE - RIM), min(max(y, RIM), HIGH - RIM)


def _plain(latitude: float, longitude: float) -> Point:
    east, north = areas.offset(latitude, longitude)
    far = math.hypot(east, north)
    stretch = STRETCH / math.sqrt(far) if far else 0.0
    return MIDDLE[0] + east * stretch, MIDDLE[1] - north * stretch


@lru_cache(maxsize=1)
def cells() -> tuple[Cell, ...]:
    """Return every area with its outline; worked out once."""
    spots = {code: after for code, (_, after) in _moves().items()}
    return tuple(_cell(area, spots) for area in AREAS)


def _cell(area: Area, spots: Mapping[str, Point]) -> Cell:
    here, outline = spots[area.code], EDGE
    for code, there in spots.items():
        if code != area.code:
            outline = _nearer(outline, here, there)
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in outline)
    return Cell(area.code, area.name, round(here[0], 1), round(here[1], 1), drawn)


def _nearer(outline: tuple[Point, ...], here: Point, there: Point) -> tuple[Point, ...]:
    """Return the part of an outline that is nearer to one point than to the other."""

    def lead(point: Point) -> float:
        return math.dist(point, there) ** 2 - math.dist(point, here) ** 2

    kept: list[Point] = []
    for one, two in zip(outline, (*outline[1:], outline[0]), strict=True):
        a, b = lead(one), lead(two)
        if a >= 0:
            kept.append(one)
        if a * b < 0:
            part = a / (a - b)
            kept.append((one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part))
    return tuple(kept)


def picture(counts: Mapping[str, int], total: int) -> Picture:
    """Return the picture of so many offers by outward code, of a total with or without a place."""
    most = max((counts.get(cell.code, 0) for cell in cells()), default=0)
    marks = tuple(
        Mark(cell, counts[cell.code], _size(counts[cell.code], most))
        for cell in cells()
        if counts.get(cell.code)
    )
    away = sorted((code, n) for code, n in counts.items() if n and code not in areas.BY_CODE)
    return Picture(cells(), marks, tuple(away), total - sum(counts.values()))


def _size(count: int, most: int) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(count / most), 1)


@dataclass(frozen=True)
class Where:
    """Where one offer is, in words and as a spot on the picture."""

    x: float
    y: float
    cells: tuple[Cell, ...]
    miles: float
    nearest: tuple[Area, ...]

    @property
    def inside(self) -> bool:
        """Whether the spot lies on the picture."""
        return 0 <= self.x <= WIDE and 0 <= self.y <= HIGH


def where(latitude: float | None, longitude: float | None) -> Where | None:
    """Return where an offer is; None when nobody knows, or it is further than 40 miles away."""
    if latitude is None or longitude is None:
        return None
    miles = areas.miles_to(latitude, longitude)
    if miles > 40:
        return None
    x, y = spot(latitude, longitude)
    near = tuple(areas.nearest(latitude, longitude))
    return Where(round(x, 1), round(y, 1), cells(), miles, near)
