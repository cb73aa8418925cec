"""The hard rules over many pairs at once; `rules` says the same of one pair in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.ages import stamp
from matching.bags import Floats, Ints
from matching.columns import in_any
from matching.offers import Offers
from matching.people import NOT_FOR_ME, People
from matching.rules import Ground

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Some people (rows p) beside as many offers (rows o)."""

    people: People
    offers: Offers
    p: Ints
    o: Ints
    ground: Ground

    def gap(self) -> Floats:
        """The squared straight line between the two, not a number where one is not placed."""
        one, other = self.people.point, self.offers.point
        x, y, z = (one[self.p, axis] - other[self.o, axis] for axis in range(3))
        gap: Floats = x * x + y * y + z * z
        return gap

    def ages(self) -> tuple[Floats, Floats]:
        """The least and the most age on the start date, as `ages.on_start` has it."""
        on = stamp(self.ground.on)
        start = self.offers.start[self.o]
        day = np.where(start > 0, start, on)
        born = self.people.born[self.p]
        years, rest = np.divmod(day - on, 10000)
        said = self.people.age[self.p] + years
        low = np.where(born > 0, (day - born) // 10000, said)
        high = np.where(born > 0, low, said + (rest != 0))
        return low, np.where(start > 0, high, np.where(np.isnan(low), np.nan, np.inf))


def consent(pairs: Pairs) -> Flags:
    return ~pairs.people.consent[pairs.p]


def ready(pairs: Pairs) -> Flags:
    return ~pairs.people.ready[pairs.p]


def age(pairs: Pairs) -> Flags:
    low, high = pairs.ages()
    least, most = pairs.offers.least_age[pairs.o], pairs.offers.most_age[pairs.o]
    return (high < least) | (low > most) | _at_school(pairs)


def _at_school(pairs: Pairs) -> Flags:
    start = pairs.offers.start[pairs.o]
    early = (start > 0) & (start <= pairs.people.leaves_school[pairs.p])
    return pairs.offers.school_first[pairs.o] & early


def dates(pairs: Pairs) -> Flags:
    start, end = pairs.offers.start[pairs.o], pairs.offers.end[pairs.o]
    begins, until = pairs.people.available_from[pairs.p], pairs.people.available_to[pairs.p]
    over = (end > 0) & ((end < stamp(pairs.ground.on)) | (begins > end))
    return over | ((until > 0) & (until < start))


def open_now(pairs: Pairs) -> Flags:
    on = stamp(pairs.ground.on)
    closes = pairs.offers.closes[pairs.o]
    return (pairs.offers.opens[pairs.o] > on) | ((closes > 0) & (closes < on))


def reach(pairs: Pairs) -> Flags:
    far: Flags = (pairs.gap() > pairs.people.reach[pairs.p]) & ~pairs.offers.remote[pairs.o]
    return far


def qualification(pairs: Pairs) -> Flags:
    needs = pairs.offers.needs[pairs.o]
    broken: Flags = (pairs.people.has[pairs.p[:, None], needs] == 0).any(axis=1)
    return broken


def hours(pairs: Pairs) -> Flags:
    asked = pairs.offers.hours[pairs.o]
    _, oldest = pairs.ages()
    young = (oldest < 18) & (asked > pairs.ground.settings.hours_under_18)
    return np.logical_or(young, asked > pairs.people.hours[pairs.p])


def dbs(pairs: Pairs) -> Flags:
    needed, missing = pairs.offers.dbs[pairs.o] == 1, pairs.people.dbs[pairs.p] == 0
    return np.asarray(needed & missing, bool)


def places(pairs: Pairs) -> Flags:
    return np.asarray(pairs.offers.left[pairs.o] <= 0, bool)


def kind(pairs: Pairs) -> Flags:
    number, wanted = pairs.offers.kind[pairs.o], pairs.people.kinds[pairs.p]
    listed = (wanted >> np.maximum(number, 0)) & 1
    return np.asarray((number >= 0) & (wanted != 0) & (listed == 0), bool)


def sector(pairs: Pairs) -> Flags:
    liking = pairs.people.interest[pairs.p, pairs.offers.sector[pairs.o]]
    return np.asarray(liking == NOT_FOR_ME, bool)


def employer(pairs: Pairs) -> Flags:
    return in_any(pairs.people.not_employers[pairs.p], pairs.offers.employer[pairs.o])


def area(pairs: Pairs) -> Flags:
    return in_any(pairs.people.not_areas[pairs.p], pairs.offers.area[pairs.o])


def acted(pairs: Pairs) -> Flags:
    return in_any(pairs.people.acted[pairs.p], pairs.o)


GATES: Mapping[str, Callable[[Pairs], Flags]] = {
    "consent": consent,
    "ready": ready,
    "age": age,
    "dates": dates,
    "open": open_now,
    "travel": reach,
    "qualification": qualification,
    "hours": hours,
    "dbs": dbs,
    "places": places,
    "kind": kind,
    "sector": sector,
    "employer": employer,
    "area": area,
    "acted_on_before": acted,
}


def ruled_out(pairs: Pairs, gates: Sequence[str] = tuple(GATES)) -> Flags:
    """Which pairs some rule says no to, or were acted on before."""
    out = np.zeros(len(pairs.p), bool)
    for name in gates:
        out |= GATES[name](pairs)
    return out
