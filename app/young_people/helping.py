"""Help for whoever writes a record, from dated tables with sources: levels, next steps, kinder words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.settings import services as settings


@dataclass(frozen=True)
class Step:
    """How one thing on the ready-for-work list is done, and where that is written."""

    steps: tuple[str, ...]
    href: str
    source: str


@dataclass(frozen=True)
class Sounds:
    """A word that sounds like health, and what an employer could do instead."""

    word: str
    instead: str


@lru_cache(maxsize=1)
def steps() -> dict[str, Step]:
    """Return how each thing on the ready-for-work list is done."""
    return {
        row["item"]: Step(tuple(row["steps"]), row["href"], row["source"])
        for row in settings.reference("ready-help")
    }


@lru_cache(maxsize=1)
def levels() -> dict[str, Any]:
    """Return which qualifications count as which level, lowest first, with the source."""
    table = settings.reference("qualification-levels")
    rows = [(row["level"], row["counts"], _pattern(row)) for row in table["rows"]]
    return {**table, "rows": sorted(rows, key=lambda row: row[0]), "asked": rows}


def _pattern(row: dict[str, str]) -> re.Pattern[str]:
    return re.compile(row["pattern"], re.IGNORECASE)


def level_in(name: str) -> int | None:
    """Return the level a qualification’s name says or implies; None when it does not."""
    said = re.search(r"\b(?:level|lvl|nvq)\s*(?:level\s*)?([1-8])\b", name, re.IGNORECASE)
    if said and not re.search(r"\bentry\b", name, re.IGNORECASE):
        return int(said[1])
    return next((level for level, _, known in levels()["asked"] if known.search(name)), None)


@lru_cache(maxsize=1)
def _health() -> list[tuple[re.Pattern[str], str]]:
    rows = settings.reference("health-words")["rows"]
    return [(re.compile(rf"\b(?:{row['pattern']})", re.IGNORECASE), row["instead"]) for row in rows]


def sounds_like_health(*texts: str) -> list[Sounds]:
    """Return each word that names a condition rather than what helps, with what to say instead."""
    found = [
        Sounds(hit[0], instead)
        for text in texts
        for pattern, instead in _health()
        if (hit := pattern.search(text))
    ]
    return list({one.word.casefold(): one for one in found}.values())
