"""What the engine does and what it is told, for people: generated from the engine itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import matching
from app.filters import words
from app.matches.engine.sectors import sector_model
from matching.about import NEED_A_LOG, RULE_WORDS, TERM_WORDS, strength
from matching.model import SHARES, TERMS
from matching.rules import RULES

INPUTS = Path(__file__).with_name("inputs.json")
VERSION = matching.VERSION


@dataclass(frozen=True)
class Input:
    """One fact about a young person that the engine is told."""

    name: str
    words: str


@dataclass(frozen=True)
class Inputs:
    """What the engine is told, and what it is never told."""

    looked_at: tuple[Input, ...]
    protected: tuple[str, ...]
    kept_back: tuple[str, ...]

    @property
    def never(self) -> tuple[str, ...]:
        """Everything that is never looked at."""
        return self.protected + self.kept_back


@dataclass(frozen=True)
class Rule:
    """One hard rule, as a question."""

    name: str
    words: str


@dataclass(frozen=True)
class Term:
    """One part of the score: what it is called and looks at, and how much it counts."""

    name: str
    label: str
    looks_at: str
    weight: float
    strength: str
    share: int  # of what there is to know of a pair, in hundredths
    needs_a_log: bool


@lru_cache(maxsize=1)
def inputs() -> Inputs:
    """Return the agreed list of what the engine is told; the tests hold it to that."""
    agreed: dict[str, Any] = json.loads(INPUTS.read_text(encoding="utf-8"))
    return Inputs(
        tuple(Input(name, line["words"]) for name, line in agreed["looked_at"].items()),
        tuple(agreed["protected"].values()),
        tuple(agreed["kept_back"].values()),
    )


def rules() -> list[Rule]:
    """Return every hard rule in the order it is asked."""
    return [Rule(name, RULE_WORDS[name]) for name in RULES]


def terms(weights: Mapping[str, Any] | None = None) -> list[Term]:
    """Return every term under these weights (the engine's own when None), what counts most first."""
    known = matching.Weights.from_json(dict(weights)) if weights else matching.Weights()
    found = [
        Term(
            term,
            *TERM_WORDS[term],
            known.values[term],
            strength(term, known),
            SHARES[term],
            term in NEED_A_LOG,
        )
        for term in TERMS
    ]
    return sorted(found, key=lambda term: (term.needs_a_log, -term.weight, term.label))


# What lists of earlier engine versions, which are kept, call the same things.
FORMER = {
    "sector": "interest",
    "own_words": "words",
    "qualifications": "qualification",
    "responsiveness": "response",
}


def term_name(term: str) -> str:
    """Return what people call one part of a score, also one that an earlier engine named."""
    known = TERM_WORDS.get(FORMER.get(term, term))
    return known[0] if known else words(term)


def own_weights() -> dict[str, Any]:
    """Return the weights the engine starts from."""
    return matching.Weights().to_json()


def own_settings() -> dict[str, Any]:
    """Return the engine's settings as plain values."""
    return matching.Settings().to_json()


def text_model() -> dict[str, Any]:
    """Return what the card of the shipped text model says: version, figures, sources, digest."""
    return dict(sector_model().card)
