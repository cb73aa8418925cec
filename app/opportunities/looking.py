"""Looking through the offers everybody may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import NoResultFound

from app import clock
from app.employers.models import EmployerState
from app.opportunities import services
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.search import finding, holding
from app.opportunities.search.cards import Card
from app.opportunities.search.finding import Found, Wanted
from app.opportunities.search.index import Index
from app.paging import Page
from app.places import services as places
from app.places.models import Place
from app.settings import services as settings

PAGE = 20
SIMILAR = 3
# People who follow up introductions have to read an offer that is not shown any more.
STAFF = frozenset({"advisor", "manager", "coordinator"})
FOLLOWED = frozenset({State.LIVE, State.PAUSED, State.FILLED, State.CLOSED, State.EXPIRED})
# Everybody could read these once. What is paused may come back and what the council took down
# should not be talked about, so neither is among them.
OVER = frozenset({State.LIVE, State.FILLED, State.CLOSED, State.EXPIRED, State.ARCHIVED})


@dataclass(frozen=True)
class Listed:
    """An offer on the list, with its distance in miles when both ends are known."""

    offer: Card
    miles: float | None = None


class Over(Exception):
    """An offer everybody could read once, and which is over."""

    def __init__(self, offer: Opportunity) -> None:
        super().__init__(offer.ref)
        self.offer = offer


def place(postcode: str | None) -> Place | None:
    """Return where a postcode or its first part is; None when there is none, or it does not exist."""
    if not postcode:
        return None
    return places.find(postcode) if " " in postcode else places.centre_of(postcode)


def index(sectors: list[tuple[str, str]] | None = None) -> Index:
    """Return every offer on show, ready to be searched."""
    return holding.current(sectors or settings.sector_choices())


def look(wanted: Wanted, held: Index | None = None) -> Found:
    """Return what fits, in order, with the counts beside the filters."""
    return finding.find(held or index(), wanted, clock.today())


def page_of(found: Found, page: int, size: int = PAGE) -> Page[Listed]:
    """Return one page of what fits; a number too high means the last page."""
    pages = max(1, -(-found.total // size))
    page = min(max(1, page), pages)
    rows = found.cards((page - 1) * size, page * size)
    return Page([Listed(card, miles) for card, miles in rows], page, pages, found.total)


def is_open(opportunity: Opportunity) -> bool:
    """Say whether everybody may see this offer today."""
    closes = opportunity.closes
    return (
        opportunity.state == State.LIVE
        and opportunity.employer.state == EmployerState.APPROVED
        and (closes is None or closes >= clock.today())
    )


def shown(ref: str, role: str | None) -> Opportunity:
    """Return an offer that may be seen; staff also see what is paused or over.

    Raise Over for one that everybody could see once, and NoResultFound for any other.
    """
    opportunity = services.find(ref)
    if is_open(opportunity) or (role in STAFF and opportunity.state in FOLLOWED):
        return opportunity
    known = opportunity.state != State.ARCHIVED or opportunity.approved_at
    if known and opportunity.state in OVER and opportunity.employer.state == EmployerState.APPROVED:
        raise Over(opportunity)
    raise NoResultFound


def similar(opportunity: Opportunity, held: Index) -> list[Card]:
    """Return a few offers that are open now and most like this one."""
    same = {"sector": (opportunity.sector_key,), "kind": (str(opportunity.kind),)}
    near = opportunity if opportunity.latitude is not None else None
    tries: tuple[dict[str, Any], ...] = (
        same,
        {"sector": same["sector"]},
        {"kind": same["kind"]},
        {},
    )
    found: Iterable[Card] = (
        card
        for chosen in tries
        for card, _ in look(Wanted(near=near, **chosen), held).cards(0, SIMILAR + 1)
    )
    different = {card.ref: card for card in found if card.ref != opportunity.ref}
    return list(different.values())[:SIMILAR]
