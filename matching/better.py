"""What opens nothing new but makes a match better: a day, a sector, what an employer arranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.bags import Floats, Ints
from matching.columns import DAY_BITS
from matching.field import Sides
from matching.gates import Pairs
from matching.history import History
from matching.model import SHARES, TERMS
from matching.people import INTEREST, NOT_LISTED, People, pack
from matching.pool import Pool
from matching.propose import weighed_pairs
from matching.requirements import fold
from matching.scorer import MICRO, VALUES, Weighed
from matching.types import Opportunity, Person, Unlock
from matching.walls import Flags, Walls
from matching.wording import DAY_WORDS, sector_words

ROWS = 64
# How many of each are said of one person.
SAID = {"days": 1, "adjustments_offered": 1, "interests": 2}


@dataclass(frozen=True)
class Better:
    """A change that opens nothing, and the opportunities that then are in a better band."""

    person: str
    field: str
    value: object
    words: str
    lifted: tuple[str, ...]

    def line(self) -> Unlock:
        """The change as a line of the output: it opens nothing, and says so."""
        more = f"{len(self.lifted)} better {'match' if len(self.lifted) == 1 else 'matches'}"
        change = {"field": self.field, "value": self.value, "better": list(self.lifted)}
        words = f"{self.words} opens nothing new, but makes {more}."
        return Unlock(self.person, change, 0, (), words)


@dataclass(frozen=True)
class Judged:
    """Some pairs that no rule keeps apart, with their scores."""

    pool: Pool
    pairs: Pairs
    weighed: Weighed
    floor: float

    def lifted(self, term: str, values: Floats) -> Flags:
        """The pairs in a better band once a term has other values."""
        at, weight = TERMS.index(term), self.pool.weights.values[term]
        micro = np.rint(np.nan_to_num(values) * (weight * MICRO)).astype(np.int64)
        known = ~np.isnan(values) & np.isnan(self.weighed.values[at])
        score = self.weighed.score - self.weighed.micro[at] + micro
        coverage = self.weighed.coverage + SHARES[term] * known
        more: Flags = self._band(score, coverage) > self._band(
            self.weighed.score, self.weighed.coverage
        )
        return more

    def _band(self, score: Ints, coverage: Ints) -> Ints:
        settings = self.pool.ground.settings
        band = 1 + (score >= settings.good_from * MICRO) + (score >= settings.strong_from * MICRO)
        return np.where(coverage < self.floor * 100 - 1e-9, 0, band)


def betters(pool: Pool, some: Walls, history: History, floor: float) -> dict[str, list[Better]]:
    """For each person every such change, those that lift most first."""
    found: dict[str, list[Better]] = {each.id: [] for each in some.people}
    for start in range(0, len(some.people), ROWS):
        people = some.people[start : start + ROWS]
        rows, columns = np.nonzero(some.count[start : start + ROWS] == 0)
        if len(rows):
            judged = _judged(pool, people, rows, columns, history, floor)
            for each in (*_days(judged, people), *_sectors(judged, people), *_help(judged, people)):
                found[each.person].append(each)
    for lines in found.values():
        lines.sort(key=lambda each: (-len(each.lifted), each.words))
    return found


def few(lines: Sequence[Better]) -> list[Better]:
    """The best of each sort, for the page of one person."""
    left = dict(SAID)
    kept = []
    for each in lines:
        if left[each.field]:
            left[each.field] -= 1
            kept.append(each)
    return kept


def _judged(
    pool: Pool, people: Sequence[Person], rows: Ints, columns: Ints, history: History, floor: float
) -> Judged:
    packed = pack(people, pool.offers, pool.ground, history)
    across = pool.field(Sides(packed, pool.offers, pool.weights, pool.ground, floor, True))
    weighed = weighed_pairs(across, np.arange(len(people)), rows, columns)
    return Judged(pool, Pairs(packed, pool.offers, rows, columns, pool.ground), weighed, floor)


def _said(
    judged: Judged, people: Sequence[Person], lifted: Flags, field: str, value: object, words: str
) -> Iterator[Better]:
    for row in np.unique(judged.pairs.p[lifted]).tolist():
        columns = judged.pairs.o[lifted & (judged.pairs.p == row)]
        ids = tuple(sorted(judged.pool.records[number].id for number in columns.tolist()))
        yield Better(people[row].id, field, value, words, ids)


def _with(judged: Judged, people: People) -> Pairs:
    return replace(judged.pairs, people=people)


def _nothing(term: str) -> Ints:
    return np.zeros(0, np.int64)


def _days(judged: Judged, people: Sequence[Person]) -> Iterator[Better]:
    packed = judged.pairs.people
    for day, bit in DAY_BITS.items():
        # Somebody whose days nobody knows is asked, not told to be free on another.
        free = np.where(packed.days > 0, packed.days | bit, 0)
        values = VALUES["days"](_with(judged, replace(packed, days=free)), _nothing)
        lifted = judged.lifted("days", values)
        yield from _said(judged, people, lifted, "days", day, f"Being free on {DAY_WORDS[day]}")


def _sectors(judged: Judged, people: Sequence[Person]) -> Iterator[Better]:
    packed, names = judged.pairs.people, judged.pairs.offers.names.sector.names
    for number, sector in enumerate(names):
        table = packed.interest.copy()
        table[:, number][table[:, number] == NOT_LISTED] = INTEREST["curious"]
        values = VALUES["interest"](_with(judged, replace(packed, interest=table)), _nothing)
        lifted = judged.lifted("interest", values)
        value = {"sector": sector, "level": "curious"}
        words = f"Being curious about {sector_words(sector)}"
        yield from _said(judged, people, lifted, "interests", value, words)


def _help(judged: Judged, people: Sequence[Person]) -> Iterator[Better]:
    needed = [{fold(a) for a in each.adjustments or ()} for each in people]
    names = sorted(set().union(*needed))
    records = judged.pool.records
    wants = _table(needed, names)[judged.pairs.p]
    offered = _table([_offered(each) for each in records], names)[judged.pairs.o]
    met = (wants & offered).sum(axis=1)
    count = np.maximum(wants.sum(axis=1), 1)
    before = judged.weighed.values[TERMS.index("adjustments")]
    for number, name in enumerate(names):
        missing = wants[:, number] & ~offered[:, number]
        values = np.where(missing, 2.0 * ((met + 1) / count) - 1.0, before)
        lifted = judged.lifted("adjustments", values)
        words = f"An employer who offers {sector_words(name)}"
        yield from _said(judged, people, lifted, "adjustments_offered", name, words)


def _offered(offer: Opportunity) -> set[str]:
    return {fold(each) for each in offer.adjustments_offered or ()}


def _table(rows: Sequence[set[str]], names: Sequence[str]) -> Flags:
    table = [[name in row for name in names] for row in rows]
    return np.array(table, bool).reshape(len(rows), len(names))
