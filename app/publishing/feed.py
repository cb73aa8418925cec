"""The list as an Atom feed (RFC 4287): the newest fifty of what fits."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from app.filters import long_date, words
from app.opportunities.search.cards import Card
from app.publishing import addresses
from app.publishing.xml import document, put

NEWEST = 50
ATOM = "http://www.w3.org/2005/Atom"
BEGINNING = datetime(
    2025, 3, 19, tzinfo=UTC
)  # an empty feed has to say something: the motion’s day


def atom(cards: Sequence[Card], *, here: str, page: str, title: str) -> bytes:
    """Return the feed of these offers; `here` is its own address, `page` the list’s."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    put(feed, "id", name_of(here))
    put(feed, "title", title)
    put(feed, "updated", moment(max((card.updated for card in cards), default=BEGINNING)))
    put(feed, "link", rel="self", type="application/atom+xml", href=here)
    put(feed, "link", rel="alternate", type="text/html", href=page)
    put(put(feed, "author"), "name", "Unlocking Opportunities")
    for card in cards:
        _entry(feed, card)
    return document(feed)


def name_of(what: str) -> str:
    """Return a name that stays the same for ever, wherever the service is run."""
    return uuid.uuid5(uuid.NAMESPACE_URL, what).urn


def moment(at: datetime) -> str:
    """Return 2026-11-26T09:30:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(feed: Element, card: Card) -> None:
    entry = put(feed, "entry")
    address = addresses.offer(card)
    put(entry, "id", name_of(f"unlocking-opportunities:{card.ref}"))
    put(entry, "title", card.title)
    put(entry, "updated", moment(card.updated))
    put(entry, "published", f"{card.posted.isoformat()}T00:00:00Z")
    put(entry, "link", rel="alternate", type="text/html", href=address)
    put(put(entry, "author"), "name", card.employer)
    put(entry, "category", term=card.kind.value, label=words(card.kind))
    put(entry, "category", term=card.sector_key)
    put(entry, "summary", _summary(card))


def _summary(card: Card) -> str:
    parts = [words(card.kind), card.where, card.pay]
    if card.start:
        parts.append(f"starts {long_date(card.start)}")
    if card.closes:
        parts.append(f"ask for it by {long_date(card.closes)}")
    return ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts if part) + "."
