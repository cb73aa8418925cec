"""The pages of this feature; the files named …_pages hang on the same blueprint."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.guidance import call_pages, linking, offer_pages, offers, print_pages, reading_pages
from app.guidance.blueprint import bp

__all__ = ["bp", "call_pages", "offer_pages", "print_pages", "reading_pages"]

# Pages that guides may lead to beside other guides.
PLACES: dict[str, tuple[str, dict[str, Any]]] = {
    "examples": ("guidance.good_practice", {}),
    "what-you-need": ("guidance.plan", {}),
    "call": ("guidance.ask_for_call", {}),
    "department-pack": ("guidance.department_pack", {}),
}
WAYS = (
    ("Ask us to ring you", "guidance.ask_for_call"),
    ("Make a list of what you need", "guidance.plan"),
    ("See how others did it", "guidance.good_practice"),
    ("Print the pack for council departments (PDF)", "guidance.department_pack"),
)


def address(slug: str) -> str:
    """Return the address a link in a guide leads to."""
    endpoint, values = PLACES.get(slug, ("guidance.guide", {"slug": slug}))
    return url_for(endpoint, **values)


def ways() -> list[tuple[str, str]]:
    """Return what can be done beside reading."""
    return [(words, url_for(endpoint)) for words, endpoint in WAYS]


@bp.app_context_processor
def _addresses() -> dict[str, Any]:
    return {
        "guide_url": address,
        "ways": ways,
        "checklist_of": offers.checklist_of,
        "guide_for_section": linking.guide_for_section,
        "guides_for_findings": linking.guides_for_findings,
    }
