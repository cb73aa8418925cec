"""An offer as the programming interface hands it out: only what the public pages say."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.filters import words
from app.opportunities.answers import Answers
from app.opportunities.search.cards import Card
from app.publishing import addresses
from app.publishing.feed import moment

# What an offer’s own page says beyond the list. Not among it: who to turn to about safety, checks
# of people, and the first day, which names somebody.
MORE = (
    *("will_do", "will_learn", "essential", "desirable", "skills", "flexible", "adjustments"),
    *("week", "could_lead", "level", "training_provider"),
)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def brief(card: Card, sectors: dict[str, str], miles: float | None = None) -> dict[str, Any]:
    """Return an offer as it stands in a list; every name is always there, null when not known."""
    return {
        "ref": card.ref,
        "url": addresses.offer(card),
        "api_url": addresses.link("publishing.one", ref=card.ref),
        "title": card.title,
        "employer": {"name": card.employer},
        "kind": {"key": card.kind.value, "name": words(card.kind)},
        "sector": {"key": card.sector_key, "name": sectors.get(card.sector_key, card.sector_key)},
        "location": _location(card, miles),
        "pay": {
            "paid": card.paid,
            "pounds_per_hour": str(card.per_hour) if card.per_hour else None,
            "unpaid_reason": card.basis.value if card.basis and not card.paid else None,
        },
        "ages": {"from": card.min_age, "to": card.max_age},
        "hours_per_week": None if card.hours is None else round(card.hours, 2),
        "first_step": card.first_step,
        "places": card.places,
        "open_to": "everybody" if card.everybody else "through_an_adviser",
        "posted": _day(card.posted),
        "starts": _day(card.start),
        "ends": _day(card.end),
        "closes": _day(card.closes),
        "updated": moment(card.updated),
    }


def _location(card: Card, miles: float | None) -> dict[str, Any]:
    return {
        "from_home": card.remote,
        "area": card.area,
        "postcode": card.postcode,
        "latitude": card.latitude,
        "longitude": card.longitude,
        "miles_away": None if miles is None else round(miles, 1),
    }


def whole(card: Card, answers: Answers, sectors: dict[str, str]) -> dict[str, Any]:
    """Return everything the offer’s own page says."""
    return brief(card, sectors) | {name: getattr(answers, name) or None for name in MORE}
