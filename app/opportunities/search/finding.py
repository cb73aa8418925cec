"""What fits, in which order, and how many offers each further choice would leave."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from app.opportunities.models import Kind, UnpaidBasis
from app.opportunities.search import words
from app.opportunities.search.cards import Card
from app.opportunities.search.index import NEVER, Index, Numbers
from app.places.services import Point

KM_PER_DEGREE = 111.195
KM_PER_MILE = 1.609344
MILES = (2, 5, 10, 20, 40)
AGES = tuple(range(14, 26))
KINDS, REASONS = tuple(Kind), tuple(UnpaidBasis)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; None or empty means anything."""

    words: str = ""
    sector: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    area: tuple[str, ...] = ()  # outward codes
    paid: bool | None = None
    reason: tuple[str, ...] = ()  # why it may be unpaid
    age: int | None = None
    hours: str | None = None  # part_time, full_time
    remote: bool = False
    first_step: bool = False
    any_time: bool = False
    near: Point | None = None
    miles: int | None = None
    start_from: date | None = None
    start_to: date | None = None
    sort: str = ""


@dataclass(frozen=True)
class Understood:
    """What else was looked for in place of, or beside, a word somebody typed."""

    typed: str
    meant: tuple[str, ...]
    known: bool  # the word itself occurs; otherwise this is a guess at a slip


@dataclass(frozen=True)
class Found:
    """Everything that fits, best first, and the counts beside the filters."""

    index: Index
    order: Numbers
    miles: Numbers | None
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int]  # how many would fit if this filter were taken away
    understood: tuple[Understood, ...]

    @property
    def total(self) -> int:
        """How many fit."""
        return len(self.order)

    def cards(self, begin: int, end: int) -> list[tuple[Card, float | None]]:
        """Return some of what fits, each with its distance in miles where both ends are known."""
        return [(self.index.cards[n], self._far(n)) for n in self.order[begin:end]]

    def _far(self, number: int) -> float | None:
        if self.miles is None or math.isnan(self.miles[number]):
            return None
        return float(self.miles[number])


def find(index: Index, wanted: Wanted, today: date) -> Found:
    """Return what fits."""
    far = _miles(index, wanted.near) if wanted.near else None
    score = _score(index, wanted.words)
    masks = _masks(index, wanted, today, far, score)
    open_ = index.days["closes"] >= today.toordinal()
    failed = np.zeros(index.count, np.uint8)
    for mask in masks.values():
        failed += ~mask
    fits = open_ & (failed == 0)
    beside = {name: open_ & (failed - ~mask == 0) for name, mask in masks.items()}
    return Found(
        index,
        _order(index, wanted, np.flatnonzero(fits), far, score),
        far,
        _counts(index, lambda name: beside.get(name, fits), today, far),
        {name: int(np.count_nonzero(mask)) for name, mask in beside.items()},
        _understood(index, wanted.words),
    )


def _miles(index: Index, point: Point) -> Numbers:
    # Degrees as a flat map round the point: good to a few metres in a hundred miles of England.
    latitude, longitude = point.latitude or 0.0, point.longitude or 0.0
    north = (index.position[0] - latitude) * KM_PER_DEGREE
    east = (index.position[1] - longitude) * KM_PER_DEGREE * math.cos(math.radians(latitude))
    far: Numbers = np.hypot(north, east) / KM_PER_MILE
    return far


def _score(index: Index, typed: str) -> Numbers | None:
    asked = words.asked(typed)
    if not asked:
        return None
    scores = [index.score(word) for word in asked]
    total: Numbers = np.sum(scores, axis=0)
    total[np.min(scores, axis=0) == 0] = 0
    return total


def _understood(index: Index, typed: str) -> tuple[Understood, ...]:
    found = []
    for word in words.asked(typed):
        hits, said = index.meant(word)
        if said:
            # A guess is all there is; words for the same thing come beside the word itself.
            found.append(Understood(word, said, len(hits) > len(said) or word in words.OTHERS))
    return tuple(found)


def _masks(
    index: Index, wanted: Wanted, today: date, far: Numbers | None, score: Numbers | None
) -> dict[str, Numbers]:
    found = {} if score is None else {"q": score > 0}
    for name, known in (("sector", index.sectors), ("kind", KINDS), ("area", index.outwards)):
        if chosen := getattr(wanted, name):
            found[name] = np.isin(_code(index, name, known), _places(known, chosen))
    for name in ("remote", "first_step"):
        if getattr(wanted, name):
            found[name] = index.flags[name]
    if wanted.any_time:
        found["any_time"] = _any_time(index, today)
    if far is not None and wanted.miles:
        found["miles"] = _within(index, far, wanted.miles)
    return found | _terms(index, wanted) | _dates(index, wanted)


def _terms(index: Index, wanted: Wanted) -> dict[str, Numbers]:
    found = {}
    if wanted.paid is not None:
        found["paid"] = index.flags["paid"] == wanted.paid
    if wanted.reason:
        codes = _code(index, "reason", REASONS)
        found["reason"] = np.isin(codes, _places(REASONS, wanted.reason)) & ~index.flags["paid"]
    if wanted.age:
        found["age"] = _open_to(index, wanted.age)
    if wanted.hours in {"part_time", "full_time"}:
        found["hours"] = index.flags[wanted.hours]
    return found


def _dates(index: Index, wanted: Wanted) -> dict[str, Numbers]:
    found, start = {}, index.days["start"]
    if wanted.start_from:
        found["start_from"] = (
            start >= wanted.start_from.toordinal()
        )  # unknown is never, so it stays
    if wanted.start_to:
        found["start_to"] = (start <= wanted.start_to.toordinal()) | (start == NEVER)
    return found


def _places(known: Sequence[str], chosen: Sequence[str]) -> list[int]:
    return [number for number, value in enumerate(known) if value in chosen]


COLUMNS = {"sector": "sector_key", "kind": "kind", "area": "outward", "reason": "basis"}


def _code(index: Index, name: str, known: Sequence[str]) -> Numbers:
    kept: dict[str, Numbers] = index.__dict__.setdefault("_codes", {})
    if name not in kept:
        kept[name] = index.codes(COLUMNS[name], known)
    return kept[name]


def _open_to(index: Index, age: int) -> Numbers:
    youngest, oldest = index.ages
    found: Numbers = (youngest <= age) & (oldest >= age)
    return found


def _any_time(index: Index, today: date) -> Numbers:
    start = index.days["start"]
    found: Numbers = (start == NEVER) | (start <= today.toordinal())
    return found


def _within(index: Index, far: Numbers, miles: int) -> Numbers:
    """Within so many miles; what is done from home or lies nowhere known stays on the list."""
    found: Numbers = (far <= miles) | np.isnan(far) | index.flags["remote"]
    return found


def _counts(
    index: Index, among: Callable[[str], Numbers], today: date, far: Numbers | None
) -> dict[str, dict[str, int]]:
    found = {
        "sector": _tally(index, "sector", index.sectors, among("sector")),
        "kind": _tally(index, "kind", KINDS, among("kind")),
        "area": _tally(index, "area", index.outwards, among("area")),
        "reason": _tally(index, "reason", REASONS, among("reason") & ~index.flags["paid"]),
    }
    paid = among("paid")
    yes = int(np.count_nonzero(paid & index.flags["paid"]))
    found["paid"] = {"yes": yes, "no": int(np.count_nonzero(paid)) - yes}
    for name in ("remote", "first_step"):
        found[name] = {"yes": int(np.count_nonzero(among(name) & index.flags[name]))}
    any_time = among("any_time") & _any_time(index, today)
    found["any_time"] = {"yes": int(np.count_nonzero(any_time))}
    hours = among("hours")
    found["hours"] = {
        name: int(np.count_nonzero(hours & index.flags[name]))
        for name in ("part_time", "full_time")
    }
    age = among("age")
    found["age"] = {str(n): int(np.count_nonzero(age & _open_to(index, n))) for n in AGES}
    if far is not None:
        near = among("miles")
        found["miles"] = {
            str(n): int(np.count_nonzero(near & _within(index, far, n))) for n in MILES
        }
    return found


def _tally(index: Index, name: str, known: Sequence[str], mask: Numbers) -> dict[str, int]:
    codes = _code(index, name, known)[mask]
    counts = np.bincount(codes[codes >= 0], minlength=len(known))
    return {str(value): int(count) for value, count in zip(known, counts, strict=True)}


def sorting(wanted: Wanted) -> str:
    """Return the order that is used: the best fit of words, else the nearest, else the soonest."""
    if wanted.sort == "nearest" and wanted.near is None:
        return "soonest"
    if wanted.sort == "best" and not words.asked(wanted.words):
        return "soonest"
    if wanted.sort:
        return wanted.sort
    if words.asked(wanted.words):
        return "best"
    return "nearest" if wanted.near else "soonest"


def _order(
    index: Index, wanted: Wanted, fits: Numbers, far: Numbers | None, score: Numbers | None
) -> Numbers:
    by = sorting(wanted)
    if by == "nearest" and far is not None:  # equally far: in the order of their numbers
        return fits[np.argsort(np.nan_to_num(far[fits], nan=1e9), kind="stable")]
    inside = np.zeros(index.count, np.bool_)
    inside[fits] = True
    order = index.orders[by if by in index.orders else "soonest"]
    order = order[inside[order]]
    if by == "best" and score is not None:
        order = order[np.argsort(-score[order], kind="stable")]
    return order
