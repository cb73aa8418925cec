"""The lawful-offer check: an offer in, findings out, each with its words, its field and its source."""

from __future__ import annotations

from app.opportunities.law import (
    apprenticeship,
    child,
    dates,
    hours,
    night,
    safety,
    unpaid,
    wage,
)
from app.opportunities.law.types import STOP, WARN, Finding, Limit, Offer, Rule, Rules, Shift, Wage

__all__ = [
    "RULES",
    "STOP",
    "WARN",
    "Finding",
    "Limit",
    "Offer",
    "Rule",
    "Rules",
    "Shift",
    "Wage",
    "check",
]

RULES: tuple[Rule, ...] = (
    *wage.RULES,
    *unpaid.RULES,
    *hours.RULES,
    *night.RULES,
    *child.RULES,
    *apprenticeship.RULES,
    *safety.RULES,
    *dates.RULES,
)


def check(offer: Offer, rules: Rules) -> list[Finding]:
    """Return what the law has to say about an offer, what stops it first; pure."""
    found = [finding for rule in RULES for finding in rule(offer, rules)]
    return sorted(found, key=lambda finding: not finding.stops)
