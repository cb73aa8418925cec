import math

import numpy as np
import pytest

from app.places import services
from app.places.grid import IRISH, NATIONAL, to_degrees
from app.places.models import Place

# Points whose place Ordnance Survey publishes in both systems, to test transformations with.
KNOWN = {
    "Northamptonshire": (474335.969, 262047.755, 52.2516095123, -0.9124895697),
    "London": (530624.974, 178388.464, 51.4893656495, -0.1199255718),
    "Isles of Scilly": (91492.146, 11318.804, 49.9222639373, -6.2997775201),
    "Suffolk": (599445.590, 225722.826, 51.8943663735, 0.8972432701),
}


def metres_apart(latitude, longitude, to_latitude, to_longitude):
    here = Place(latitude=latitude, longitude=longitude)
    there = Place(latitude=to_latitude, longitude=to_longitude)
    return services.miles(here, there) * 1609.344


@pytest.mark.parametrize("name", KNOWN)
def test_metres_on_the_map_become_degrees_to_within_ten_metres(name):
    easting, northing, latitude, longitude = KNOWN[name]

    found = to_degrees(np.array([easting]), np.array([northing]), NATIONAL)

    assert metres_apart(found[0][0], found[1][0], latitude, longitude) < 10


def test_northern_ireland_lies_where_its_own_grid_says():
    belfast_city_hall = to_degrees(np.array([333_800.0]), np.array([374_030.0]), IRISH)

    assert metres_apart(*(float(part[0]) for part in belfast_city_hall), 54.5965, -5.9301) < 200


def test_many_points_at_once_give_what_each_gives_alone():
    eastings, northings = (
        np.array(column) for column in list(zip(*KNOWN.values(), strict=True))[:2]
    )

    together = to_degrees(eastings, northings)

    for at in range(len(KNOWN)):
        alone = to_degrees(eastings[at : at + 1], northings[at : at + 1])
        assert math.isclose(together[0][at], alone[0][0], abs_tol=1e-12)
        assert math.isclose(together[1][at], alone[1][0], abs_tol=1e-12)
