"""What the interface, the feed and the maps of addresses are made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from app.opportunities import answers, listing, looking
from app.opportunities.search import cards
from app.opportunities.search.cards import Card
from app.opportunities.search.finding import Wanted
from app.publishing import addresses, description, feed, limiting, questions, resources
from app.settings import services as settings


@dataclass(frozen=True)
class Answer:
    """A page of offers as JSON, and the addresses beside it."""

    body: str
    links: dict[str, str | None]


def page(args: MultiDict[str, str]) -> Answer:
    """Return a page of the offers somebody asks for; raise Refused when it cannot be read."""
    sectors = settings.sector_choices()
    held = looking.index(sectors)
    asked = questions.read(args, held)
    found = looking.look(asked.wanted, held)
    shown = looking.page_of(found, asked.page, asked.per_page)
    links = _links(args, shown.page, shown.pages)
    names = dict(sectors)
    items = [resources.brief(line.offer, names, line.miles) for line in shown.rows]
    counted = {"total": shown.total, "page": shown.page, "pages": shown.pages}
    return Answer(written({**counted, "links": links, "items": items}), links)


def _links(args: MultiDict[str, str], number: int, pages: int) -> dict[str, str | None]:
    kept: dict[str, Any] = {name: args.getlist(name) for name in args if name != "page"}
    at = {"self": number, "first": 1, "prev": number - 1, "next": number + 1}
    return {
        name: addresses.with_query("publishing.api_list", {**kept, "page": n})
        if 1 <= n <= max(pages, number)
        else None
        for name, n in at.items()
    }


def one(ref: str) -> str:
    """Return an offer as JSON; raise Over when it is over, NoResultFound when there is none."""
    opportunity = looking.shown(ref, None)
    card = next(iter(cards.read([opportunity.id])))
    names = dict(settings.sector_choices())
    return written(resources.whole(card, answers.approved(opportunity), names))


def described() -> str:
    """Return the description of the interface."""
    known = settings.sector_choices()
    return written(description.described(known, limiting.per_minute()))


def written(what: Any) -> str:
    """Return something as JSON."""
    return json.dumps(what, ensure_ascii=False)


def atom(args: MultiDict[str, str]) -> bytes:
    """Return the feed of the same questions as the list’s, the newest first."""
    asked = listing.asked(args)
    found = looking.look(asked.wanted, asked.held)
    newest = sorted(
        (card for card, _ in found.cards(0, found.total)),
        key=lambda card: (card.posted, card.id),
        reverse=True,
    )
    kept = asked.form.kept()
    here = addresses.with_query("publishing.atom", kept)
    title = "Opportunities in and around Milton Keynes"
    page_ = addresses.with_query("opportunities.public_list", kept)
    return feed.atom(newest[: feed.NEWEST], here=here, page=page_, title=title)


def for_robots() -> list[Card]:
    """Return the offers search engines may read, by number: those open to everybody."""
    found = looking.look(Wanted()).cards(0, 10**9)
    return sorted((card for card, _ in found if card.everybody), key=lambda card: card.id)
