"""How far two days’ lists lie apart: heaps of values, and the population stability index of each.

The index compares the shares of values in the same heaps: 0 is the same, above a tenth is a little
different, above a quarter is clearly different (the usual thresholds of credit scoring).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

A_LITTLE = 0.1
HEAPS = 10
UNKNOWN = "unknown"
FEWEST = 200  # suggestions on each of the two days; with fewer, chance alone moves the index
Heaps = dict[str, int]


@dataclass(frozen=True)
class Line:
    """One suggestion: its band, how much is known, its score, and the value of each term."""

    band: str
    coverage: float
    score: float | None
    terms: Mapping[str, float | None]


def counted(lines: Iterable[Line], *, people: int, without: int) -> dict[str, Any]:
    """Return a day’s lists as counts."""
    bands: Counter[str] = Counter()
    coverage: Counter[str] = Counter()
    score: Counter[str] = Counter()
    terms: dict[str, Counter[str]] = {}
    for line in lines:
        bands[line.band] += 1
        coverage[_heap(line.coverage, 0.0, 1.0)] += 1
        score[UNKNOWN if line.score is None else _heap(line.score, -4.0, 8.0)] += 1
        for term, value in line.terms.items():
            heap = UNKNOWN if value is None else _heap(value, -1.0, 1.0)
            terms.setdefault(term, Counter())[heap] += 1
    return {
        "people": people,
        "without": without,
        "bands": dict(bands),
        "coverage": dict(coverage),
        "score": dict(score),
        "terms": {term: dict(heaps) for term, heaps in terms.items()},
    }


def _heap(value: float, least: float, most: float) -> str:
    place = (value - least) / (most - least)
    return str(min(HEAPS - 1, max(0, int(place * HEAPS))))


def stability(before: Mapping[str, int], after: Mapping[str, int]) -> float:
    """Return the population stability index of two days’ heaps; half a value is lent to empty ones."""
    heaps = sorted({*before, *after})
    old, new = _shares(before, heaps), _shares(after, heaps)
    return round(sum((b - a) * log(b / a) for a, b in zip(old, new, strict=True)), 4)


def _shares(counts: Mapping[str, int], heaps: Sequence[str]) -> list[float]:
    whole = sum(counts.values()) + 0.5 * len(heaps)
    return [(counts.get(heap, 0) + 0.5) / whole for heap in heaps]


@dataclass(frozen=True)
class Moved:
    """How far one thing moved between two days."""

    key: str
    index: float


@dataclass(frozen=True)
class Compared:
    """Two days side by side; nothing moved is told when too little was suggested on either."""

    enough: bool
    ask: tuple[float, float]
    without: tuple[float, float]
    moved: tuple[Moved, ...]  # what moved most first

    def most(self) -> Moved | None:
        """What moved most."""
        return self.moved[0] if self.moved else None


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Compared:
    """Return how far two days’ lists lie apart."""
    enough = min(_many(before), _many(after)) >= FEWEST
    rows = [Moved(key, stability(before[key], after[key])) for key in ("coverage", "score")]
    for term in sorted({*before["terms"]} & {*after["terms"]}):
        rows.append(Moved(term, stability(before["terms"][term], after["terms"][term])))
    rows.sort(key=lambda row: (-row.index, row.key))
    return Compared(
        enough,
        (_share(before["bands"], "ask"), _share(after["bands"], "ask")),
        (_without(before), _without(after)),
        tuple(rows) if enough else (),
    )


def _many(figures: Mapping[str, Any]) -> int:
    return sum(figures["bands"].values())


def _share(bands: Mapping[str, int], band: str) -> float:
    return bands.get(band, 0) / max(1, sum(bands.values()))


def _without(figures: Mapping[str, Any]) -> float:
    return float(figures["without"]) / max(1, int(figures["people"]))
