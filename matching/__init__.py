"""The door of the matching engine: it suggests and explains, and people decide."""

from __future__ import annotations

from matching.door import VERSION, Index, explain, rank
from matching.model import Weights
from matching.sector_choice import sectors_for
from matching.settings import Settings
from matching.types import (
    Explanation,
    Interest,
    Match,
    Nothing,
    Opportunity,
    Outcome,
    Person,
    Place,
    Qualification,
    Reason,
    RuleCount,
    SectorSuggestion,
    Skill,
    Term,
    Travel,
    Unlock,
)

__all__ = [
    "VERSION",
    "Explanation",
    "Index",
    "Interest",
    "Match",
    "Nothing",
    "Opportunity",
    "Outcome",
    "Person",
    "Place",
    "Qualification",
    "Reason",
    "RuleCount",
    "SectorSuggestion",
    "Settings",
    "Skill",
    "Term",
    "Travel",
    "Unlock",
    "Weights",
    "explain",
    "rank",
    "sectors_for",
]
