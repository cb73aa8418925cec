"""How well a pair fits: one value for each term, weighed into whole millionths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from matching.bags import Floats, Ints
from matching.columns import in_any
from matching.gates import Pairs
from matching.meaning import Meanings
from matching.model import SHARES, TERMS, Weights
from matching.travel import closeness
from matching.vocabulary import UNIT

MICRO = 1_000_000
# Only a matter of order: a pair that nobody can judge yet comes after every pair that is judged.
# No sum of weights reaches it, and single precision still tells thousandths beside it.
ASK_LAST = -2_000 * MICRO
COUNTED = np.array([SHARES[term] for term in TERMS], np.int64)

Product = Callable[[str], Ints]
Values = Callable[[Pairs, Product], Floats]


def interest(pairs: Pairs, product: Product) -> Floats:
    return pairs.people.interest[pairs.p, pairs.offers.sector[pairs.o]]


def words(pairs: Pairs, product: Product) -> Floats:
    said = pairs.people.has_words[pairs.p] & pairs.offers.has_words[pairs.o]
    return np.where(said, product("words") / UNIT**2, np.nan)


def skills(pairs: Pairs, product: Product) -> Floats:
    said = pairs.people.has_skills[pairs.p] & pairs.offers.has_skills[pairs.o]
    asked = np.diff(pairs.offers.skills.start)[pairs.o]
    share = product("skills") / (10 * np.maximum(asked, 1))
    return np.where(said, np.where(asked > 0, 1.5 * share - 0.5, 0.0), np.nan)


def experience(pairs: Pairs, product: Product) -> Floats:
    said = pairs.people.has_experience[pairs.p] & pairs.offers.has_words[pairs.o]
    return np.where(said, product("experience") / UNIT**2, np.nan)


def travel(pairs: Pairs, product: Product) -> Floats:
    reach, gap = pairs.people.reach[pairs.p], pairs.gap()
    with np.errstate(divide="ignore", invalid="ignore"):
        comfort = np.maximum(0.0, 1.0 - gap / reach)
    comfort = np.where(reach > 0, comfort, 0.0 * gap)
    comfort = np.where(np.isnan(reach), closeness(gap), comfort)
    return np.where(pairs.offers.remote[pairs.o], 1.0, comfort)


def hours(pairs: Pairs, product: Product) -> Floats:
    asked, most = pairs.offers.hours[pairs.o], pairs.people.hours[pairs.p]
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = np.minimum(1.0, 2.0 * asked / most)
    return np.where(most > 0, fit, 0.0 * asked * most)


def days(pairs: Pairs, product: Product) -> Floats:
    asked, free = pairs.offers.days[pairs.o], pairs.people.days[pairs.p]
    share = np.bitwise_count(asked & free) / np.maximum(np.bitwise_count(asked), 1)
    return np.where((asked > 0) & (free > 0), 2.0 * share - 1.0, np.nan)


def qualification(pairs: Pairs, product: Product) -> Floats:
    over = pairs.people.level[pairs.p] - pairs.offers.level[pairs.o]
    fit = np.select([over < 0, over <= 1, over == 2, over == 3], [-1.0, 1.0, 0.5, 0.0], -0.5)
    return np.where(np.isnan(over), np.nan, fit)


def adjustments(pairs: Pairs, product: Product) -> Floats:
    needed = pairs.people.needs_adjustments[pairs.p]
    share = product("adjustments") / np.maximum(needed, 1.0)
    offered = np.where(pairs.offers.has_adjustments[pairs.o], 2.0 * share - 1.0, np.nan)
    return np.where(needed == 0, 0.0, offered)


def kind(pairs: Pairs, product: Product) -> Floats:
    said = (pairs.offers.kind[pairs.o] >= 0) & (pairs.people.kinds[pairs.p] != 0)
    return np.where(said, 1.0, np.nan)


def pay(pairs: Pairs, product: Product) -> Floats:
    fair = pairs.ground.settings.fair_pay_per_hour
    good = np.minimum(1.0, pairs.offers.pay[pairs.o] / (1.5 * fair))
    matters = np.where(pairs.people.wants_pay[pairs.p], good, 0.0)
    return np.where(pairs.people.kinds[pairs.p] != 0, matters, np.nan)


def response(pairs: Pairs, product: Product) -> Floats:
    return 2.0 * pairs.offers.response[pairs.o] - 1.0


def opened(pairs: Pairs, product: Product) -> Floats:
    return np.where(pairs.people.opened.filled()[pairs.p], product("opened") / UNIT**2, np.nan)


def opened_near(pairs: Pairs, product: Product) -> Floats:
    places, count = pairs.people.opened_places, pairs.people.opened_count[pairs.p]
    total = np.zeros(len(pairs.p))
    weight = np.zeros(len(pairs.p))
    for each in range(places.shape[1]):
        there = places[pairs.p, each]
        x, y, z = (there[:, axis] - pairs.offers.point[pairs.o, axis] for axis in range(3))
        recent = np.where(count > each, 1.0 / (1 + each), 0.0)
        total += recent * np.nan_to_num(closeness(x * x + y * y + z * z))
        weight += recent
    placed = ~np.isnan(pairs.offers.point[pairs.o, 0])
    with np.errstate(invalid="ignore"):
        return np.where(placed, total / weight, np.nan)


def opened_employer(pairs: Pairs, product: Product) -> Floats:
    return _seen(pairs, pairs.people.opened_employers, pairs.offers.employer)


def opened_sector(pairs: Pairs, product: Product) -> Floats:
    return _seen(pairs, pairs.people.opened_sectors, pairs.offers.sector)


def words_alike(pairs: Pairs, product: Product) -> Floats:
    return _alike(pairs, pairs.people.words_alike)


def experience_alike(pairs: Pairs, product: Product) -> Floats:
    return _alike(pairs, pairs.people.experience_alike)


def opened_alike(pairs: Pairs, product: Product) -> Floats:
    return _alike(pairs, pairs.people.opened_alike)


def _alike(pairs: Pairs, meaning: Meanings) -> Floats:
    if not meaning.shape[1]:
        return np.full(len(pairs.p), np.nan)
    one, other = meaning[pairs.p], pairs.offers.meaning[pairs.o]
    total = np.einsum("ij,ij->i", one, other, dtype=np.int64)
    known = one.any(axis=1) & other.any(axis=1)
    return np.where(known, np.clip(total / UNIT**2, -1.0, 1.0), np.nan)


def clear(pairs: Pairs, product: Product) -> Floats:
    said = (pairs.offers.sector[pairs.o] >= 0).astype(float)
    return np.where(pairs.people.opened_count[pairs.p] > 0, np.nan, said)


def _seen(pairs: Pairs, seen: Ints, codes: Ints) -> Floats:
    same = in_any(seen[pairs.p], codes[pairs.o])
    known = (pairs.people.opened_count[pairs.p] > 0) & (codes[pairs.o] >= 0)
    return np.where(known, same.astype(float), np.nan)


VALUES: Mapping[str, Values] = {
    "interest": interest,
    "words": words,
    "skills": skills,
    "experience": experience,
    "travel": travel,
    "hours": hours,
    "days": days,
    "qualification": qualification,
    "adjustments": adjustments,
    "kind": kind,
    "pay": pay,
    "response": response,
    "opened": opened,
    "opened_near": opened_near,
    "opened_employer": opened_employer,
    "opened_sector": opened_sector,
    "words_alike": words_alike,
    "experience_alike": experience_alike,
    "opened_alike": opened_alike,
    "clear": clear,
}


@dataclass(frozen=True)
class Weighed:
    """Each pair's value and micros for each term; a value that is not a number is unknown."""

    values: Floats
    micro: Ints

    @property
    def score(self) -> Ints:
        """The sum of the parts, exactly."""
        total: Ints = self.micro.sum(axis=0)
        return total

    @property
    def coverage(self) -> Ints:
        """How many hundredths of what there is to know are known."""
        known: Ints = COUNTED @ ~np.isnan(self.values)
        return known

    def keys(self, floor: float) -> Ints:
        """What pairs are put in order by: the score, and last the pairs below the floor."""
        return self.score + np.where(self.coverage < floor * 100 - 1e-9, ASK_LAST, 0)


def values_of(pairs: Pairs, product: Product) -> Floats:
    """One row of values for each term."""
    return np.stack([VALUES[term](pairs, product) for term in TERMS])


def weigh(values: Floats, weights: Weights) -> Weighed:
    """Values times weights, rounded once to whole millionths."""
    factors = np.array([weights.values[term] for term in TERMS])[:, None]
    micro = np.rint(np.nan_to_num(values) * (factors * MICRO)).astype(np.int64)
    return Weighed(values, micro)
