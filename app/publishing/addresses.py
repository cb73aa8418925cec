"""Full addresses of what is published; BASE_URL decides, never somebody’s Host header."""

from __future__ import annotations

from typing import Any

from app.opportunities.search.cards import Card
from app.outbox.services import link

__all__ = ["link", "offer", "with_query"]


def offer(card: Card) -> str:
    """Return the full address of an offer’s page."""
    return link("opportunities.public_page", ref=card.ref)


def with_query(endpoint: str, kept: dict[str, Any]) -> str:
    """Return the full address of a list with its filters."""
    return link(endpoint, **kept)
