"""A sheet of paper to talk through together: own words, sectors, a few offers, room to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.filters import long_date
from app.matches import queries
from app.matches.models import SuggestionState as S
from app.matches.queries import Card, SuggestedSector
from app.opportunities import answers, presenting
from app.settings import services as settings
from app.young_people.models import YoungPerson

OFFERS = 6
SECTORS = 6
# What was talked about already comes first; what they said no to does not come again.
AGAIN = (S.SHORTLISTED, S.DISCUSSED, S.YP_NOT_NOW)


@dataclass(frozen=True)
class OnPaper:
    """One offer on a sheet: plain facts, and reasons in words to the young person."""

    card: Card
    facts: list[str]
    reasons: list[str]
    mind: list[str]


@dataclass(frozen=True)
class Sheet:
    """What one young person’s sheet shows."""

    person: YoungPerson
    sectors: list[SuggestedSector]
    levels: dict[str, str]
    offers: list[OnPaper]


def of(person: YoungPerson) -> Sheet:
    """Return the sheet of a young person; the list behind it is the one the advisor sees."""
    found = queries.suggestions_for(person)
    fresh = [card for cards in found.bands.values() for card in cards]
    again = [card for card in found.decided if card.state in AGAIN]
    sectors = found.sectors or _chosen(person)
    levels = {interest.sector_key: interest.level.value for interest in person.interests}
    offers = [_on_paper(card) for card in [*again, *fresh][:OFFERS]]
    return Sheet(person, sectors[:SECTORS], levels, offers)


def _chosen(person: YoungPerson) -> list[SuggestedSector]:
    # Without a list yet, what they named themself is what to talk about.
    liked = {i.sector_key for i in person.interests if i.level != "not_for_me"}
    rows = [(key, name) for key, name in settings.sector_choices() if key in liked or not liked]
    return [SuggestedSector(key, name, []) for key, name in rows]


def _on_paper(card: Card) -> OnPaper:
    offer = card.opportunity
    said = answers.approved(offer)
    when = f"Starts {long_date(offer.start)}" if offer.start else None
    lines = (presenting.hours_words(said), presenting.pay_words(said), when)
    return OnPaper(
        card,
        [presenting.where_words(said), *(line for line in lines if line)],
        _words(card.terms, "for")[:3],
        _words(card.terms, "against")[:1],
    )


def _words(terms: list[dict[str, Any]], state: str) -> list[str]:
    """Return what speaks for or against, most first, as it is said to the young person."""
    said = [term for term in terms if term["state"] == state]
    return [str(term["words"]) for term in sorted(said, key=lambda t: -abs(int(t["micro"])))]
