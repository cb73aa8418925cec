"""The lawful-offer check: an offer in, findings out, each with its words, its field and its source."""

from __future__ import annotations

from app.opportunities.law import apprenticeship, child, dates, hours, safety, unpaid, wage
from app.opportunities.law.types import STOP, WARN, Finding, Limit, Offer, Rule, Rules, Shift, Wage

__all__ = ["STOP", "WARN", "Finding", "Limit", "Offer", "Rules", "Shift", "Wage", "check"]

FAMILIES: tuple[tuple[Rule, ...], ...] = (
    wage.RULES,
    unpaid.RULES,
    hours.RULES,
    child.RULES,
    apprenticeship.RULES,
    safety.RULES,
    dates.RULES,
)


def check(offer: Offer, rules: Rules) -> list[Finding]:
    """Return what the law has to say about an offer, what stops it first; pure."""
    found = [finding for family in FAMILIES for rule in family for finding in rule(offer, rules)]
    return sorted(found, key=lambda finding: not finding.stops)
