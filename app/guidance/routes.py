"""The pages of this feature; the files named …_pages hang on the same blueprint."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.guidance import offer_pages, offers, reading_pages
from app.guidance.blueprint import bp

__all__ = ["bp", "offer_pages", "reading_pages"]

# Pages that guides may lead to beside other guides.
PLACES: dict[str, tuple[str, dict[str, Any]]] = {
    "examples": ("guidance.good_practice", {}),
    "what-you-need": ("guidance.plan", {}),
    "call": ("home.page", {"name": "help"}),
    "department-pack": ("guidance.guide", {"slug": "for-departments"}),
}
WAYS = (
    ("Make a list of what you need", "guidance.plan"),
    ("See how others did it", "guidance.good_practice"),
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
    return {"guide_url": address, "ways": ways, "checklist_of": offers.checklist_of}
