"""A quick upper bound of every score as one product of two matrices.

Each block below turns one term or rule into columns for people and columns for offers, so
that the product of a person's row and an offer's row is never below the score of the pair,
apart from rounding. Pairs that a rule surely forbids get a large penalty. Only pairs whose bound
reaches the best that is already known are then scored exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.ages import stamp
from matching.bags import Bag, Floats, Ints
from matching.coverage import coverage_of_people, coverage_patterns
from matching.gates import Pairs
from matching.meaning import ALIKE
from matching.model import Weights
from matching.offers import Offers
from matching.people import NOT_FOR_ME, People
from matching.rules import Ground
from matching.scorer import ASK_LAST, MICRO, qualification
from matching.vocabulary import UNIT

Single = NDArray[np.float32]
Flags = NDArray[np.bool_]

FORBIDDEN = -10_000.0
# The rules that the bound keeps only in part; it keeps the others by itself.
LOOSE = ("age", "dates", "qualification", "hours", "employer", "area", "acted_on_before")

# What rounding to single precision may cost, in log-odds; see ASK_LAST.
SLACK = 2e-3


@dataclass(frozen=True)
class Block:
    """Columns of some offers, and how to make the columns of people that meet them."""

    offers: Callable[[slice], Floats]
    people: Callable[[People], Floats]


# So many offers are written down at a time.
STRETCH = 8192


@dataclass(frozen=True)
class Sheet:
    """All blocks of a pool side by side."""

    blocks: Sequence[Block]
    count: int

    def people(self, people: People) -> Single:
        """The rows of some people."""
        parts = [block.people(people).astype(np.float32) for block in self.blocks]
        return np.concatenate(parts, axis=1)

    def offers(self, used: Flags | None = None, more: int = 0) -> Single:
        """The rows of all offers, only the columns that are used, with room for a few more."""
        first = self._stretch(slice(0, 0))
        used = np.ones(first.shape[1], bool) if used is None else used
        width = int(used.sum())
        table = np.zeros((self.count, width + more), np.float32)
        for start in range(0, self.count, STRETCH):
            rows = slice(start, min(start + STRETCH, self.count))
            table[rows, :width] = self._stretch(rows)[:, used]
        return table

    def _stretch(self, rows: slice) -> Floats:
        return np.concatenate([block.offers(rows) for block in self.blocks], axis=1)


def sheet(
    offers: Offers, weights: Weights, ground: Ground, floor: float, people: People | None = None
) -> Sheet:
    """The bound of a pool; with `people` it spends its columns on what those people say."""
    w = weights.values
    blocks = [
        _offer_alone(offers, w["response"], w["travel"], ground),
        _sector(offers, w["interest"]),
        _kind(offers, w["kind"]),
        _pay(offers, w["pay"], ground),
        _hours(offers, w["hours"]),
        _days(offers, w["days"]),
        _level(offers, w["qualification"], ground),
        _adjustments(offers, w["adjustments"]),
        _skills(offers, w["skills"]),
        _text(offers, weights, people),
        _meaning(offers, weights),
        _needs(offers),
        _ages(offers, ground),
        _dates(offers),
        _coverage(offers, floor),
    ]
    return Sheet(blocks, len(offers))


def one_hot(codes: Ints, width: int) -> Floats:
    """A column for each code; a negative code has none."""
    hot = np.zeros((len(codes), width))
    rows = np.flatnonzero(codes >= 0)
    hot[rows, codes[rows]] = 1.0
    return hot


def bucketed(bag: Bag, bucket: Ints, width: int, factor: Floats | float = 1.0) -> Floats:
    """Rows of a bag with its ids thrown together into a few columns.

    For amounts that are never negative, products of such rows are never below the true ones.
    """
    amount = bag.much * (factor if isinstance(factor, float) else factor[bag.rows()])
    place = bag.rows() * width + bucket[bag.ids]
    wide = np.bincount(place, amount, len(bag) * width).reshape(len(bag), width)
    return np.asarray(wide, np.float64)


def _beside(*columns: NDArray[np.floating[Any]]) -> Floats:
    wide = [c[:, None] if c.ndim == 1 else c for c in columns]
    return np.concatenate(wide, axis=1, dtype=np.float64)


def _offer_alone(offers: Offers, response: float, travel: float, ground: Ground) -> Block:
    on = stamp(ground.on)
    shut = (offers.opens > on) | ((offers.closes > 0) & (offers.closes < on))
    shut |= ((offers.end > 0) & (offers.end < on)) | (offers.left <= 0)
    alone = response * (2 * np.nan_to_num(offers.response, nan=0.5) - 1)
    alone += travel * offers.remote + FORBIDDEN * shut

    def people(rows: People) -> Floats:
        shut_out = np.where(rows.consent & rows.ready, 0.0, FORBIDDEN)
        return _beside(np.ones(len(rows)), shut_out)

    return Block(lambda rows: _beside(alone[rows], np.ones(len(alone[rows]))), people)


def _sector(offers: Offers, weight: float) -> Block:
    width = len(offers.names.sector)
    codes = offers.sector

    def people(rows: People) -> Floats:
        liking = np.nan_to_num(rows.interest[:, :-1])
        return np.where(liking == NOT_FOR_ME, FORBIDDEN, weight * liking)

    return Block(lambda rows: one_hot(codes[rows], width), people)


def _kind(offers: Offers, weight: float) -> Block:
    width = len(offers.names.kind)
    codes = offers.kind

    def people(rows: People) -> Floats:
        listed = (rows.kinds[:, None] >> np.arange(width)) & 1
        said = np.where(listed == 1, weight, FORBIDDEN)
        return np.where((rows.kinds != 0)[:, None], said, 0.0)

    return Block(lambda rows: one_hot(codes[rows], width), people)


def _pay(offers: Offers, weight: float, ground: Ground) -> Block:
    fair = ground.settings.fair_pay_per_hour
    good = weight * np.minimum(1.0, np.nan_to_num(offers.pay) / (1.5 * fair))

    def people(rows: People) -> Floats:
        return rows.wants_pay[:, None].astype(float)

    return Block(lambda rows: good[rows, None], people)


def _bins(values: Floats, most: int) -> tuple[Ints, Floats, Floats]:
    """A bin for each value, with the least and the most of each bin; missing values have none."""
    distinct = np.unique(values[~np.isnan(values)])
    groups = np.array_split(distinct, min(most, max(1, len(distinct))))
    low = np.array([group[0] if len(group) else 0.0 for group in groups])
    high = np.array([group[-1] if len(group) else 0.0 for group in groups])
    codes = np.searchsorted(low, values, side="right") - 1
    return np.where(np.isnan(values), -1, codes), low, high


def _hours(offers: Offers, weight: float) -> Block:
    codes, low, high = _bins(offers.hours, 12)

    def people(rows: People) -> Floats:
        most = rows.hours[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            fit = weight * np.minimum(1.0, 2 * np.minimum(high, most) / most)
        fit = np.where(low > most, FORBIDDEN, np.nan_to_num(fit))
        return np.where(np.isnan(most), 0.0, fit)

    return Block(lambda rows: one_hot(codes[rows], len(low)), people)


def _days(offers: Offers, weight: float) -> Block:
    def asked(rows: slice) -> Floats:
        bits = ((offers.days[rows, None] >> np.arange(7)) & 1).astype(float)
        share = 2 * bits / np.maximum(bits.sum(axis=1, keepdims=True), 1)
        return _beside(share, -(offers.days[rows] > 0).astype(float))

    def people(rows: People) -> Floats:
        free = ((rows.days[:, None] >> np.arange(7)) & 1).astype(float)
        return weight * _beside(free, (rows.days > 0).astype(float))

    return Block(asked, people)


def _level(offers: Offers, weight: float, ground: Ground) -> Block:
    levels = np.unique(offers.level[~np.isnan(offers.level)])
    codes = np.where(np.isnan(offers.level), -1, np.searchsorted(levels, offers.level))
    first = {level: int(np.argmax(offers.level == level)) for level in levels}

    def people(rows: People) -> Floats:
        p = np.arange(len(rows))
        fits = [
            qualification(Pairs(rows, offers, p, np.full(len(p), first[level]), ground), _none)
            for level in levels
        ]
        table = np.stack(fits, axis=1) if fits else np.zeros((len(p), 0))
        return weight * np.nan_to_num(table)

    return Block(lambda rows: one_hot(codes[rows], len(levels)), people)


def _none(term: str) -> Ints:
    return np.zeros(0, np.int64)


def _spread_evenly(ids: int, most: int) -> tuple[Ints, int]:
    width = max(1, min(ids, most))
    return np.arange(max(1, ids)) % width, width


def _adjustments(offers: Offers, weight: float) -> Block:
    bucket, width = _spread_evenly(len(offers.names.adjustment), 16)

    def offered(rows: slice) -> Floats:
        share = bucketed(offers.adjustments.part(rows), bucket, width)
        return _beside(share, offers.has_adjustments[rows].astype(float))

    def people(rows: People) -> Floats:
        need = np.nan_to_num(rows.needs_adjustments)
        share = bucketed(rows.adjustments, bucket, width, 2.0 / np.maximum(need, 1.0))
        return weight * _beside(share, -(need > 0).astype(float))

    return Block(offered, people)


def _skills(offers: Offers, weight: float) -> Block:
    bucket, width = _spread_evenly(len(offers.names.skill), 32)
    asked = np.diff(offers.skills.start)
    factor = 0.15 / np.maximum(asked, 1)

    def wanted(rows: slice) -> Floats:
        share = bucketed(offers.skills.part(rows), bucket, width, factor[rows])
        return _beside(share, -0.5 * (asked[rows] > 0))

    def people(rows: People) -> Floats:
        held = bucketed(rows.skills, bucket, width)
        return weight * _beside(held, rows.has_skills.astype(float))

    return Block(wanted, people)


TEXT_TERMS = ("words", "experience", "opened")
SEEN_TERMS = ("opened_near", "opened_employer", "opened_sector")
TEXT_COLUMNS = 96


def _text(offers: Offers, weights: Weights, people: People | None) -> Block:
    size = len(offers.names.vocabulary.ids)
    bucket = _text_buckets(offers, size, people)
    width = TEXT_COLUMNS
    near = sum(weights.values[term] for term in SEEN_TERMS)

    def rows_of(rows: People) -> Floats:
        total: Any = sum(
            bucketed(getattr(rows, term), bucket, width, weights.values[term] / UNIT)
            for term in TEXT_TERMS
        )
        been = rows.opened_count > 0
        return _beside(total, np.where(been, near, 0.0))

    def said(rows: slice) -> Floats:
        wide = bucketed(offers.words.part(rows), bucket, width, 1.0 / UNIT)
        return _beside(wide, np.ones(len(wide)))

    return Block(said, rows_of)


def _meaning(offers: Offers, weights: Weights) -> Block:
    """What meanings add, which these columns hold whole."""
    w = weights.values

    def rows_of(rows: People) -> Floats:
        new = (rows.opened_count == 0).astype(float)
        alike = sum(w[term] / UNIT * getattr(rows, term) for term in ALIKE)
        return _beside(new, np.asarray(alike, np.float64))

    def meant(rows: slice) -> Floats:
        return _beside(w["clear"] * (offers.sector[rows] >= 0), offers.meaning[rows] / UNIT)

    return Block(meant, rows_of)


def _text_buckets(offers: Offers, size: int, people: People | None) -> Ints:
    common = np.bincount(offers.words.ids, minlength=max(1, size)).astype(float)
    if people is not None:
        said = np.concatenate([getattr(people, term).ids for term in TEXT_TERMS])
        common *= np.bincount(said, minlength=max(1, size))
    order = np.argsort(-common, kind="stable")
    own = TEXT_COLUMNS * 3 // 4
    place = np.arange(len(order))
    bucket = np.empty(len(order), np.int64)
    bucket[order] = np.where(place < own, place, own + (place - own) % (TEXT_COLUMNS - own))
    return bucket


def _needs(offers: Offers) -> Block:
    width = min(16, len(offers.names.need))
    common = np.bincount(offers.needs[offers.needs > 0], minlength=len(offers.names.need) + 1)
    kept = np.argsort(-common[1:], kind="stable")[:width] + 1

    def asked(rows: slice) -> Floats:
        needs = (offers.needs[rows, :, None] == kept).any(axis=1)
        return _beside(needs.astype(float), (offers.dbs[rows] == 1).astype(float))

    def people(rows: People) -> Floats:
        lacks = np.where(rows.has[:, kept] == 0, FORBIDDEN, 0.0)
        return _beside(lacks, np.where(rows.dbs == 0, FORBIDDEN, 0.0))

    return Block(asked, people)


def _ages(offers: Offers, ground: Ground) -> Block:
    on = stamp(ground.on)
    later = np.where(offers.start == 0, np.nan, np.maximum(offers.start, on))
    ahead = np.where((offers.start == 0) | (offers.start >= on), offers.most_age, np.nan)
    top, _, most = _bins(ahead, 10)
    bottom, least, _ = _bins(np.where(np.isnan(later), np.nan, offers.least_age), 10)
    last = np.array(
        [np.nan_to_num(later[bottom == number]).max(initial=0) for number in range(len(least))]
    )

    def people(rows: People) -> Floats:
        today = np.where(rows.born > 0, (on - rows.born) // 10000, rows.age)[:, None]
        then = np.where(
            rows.born[:, None] > 0,
            (last - rows.born[:, None]) // 10000,
            rows.age[:, None] + (last - on) // 10000 + 1,
        )
        return FORBIDDEN * _beside((today > most).astype(float), (then < least).astype(float))

    def limits(rows: slice) -> Floats:
        return _beside(one_hot(top[rows], len(most)), one_hot(bottom[rows], len(least)))

    return Block(limits, people)


def _dates(offers: Offers) -> Block:
    ends, _, last = _bins(np.where(offers.end > 0, offers.end, np.nan), 8)
    starts, first, _ = _bins(np.where(offers.start > 0, offers.start, np.nan), 8)

    def people(rows: People) -> Floats:
        late = rows.available_from[:, None] > last
        until = rows.available_to[:, None]
        return FORBIDDEN * _beside(
            late.astype(float), ((until > 0) & (until < first)).astype(float)
        )

    def spans(rows: slice) -> Floats:
        return _beside(one_hot(ends[rows], len(last)), one_hot(starts[rows], len(first)))

    return Block(spans, people)


def _coverage(offers: Offers, floor: float) -> Block:
    codes, patterns = coverage_patterns(offers, 24)

    def people(rows: People) -> Floats:
        known = coverage_of_people(rows) @ patterns.T
        return np.where(known < floor * 100 - 1e-9, ASK_LAST / MICRO, 0.0)

    return Block(lambda rows: one_hot(codes[rows], len(patterns)), people)
