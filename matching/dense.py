"""The same ranking the usual way: whole matrices of every pair with scikit-learn, to measure by."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from sklearn.metrics.pairwise import haversine_distances, linear_kernel
from sklearn.preprocessing import OneHotEncoder

from matching.ages import stamp
from matching.bags import Bag, Floats, Ints
from matching.coverage import coverage_of_offers, coverage_of_people
from matching.field import Sides
from matching.people import NOT_FOR_ME
from matching.travel import EARTH_KM, squared
from matching.vocabulary import UNIT

OUT = -1e9
ASK = -2000.0
# So many people at a time, which is the quickest: larger tables no longer fit into the cache.
STEP = 250


def dense_best(sides: Sides, top: int) -> tuple[Ints, Floats]:
    """The best columns of every person, with their scores in log-odds."""
    columns, scores = [], []
    for start in range(0, len(sides.people), STEP):
        rows = np.arange(start, min(start + STEP, len(sides.people)))
        table = _scores(sides, rows)
        best = np.argpartition(-table, top - 1, axis=1)[:, :top]
        value = np.take_along_axis(table, best, axis=1)
        order = np.argsort(-value, axis=1, kind="stable")
        columns.append(np.take_along_axis(best, order, axis=1))
        scores.append(np.take_along_axis(value, order, axis=1))
    return np.concatenate(columns), np.concatenate(scores)


def _scores(sides: Sides, rows: Ints) -> Floats:
    people, offers = sides.people, sides.offers
    w = sides.weights.values
    total = w["words"] / UNIT**2 * _kernel(people.words, rows, offers.words)
    total += w["experience"] / UNIT**2 * _kernel(people.experience, rows, offers.words)
    total += _skills(sides, rows) + _adjustments(sides, rows)
    gap = _gap(sides, rows)
    total += _categories(sides, rows) + _numbers(sides, rows) + _travel(sides, rows, gap)
    known = coverage_of_people(people)[rows] @ coverage_of_offers(offers).T
    total += np.where(known < sides.floor * 100 - 1e-9, ASK, 0.0)
    total[_ruled_out(sides, rows, gap)] = OUT
    return total


def _matrix(bag: Bag, width: int) -> csr_array:
    return csr_array((bag.much.astype(float), bag.ids, bag.start), shape=(len(bag), width))


def _kernel(one: Bag, rows: Ints, other: Bag) -> Floats:
    width = int(max(one.ids.max(initial=0), other.ids.max(initial=0))) + 1
    left, right = _matrix(one.take(rows), width), _matrix(other, width)
    return np.asarray(linear_kernel(left, right, dense_output=True))


def _skills(sides: Sides, rows: Ints) -> Floats:
    people, offers = sides.people, sides.offers
    asked = np.diff(offers.skills.start)
    share = _kernel(people.skills, rows, offers.skills) / (10 * np.maximum(asked, 1))
    known = people.has_skills[rows, None] & offers.has_skills & (asked > 0)
    return np.where(known, sides.weights.values["skills"] * (1.5 * share - 0.5), 0.0)


def _adjustments(sides: Sides, rows: Ints) -> Floats:
    people, offers = sides.people, sides.offers
    needed = np.nan_to_num(people.needs_adjustments[rows, None])
    share = _kernel(people.adjustments, rows, offers.adjustments) / np.maximum(needed, 1)
    known = (needed > 0) & offers.has_adjustments
    return np.where(known, sides.weights.values["adjustments"] * (2 * share - 1), 0.0)


def _categories(sides: Sides, rows: Ints) -> Floats:
    people, offers, w = sides.people, sides.offers, sides.weights.values
    encoder = OneHotEncoder(categories=[np.arange(-1, people.interest.shape[1] - 1)])
    sectors = encoder.fit_transform(offers.sector[:, None])
    liking = np.nan_to_num(np.roll(people.interest[rows], 1, axis=1))
    total = w["interest"] * np.asarray((sectors @ liking.T).T)
    total += w["kind"] * ((people.kinds[rows, None] != 0) & (offers.kind >= 0))
    good = np.nan_to_num(offers.pay) / (1.5 * sides.ground.settings.fair_pay_per_hour)
    total += w["pay"] * people.wants_pay[rows, None] * np.minimum(1.0, good)
    return np.asarray(total + w["response"] * (2 * np.nan_to_num(offers.response, nan=0.5) - 1))


def _numbers(sides: Sides, rows: Ints) -> Floats:
    people, offers, w = sides.people, sides.offers, sides.weights.values
    most, asked = people.hours[rows, None], offers.hours
    total = w["hours"] * np.nan_to_num(np.minimum(1.0, 2 * asked / most))
    both = np.bitwise_count(people.days[rows, None] & offers.days)
    share = both / np.maximum(np.bitwise_count(offers.days), 1)
    known = (people.days[rows, None] > 0) & (offers.days > 0)
    total += np.where(known, w["days"] * (2 * share - 1), 0.0)
    over = people.level[rows, None] - offers.level
    fit = np.select([over < 0, over <= 1, over == 2, over == 3], [-1.0, 1.0, 0.5, 0.0], -0.5)
    return np.asarray(total + w["qualification"] * np.where(np.isnan(over), 0.0, fit))


def _places(points: Floats) -> Floats:
    lat = np.arcsin(np.clip(points[:, 2] / EARTH_KM, -1, 1))
    lon = np.arctan2(points[:, 1], points[:, 0])
    return np.asarray(np.nan_to_num(np.stack([lat, lon], axis=1)), np.float64)


def _gap(sides: Sides, rows: Ints) -> Floats:
    one, other = sides.people.point[rows], sides.offers.point
    km = EARTH_KM * haversine_distances(_places(one), _places(other))
    chord = 2 * EARTH_KM * np.sin(km / (2 * EARTH_KM))
    missing = np.isnan(one[:, :1]) | np.isnan(other[:, 0])
    return np.asarray(np.where(missing, np.nan, chord * chord), np.float64)


def _travel(sides: Sides, rows: Ints, gap: Floats) -> Floats:
    reach = sides.people.reach[rows, None]
    comfort = np.nan_to_num(np.maximum(0.0, 1 - gap / np.where(reach > 0, reach, squared(1e-9))))
    weight = sides.weights.values["travel"]
    return np.asarray(weight * np.where(sides.offers.remote, 1.0, comfort), np.float64)


def _ruled_out(sides: Sides, rows: Ints, gap: Floats) -> np.ndarray:
    people, offers = sides.people, sides.offers
    on = stamp(sides.ground.on)
    out = ~(people.consent & people.ready)[rows, None] | (offers.left <= 0) | (offers.opens > on)
    out = out | ((offers.closes > 0) & (offers.closes < on)) | (offers.end > 0) & (offers.end < on)
    out |= (gap > people.reach[rows, None]) & ~offers.remote
    out |= people.interest[rows][:, offers.sector] == NOT_FOR_ME
    listed = (people.kinds[rows, None] >> np.maximum(offers.kind, 0)) & 1
    out |= (offers.kind >= 0) & (people.kinds[rows, None] != 0) & (listed == 0)
    out |= offers.hours > people.hours[rows, None]
    out |= (offers.dbs == 1) & (people.dbs[rows, None] == 0)
    for need in offers.needs.T:
        out |= people.has[rows][:, need] == 0
    out |= (people.available_from[rows, None] > offers.end) & (offers.end > 0)
    until = people.available_to[rows, None]
    out |= (until > 0) & (until < offers.start)
    return np.asarray(out | _wrong_age(sides, rows, on), bool)


def _wrong_age(sides: Sides, rows: Ints, on: int) -> np.ndarray:
    people, offers = sides.people, sides.offers
    day = np.where(offers.start > 0, offers.start, on)
    age = (day - people.born[rows, None]) // 10000
    young = (age < offers.least_age) & (offers.start > 0)
    school = (offers.start > 0) & (offers.start <= people.leaves_school[rows, None])
    long_hours = (age < 18) & (offers.start > 0)
    long_hours = long_hours & (offers.hours > sides.ground.settings.hours_under_18)
    return np.asarray(young | (age > offers.most_age) | (school & offers.school_first) | long_hours)
