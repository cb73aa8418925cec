"""The parts of Milton Keynes and round about: the middle of each outward code, and what people call it.

The middles are those of the postcode directory (ONS Postcode Directory, Open Government Licence v3);
a test compares them. They stand here so that a map needs no look-up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

KM_PER_DEGREE = 111.195
KM_PER_MILE = 1.609344


@dataclass(frozen=True)
class Area:
    """An outward code: its middle in degrees, and the place most people know there."""

    code: str
    latitude: float
    longitude: float
    name: str


AREAS = tuple(
    Area(*line)
    for line in (
        ("MK1", 52.0051, -0.7260, "Denbigh"),
        ("MK2", 51.9938, -0.7263, "Bletchley"),
        ("MK3", 51.9968, -0.7507, "West Bletchley"),
        ("MK4", 52.0051, -0.7790, "Tattenhoe"),
        ("MK5", 52.0194, -0.7833, "Shenley"),
        ("MK6", 52.0309, -0.7427, "Netherfield"),
        ("MK7", 52.0211, -0.6917, "Walton"),
        ("MK8", 52.0359, -0.8070, "Two Mile Ash"),
        ("MK9", 52.0399, -0.7592, "Central Milton Keynes"),
        ("MK10", 52.0362, -0.6901, "Broughton"),
        ("MK11", 52.0476, -0.8288, "Stony Stratford"),
        ("MK12", 52.0579, -0.8174, "Wolverton"),
        ("MK13", 52.0501, -0.7852, "Bradwell"),
        ("MK14", 52.0583, -0.7581, "Great Linford"),
        ("MK15", 52.0602, -0.7296, "Willen"),
        ("MK16", 52.0856, -0.7234, "Newport Pagnell"),
        ("MK17", 52.0073, -0.6729, "Woburn Sands"),
        ("MK18", 51.9929, -0.9839, "Buckingham"),
        ("MK19", 52.0621, -0.8415, "Deanshanger and Hanslope"),
        ("MK40", 52.1371, -0.4755, "Bedford"),
        ("MK43", 52.1149, -0.5426, "Cranfield"),
        ("MK45", 52.0239, -0.4854, "Ampthill and Flitwick"),
        ("MK46", 52.1547, -0.7028, "Olney"),
        ("LU5", 51.9041, -0.5168, "Houghton Regis"),
        ("LU7", 51.9159, -0.6567, "Leighton Buzzard"),
        ("NN7", 52.2250, -0.8995, "Northampton, south"),
        ("NN12", 52.1278, -0.9898, "Towcester"),
    )
)
BY_CODE = {area.code: area for area in AREAS}
MIDDLE = BY_CODE["MK9"]


def offset(latitude: float, longitude: float, round_: Area = MIDDLE) -> tuple[float, float]:
    """Return how many kilometres east and north of the middle something lies."""
    east = (longitude - round_.longitude) * KM_PER_DEGREE * math.cos(math.radians(MIDDLE.latitude))
    return east, (latitude - round_.latitude) * KM_PER_DEGREE


def miles_to(latitude: float, longitude: float, area: Area = MIDDLE) -> float:
    """Return miles in a straight line from the middle of an area."""
    return math.hypot(*offset(latitude, longitude, area)) / KM_PER_MILE


def nearest(latitude: float, longitude: float, count: int = 3) -> list[Area]:
    """Return the areas whose middles are nearest."""
    return sorted(AREAS, key=lambda area: miles_to(latitude, longitude, area))[:count]
