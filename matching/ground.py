"""Where rows lie on the ground: their order, their boxes, and travel as columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.bags import Floats, Ints
from matching.offers import Offers
from matching.people import People
from matching.travel import EARTH_KM

COMPACT_KM = 40.0


def nearby_order(points: Floats, last: Ints | NDArray[np.bool_] | None = None) -> Ints:
    """Rows so that neighbours on the map are neighbours in the list, those without a place last.

    `last` puts whole groups behind others.

    The order is that of a curve that fills the map, which never jumps far (Morton's).
    """
    with np.errstate(invalid="ignore"):
        lat = np.degrees(np.arcsin(points[:, 2] / EARTH_KM))
        lon = np.degrees(np.arctan2(points[:, 1], points[:, 0]))
    cells = [np.nan_to_num((each + 180) / 360 * 2**21).astype(np.uint64) for each in (lat, lon)]
    key = np.zeros(len(points), np.uint64)
    for bit in range(21):
        for axis, cell in enumerate(cells):
            key |= ((cell >> np.uint64(bit)) & np.uint64(1)) << np.uint64(2 * bit + axis)
    nowhere = np.isnan(points[:, 0])
    return np.lexsort((key, nowhere, nowhere if last is None else last))


def middle(points: Floats) -> Floats:
    """The middle of the rows that are placed."""
    placed = points[~np.isnan(points[:, 0])]
    return placed.mean(axis=0) if len(placed) else np.zeros(3)


def compact(points: Floats, centre: Floats) -> bool:
    """Whether all rows lie so near one centre that single precision can tell them apart."""
    away = points[~np.isnan(points[:, 0])] - centre
    return bool(((away * away).sum(axis=1) < COMPACT_KM**2).all())


def travel_of_people(people: People, rows: Ints, centre: Floats, weight: float) -> Floats:
    """Columns whose product with `travel_of_offers` is never below what travel adds."""
    here = people.point[rows] - centre
    reach = people.reach[rows]
    placed = ~np.isnan(here[:, 0])
    here = np.nan_to_num(here)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(reach > 0, weight / reach, 0.0)
    table = np.zeros((len(rows), 5))
    table[:, 0] = weight - scale * (here * here).sum(axis=1)
    table[:, 1:4] = 2 * scale[:, None] * here
    table[:, 4] = -scale
    table[reach < 0, 0] = -10_000.0
    return np.where(placed[:, None], table, 0.0)


def travel_of_offers(offers: Offers, rows: Ints, centre: Floats) -> Floats:
    """Columns for `travel_of_people`; nothing for what is done from home or has no place."""
    there = offers.point[rows] - centre
    counts = ~np.isnan(there[:, 0]) & ~offers.remote[rows]
    there = np.nan_to_num(there)
    square = (there * there).sum(axis=1, keepdims=True)
    table = np.concatenate([np.ones((len(rows), 1)), there, square], axis=1)
    return np.where(counts[:, None], table, 0.0)
