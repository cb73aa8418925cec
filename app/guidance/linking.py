"""Which guide belongs to a section of the builder, and to a finding of the lawful-offer check."""

from __future__ import annotations

from collections.abc import Iterable

from app.guidance import library
from app.guidance.writing import Guide
from app.opportunities.lawful import Finding

SECTIONS = {
    "kind": "flexible-shapes",
    "short": "first-offer",
    "doing": "first-offer",
    "where": "flexible-shapes",
    "dates": "flexible-shapes",
    "hours": "hours",
    "pay": "paying-lawfully",
    "apprenticeship": "apprenticeships",
    "who": "hours",
    "asks": "how-to-interview",
    "checks": "dbs",
    "safety": "risk-assessment",
    "day_one": "good-host",
    "support": "adjustments",
}
FAMILIES = {
    "wage": "paying-lawfully",
    "unpaid": "work-or-experience",
    "hours": "hours",
    "break": "hours",
    "rest": "hours",
    "night": "hours",
    "age": "hours",
    "apprenticeship": "apprenticeships",
    "insurance": "insurance",
    "risk": "risk-assessment",
    "dbs": "dbs",
    "dates": "flexible-shapes",
}


def guide_for_section(key: str) -> Guide | None:
    """Return the guide that says why a section of the builder asks what it asks."""
    return library.by_slug().get(SECTIONS.get(key, ""))


def guides_for_findings(findings: Iterable[Finding]) -> list[Guide]:
    """Return the guides that explain findings, each once."""
    slugs = (FAMILIES.get(found.rule.partition(".")[0], "") for found in findings)
    shelf = library.by_slug()
    return [shelf[slug] for slug in dict.fromkeys(slugs) if slug in shelf]
