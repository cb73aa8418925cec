"""People and offers made ready to meet: bounds side by side, bags to multiply, travel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching import ground as lie
from matching.bags import Bag, Floats, Ints
from matching.bound import STRETCH, Sheet, Single, sheet
from matching.gates import Pairs
from matching.model import Weights
from matching.offers import Offers
from matching.people import People
from matching.products import Narrow
from matching.rules import Ground
from matching.tiles import EVERY_KIND, Spots, Tiles

# How many columns say where somebody or something is.
TRAVEL = 5


@dataclass(frozen=True)
class Side:
    """People or offers as one side of the meeting."""

    bound: Single
    spots: Spots
    place_in_order: Ints
    bags: Mapping[str, Bag]

    def __len__(self) -> int:
        return len(self.bound)

    @cached_property
    def padded(self) -> dict[str, Narrow]:
        """The bags side by side; terms that share a bag share its rows."""
        made = {id(bag): bag.padded() for bag in self.bags.values()}
        return {term: made[id(bag)] for term, bag in self.bags.items()}

    @cached_property
    def tiles(self) -> Tiles:
        """The rows in short stretches that lie near one another."""
        return Tiles.of(self.spots)


@dataclass(frozen=True)
class Sides:
    """Who meets whom: people and offers, what weighs their pairs, and which of them are rows."""

    people: People
    offers: Offers
    weights: Weights
    ground: Ground
    floor: float
    by_person: bool


@dataclass(frozen=True)
class Field:
    """Both sides made ready; `centre` is set where travel is already in the bounds."""

    sides: Sides
    rows: Side
    columns: Side
    centre: Floats | None

    def pairs(self, rows: Ints, columns: Ints) -> Pairs:
        """Rows beside columns as people beside offers."""
        p, o = (rows, columns) if self.sides.by_person else (columns, rows)
        return Pairs(self.sides.people, self.sides.offers, p, o, self.sides.ground)

    def travel(self, rows: Ints, columns: Ints, centre: Floats) -> tuple[Single, Single]:
        """The travel columns of some rows and of some columns."""
        weight = self.sides.weights.values["travel"]
        p, o = (rows, columns) if self.sides.by_person else (columns, rows)
        one = lie.travel_of_people(self.sides.people, p, centre, weight).astype(np.float32)
        other = lie.travel_of_offers(self.sides.offers, o, centre).astype(np.float32)
        return (one, other) if self.sides.by_person else (other, one)

    def laid_out(self, rows: Ints) -> dict[str, NDArray[np.int32]]:
        """The bags of a few rows with a place for every id; nothing for bags that are empty."""
        names = self.sides.offers.names
        sizes = {"skills": len(names.skill), "adjustments": len(names.adjustment)}
        words = len(names.vocabulary.ids)
        picked = {term: bag.take(rows) for term, bag in self.rows.bags.items()}
        return {
            term: bag.spread(slice(0, len(rows)), sizes.get(term, words))
            for term, bag in picked.items()
            if len(bag.ids)
        }


@dataclass(frozen=True)
class Ready:
    """A pool made ready once for people who come one at a time."""

    sheet: Sheet
    side: Side
    centre: Floats


def ready(offers: Offers, weights: Weights, ground: Ground, floor: float) -> Ready:
    """Make a pool ready for anybody."""
    bound = sheet(offers, weights, ground, floor)
    centre = lie.middle(offers.point)
    wide = _travelled(bound.offers(more=TRAVEL), offers, centre)
    return Ready(bound, _side_of_offers(offers, wide, offers.words), centre)


def field_of_few(sides: Sides, made: Ready) -> Field:
    """Both sides ready, for a few people against a pool that was made ready before."""
    people = sides.people
    here = made.sheet.people(people)
    centre = made.centre if lie.compact(people.point, made.centre) else None
    more = np.zeros((len(people), TRAVEL))
    if centre is not None:
        weight = sides.weights.values["travel"]
        more = lie.travel_of_people(people, np.arange(len(people)), centre, weight)
    return Field(sides, _side_of_people(people, _with(here, more)), made.side, centre)


def field(sides: Sides) -> Field:
    """Make both sides ready."""
    people, offers = sides.people, sides.offers
    bound = sheet(offers, sides.weights, sides.ground, sides.floor, people)
    here = bound.people(people)
    used = np.asarray(here.any(axis=0))
    here = here if used.all() else here[:, used]
    centre = _one_centre(people)
    if centre is None:
        there = bound.offers(used)
    else:
        weight = sides.weights.values["travel"]
        here = _with(here, lie.travel_of_people(people, np.arange(len(people)), centre, weight))
        there = _travelled(bound.offers(used, TRAVEL), offers, centre)
    one = _side_of_people(people, here)
    other = _side_of_offers(offers, there, _words_said(offers, people))
    rows, columns = (one, other) if sides.by_person else (other, one)
    return Field(sides, rows, columns, centre)


def _one_centre(people: People) -> Floats | None:
    centre = lie.middle(people.point)
    return centre if lie.compact(people.point, centre) else None


def _with(bound: Single, more: Floats) -> Single:
    return np.concatenate([bound, more.astype(np.float32)], axis=1)


def _travelled(table: Single, offers: Offers, centre: Floats) -> Single:
    """A table of offers with its last columns filled."""
    for start in range(0, len(table), STRETCH):
        rows = np.arange(start, min(start + STRETCH, len(table)))
        table[rows[0] : rows[-1] + 1, -TRAVEL:] = lie.travel_of_offers(offers, rows, centre)
    return table


def _side_of_people(people: People, bound: Single) -> Side:
    bags = {
        "words": people.words,
        "experience": people.experience,
        "opened": people.opened,
        "skills": people.skills,
        "adjustments": people.adjustments,
    }
    spots = Spots(
        people.point,
        np.where(np.isnan(people.reach), np.inf, people.reach),
        np.isnan(people.point[:, 0]),
        np.where(people.kinds == 0, EVERY_KIND, people.kinds),
    )
    return Side(bound, spots, people.place_in_order, bags)


def _side_of_offers(offers: Offers, bound: Single, words: Bag) -> Side:
    bags = {
        "words": words,
        "experience": words,
        "opened": words,
        "skills": offers.skills,
        "adjustments": offers.adjustments,
    }
    spots = Spots(
        offers.point,
        np.full(len(offers), np.inf),
        offers.remote | np.isnan(offers.point[:, 0]),
        np.where(offers.kind < 0, EVERY_KIND, 1 << np.maximum(offers.kind, 0)),
    )
    return Side(bound, spots, offers.place_in_order, bags)


def _words_said(offers: Offers, people: People) -> Bag:
    """The words of offers, of which only those count that somebody says."""
    said = np.zeros(max(1, len(offers.names.vocabulary.ids)), bool)
    for bag in (people.words, people.experience, people.opened):
        said[bag.ids] = True
    return offers.words.only(said)
