"""How good a ranking is, how far its bands can be believed, and who and what gets shown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BANDS = ("strong", "good", "possible", "ask")


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a ranking, as far as judging it needs."""

    person: str
    opportunity: str
    rank: int
    band: str
    coverage: float


def gain(rank: int | None, top: int) -> float:
    """What it is worth to find the one right answer at a rank."""
    return 0.0 if rank is None or rank > top else 1.0 / math.log2(1 + rank)


def quality(shown: Iterable[Shown], truth: Mapping[str, str], top: int) -> dict[str, float]:
    """nDCG and hits at a cut, where each person has one right answer."""
    found = {each.person: each.rank for each in shown if truth.get(each.person) == each.opportunity}
    ranks = [found.get(person) for person in truth]
    count = max(1, len(ranks))
    return {
        "people": len(ranks),
        f"ndcg_at_{top}": round(sum(gain(rank, top) for rank in ranks) / count, 6),
        f"hits_at_{top}": round(sum(gain(rank, top) > 0 for rank in ranks) / count, 6),
    }


def calibration(
    shown: Iterable[Shown], went: Mapping[tuple[str, str], bool]
) -> list[dict[str, float | str]]:
    """For each band how many of its suggestions with a confirmed outcome went well."""
    known: dict[str, list[bool]] = {band: [] for band in BANDS}
    for each in shown:
        if (each.person, each.opportunity) in went:
            known[each.band].append(went[each.person, each.opportunity])
    return [
        {"band": band, "known": len(good), "went_well": round(sum(good) / len(good), 4)}
        for band, good in known.items()
        if good
    ]


def coverage(shown: Sequence[Shown]) -> dict[str, float]:
    """How much was known of what was suggested, and how much could only be asked about."""
    count = max(1, len(shown))
    return {
        "suggestions": len(shown),
        "mean_coverage": round(sum(each.coverage for each in shown) / count, 4),
        "ask_share": round(sum(each.band == "ask" for each in shown) / count, 4),
    }


def concentration(shown: Iterable[Shown], opportunities: int) -> dict[str, float]:
    """How evenly opportunities are shown: 0 is all alike, 1 is one alone (Gini)."""
    times = Counter(each.opportunity for each in shown)
    counts = sorted([*times.values(), *[0] * max(0, opportunities - len(times))])
    total, size = sum(counts), len(counts)
    if not total:
        return {"shown": 0, "gini": 0.0}
    weighed = sum((2 * place - size - 1) * count for place, count in enumerate(counts, start=1))
    return {"shown": len(times), "gini": round(weighed / (size * total), 4)}


def exposure(shown: Iterable[Shown], groups: Mapping[str, str], top: int) -> dict[str, float]:
    """Scored suggestions a person for each group, as a ratio to everybody's.

    Groups come from a file of their own, are used here alone, and never reach the engine.
    """
    counted = Counter(
        groups[each.person]
        for each in shown
        if each.person in groups and each.rank <= top and each.band != "ask"
    )
    sizes = Counter(groups.values())
    everybody = sum(counted.values()) / max(1, len(groups))
    if not everybody:
        return {}
    return {
        name: round(counted[name] / size / everybody, 4) for name, size in sorted(sizes.items())
    }
