"""The weights of the score: readable data with a digest, never code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# How much each term can move the score, in log-odds, before anything is learnt.
PRIOR: Mapping[str, float] = {
    "interest": 1.6,
    "words": 2.4,
    "skills": 0.9,
    "experience": 1.2,
    "travel": 0.9,
    "hours": 0.3,
    "days": 0.4,
    "qualification": 0.5,
    "adjustments": 0.6,
    "kind": 0.6,
    "pay": 0.3,
    "response": 0.3,
    "opened": 1.6,
    "opened_near": 2.0,
    "opened_employer": 0.5,
    "opened_sector": 1.0,
    "words_alike": 0.0,
    "experience_alike": 0.0,
    "opened_alike": 0.0,
    "clear": 0.0,
}

# The hundredths of each term in what there is to know of a pair. What a person opened is a
# bonus: not to have opened anything is no gap. Learning does not change these shares,
# so nobody drops below the floor because a model was published.
SHARES: Mapping[str, int] = {
    "interest": 20,
    "words": 10,
    "skills": 12,
    "experience": 8,
    "travel": 16,
    "hours": 7,
    "days": 5,
    "qualification": 8,
    "adjustments": 4,
    "kind": 6,
    "pay": 2,
    "response": 2,
    "opened": 0,
    "opened_near": 0,
    "opened_employer": 0,
    "opened_sector": 0,
    "words_alike": 0,
    "experience_alike": 0,
    "opened_alike": 0,
    "clear": 0,
}

TERMS: tuple[str, ...] = tuple(PRIOR)
# Terms that count nothing until outcomes have shown that they help.
ADDED = ("words_alike", "experience_alike", "opened_alike", "clear")


def digest(value: Any) -> str:
    """SHA-256 of the one canonical spelling of a plain value."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Weights:
    """One weight for each term, all at least zero, with where they came from."""

    values: Mapping[str, float] = field(default_factory=lambda: dict(PRIOR))
    origin: str = "prior"
    notes: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if set(self.values) != set(TERMS):
            wrong = sorted(set(self.values) ^ set(TERMS))
            raise ValueError(f"weights must name every term once: {wrong[0]}")
        for term, value in self.values.items():
            if not isinstance(value, (int, float)) or not 0 <= value < 100:
                raise ValueError(f"the weight of {term} must be from 0 to 100")

    @property
    def digest(self) -> str:
        """What tells these weights from any others."""
        # As they are kept: 1 and 1.0 are the same weight and must have the same digest.
        values = {term: float(value) for term, value in self.values.items()}
        return digest({"values": values, "origin": self.origin, "notes": self.notes})

    def to_json(self) -> dict[str, Any]:
        """The weights as they are kept in a file."""
        return {
            "origin": self.origin,
            "values": {term: float(self.values[term]) for term in TERMS},
            "notes": dict(self.notes),
            "digest": self.digest,
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Weights:
        """Weights from a file; a changed byte is refused."""
        if not isinstance(plain, dict) or set(plain) != {"origin", "values", "notes", "digest"}:
            raise ValueError("weights need origin, values, notes and digest, and nothing else")
        given, origin, notes = plain["values"], plain["origin"], plain["notes"]
        if digest({"values": given, "origin": origin, "notes": notes}) != plain["digest"]:
            raise ValueError("these weights were changed after they were published")
        # Weights from before a term was thought of stand as they are: it counts nothing in them.
        later = {term: 0.0 for term in ADDED if isinstance(given, dict) and term not in given}
        return cls({**given, **later} if later else given, origin, notes)
