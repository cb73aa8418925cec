"""From metres on a map to degrees on the globe.

The method is the one Ordnance Survey publishes in “A guide to coordinate systems in Great
Britain”: the inverse transverse Mercator projection (annexe C), then a seven-parameter Helmert
transformation between ellipsoids (section 6.6). It is good to about five metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Ellipsoid:
    """The shape of the earth a map is drawn on: its two half axes, in metres."""

    major: float
    minor: float

    @property
    def eccentricity(self) -> float:
        """The first eccentricity, squared."""
        return 1 - (self.minor / self.major) ** 2


@dataclass(frozen=True)
class Grid:
    """A national grid: ellipsoid, true and false origin, scale, and the shift to WGS 84."""

    ellipsoid: Ellipsoid
    scale: float
    latitude: float
    longitude: float
    easting: float
    northing: float
    shift: tuple[float, float, float]  # metres
    stretch: float  # parts per million
    turn: tuple[float, float, float]  # seconds of arc


WGS84 = Ellipsoid(6378137.0, 6356752.314245)
NATIONAL = Grid(
    Ellipsoid(6377563.396, 6356256.909),  # Airy 1830
    *(0.9996012717, 49.0, -2.0, 400_000.0, -100_000.0),
    shift=(446.448, -125.157, 542.060),
    stretch=-20.4894,
    turn=(0.1502, 0.2470, 0.8421),
)
IRISH = Grid(
    Ellipsoid(6377340.189, 6356034.447),  # Airy modified
    *(1.000035, 53.5, -8.0, 200_000.0, 250_000.0),
    shift=(482.530, -130.596, 564.557),
    stretch=8.150,
    turn=(-1.042, -0.214, -0.631),
)


def to_degrees(
    eastings: Numbers, northings: Numbers, grid: Grid = NATIONAL
) -> tuple[Numbers, Numbers]:
    """Return latitudes and longitudes on WGS 84, in degrees."""
    latitude, longitude = _from_map(eastings, northings, grid)
    points = _moved(_in_space(latitude, longitude, grid.ellipsoid), grid)
    latitude, longitude = _on_globe(points, WGS84)
    return np.degrees(latitude), np.degrees(longitude)


def _arc(latitude: Numbers, grid: Grid) -> Numbers:
    # The length of the meridian from the true origin.
    shape, origin = grid.ellipsoid, np.radians(grid.latitude)
    n = (shape.major - shape.minor) / (shape.major + shape.minor)
    less, more = latitude - origin, latitude + origin
    terms = (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )
    arc: Numbers = shape.minor * grid.scale * terms
    return arc


def _foot(northings: Numbers, grid: Grid) -> Numbers:
    # The latitude at which the meridian is as long as the northing says.
    reach = grid.ellipsoid.major * grid.scale
    latitude = np.radians(grid.latitude) + (northings - grid.northing) / reach
    for _ in range(6):
        latitude = latitude + (northings - grid.northing - _arc(latitude, grid)) / reach
    foot: Numbers = latitude
    return foot


def _from_map(eastings: Numbers, northings: Numbers, grid: Grid) -> tuple[Numbers, Numbers]:
    foot, shape = _foot(northings, grid), grid.ellipsoid
    e2, x = shape.eccentricity, eastings - grid.easting
    bend = 1 - e2 * np.sin(foot) ** 2
    nu = shape.major * grid.scale / np.sqrt(bend)
    rho = shape.major * grid.scale * (1 - e2) / bend**1.5
    eta2, t, sec = nu / rho - 1, np.tan(foot), 1 / np.cos(foot)
    t2 = t**2
    latitude = (
        foot
        - x**2 * t / (2 * rho * nu)
        + x**4 * t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
        - x**6 * t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    )
    longitude = (
        np.radians(grid.longitude)
        + x * sec / nu
        - x**3 * sec / (6 * nu**3) * (nu / rho + 2 * t2)
        + x**5 * sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    )
    return latitude, longitude


def _in_space(latitude: Numbers, longitude: Numbers, shape: Ellipsoid) -> Numbers:
    nu = shape.major / np.sqrt(1 - shape.eccentricity * np.sin(latitude) ** 2)
    flat = nu * np.cos(latitude)
    height = nu * (1 - shape.eccentricity) * np.sin(latitude)
    return np.stack([flat * np.cos(longitude), flat * np.sin(longitude), height])


def _moved(points: Numbers, grid: Grid) -> Numbers:
    rx, ry, rz = np.radians(np.array(grid.turn) / 3600)
    scale = 1 + grid.stretch * 1e-6
    turn = np.array([[scale, -rz, ry], [rz, scale, -rx], [-ry, rx, scale]])
    moved: Numbers = np.array(grid.shift)[:, None] + turn @ points
    return moved


def _on_globe(points: Numbers, shape: Ellipsoid) -> tuple[Numbers, Numbers]:
    x, y, z = points
    flat, e2 = np.hypot(x, y), shape.eccentricity
    latitude = np.arctan2(z, flat * (1 - e2))
    for _ in range(5):
        nu = shape.major / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + e2 * nu * np.sin(latitude), flat)
    return latitude, np.arctan2(y, x)
