"""The words of a young person that spoke for a sector, named beside the reason."""

from __future__ import annotations

from typing import Any

from app.filters import listing
from app.matches.engine.sectors import spoke
from app.matches.facts import PersonFacts
from matching.sector_choice import MICRO, SOURCES

# Below this chance the words are no evidence, only the least unlikely ones.
LEAST_CHANCE = 0.3


def named(facts: PersonFacts, sector: str, terms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the reasons for a sector, each that comes from words with the words that spoke for it."""
    said = {
        "words": facts.own_words or "",
        "skills": ", ".join(str(name) for name, _ in facts.skills or ()),
        "experience": ", ".join(facts.experience or ()),
    }
    return [_named(term, said.get(term["term"], ""), sector) for term in terms]


def _named(term: dict[str, Any], text: str, sector: str) -> dict[str, Any]:
    words = spoke(text, sector) if text and _chance(term) >= LEAST_CHANCE else ()
    if not words:
        return term
    told = listing(f"“{word}”" for word in words)
    return {**term, "words": f"{term['words'].rstrip('.')}: {told}."}


def _chance(term: dict[str, Any]) -> float:
    weight, _ = SOURCES[term["term"]]
    return float(term["micro"]) / MICRO / weight
