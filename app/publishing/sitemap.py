"""The addresses search engines may read (sitemaps.org 0.9), and what robots are told."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from app.opportunities.search.cards import Card
from app.publishing import addresses
from app.publishing.feed import moment
from app.publishing.xml import document, put

NAMES = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses in one file, as the protocol says; far below its 50 MB
PAGES = ("home.index", "opportunities.public_list", "employers.start", "publishing.about")
HELP = ("accessibility", "privacy", "help")


def parts(cards: Sequence[Card], most: int = MOST) -> int:
    """Return in how many files the offers go."""
    return max(1, -(-len(cards) // most))


def index(cards: Sequence[Card], most: int = MOST) -> bytes:
    """Return the map: all addresses, or when there are too many, a map of maps."""
    if len(cards) + len(PAGES) + len(HELP) <= most:
        return _addresses(cards, with_pages=True)
    root = Element("sitemapindex", {"xmlns": NAMES})
    for number in range(1, parts(cards, most) + 1):
        one = put(root, "sitemap")
        put(one, "loc", addresses.link("publishing.sitemap_part", number=number))
        put(one, "lastmod", moment(max(card.updated for card in _slice(cards, number, most))))
    return document(root)


def part(cards: Sequence[Card], number: int, most: int = MOST) -> bytes:
    """Return one of the files of a long map."""
    return _addresses(_slice(cards, number, most), with_pages=False)


def _slice(cards: Sequence[Card], number: int, most: int) -> Sequence[Card]:
    return cards[(number - 1) * most : number * most]


def _addresses(cards: Sequence[Card], *, with_pages: bool) -> bytes:
    root = Element("urlset", {"xmlns": NAMES})
    for address in _pages() if with_pages else ():
        put(put(root, "url"), "loc", address)
    for card in cards:
        one = put(root, "url")
        put(one, "loc", addresses.offer(card))
        put(one, "lastmod", moment(card.updated))
    return document(root)


def _pages() -> list[str]:
    plain = [addresses.link(endpoint) for endpoint in PAGES]
    return plain + [addresses.link("home.page", name=name) for name in HELP]


def robots() -> str:
    """Return what robots are asked to do; private links are not named, so nobody learns of them."""
    lines = ("User-agent: *", "Disallow: /sign-in", "Disallow: /design", "")
    return "\n".join((*lines, f"Sitemap: {addresses.link('publishing.sitemap_index')}", ""))
