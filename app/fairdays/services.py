"""What can happen to a fair day: made, changed, offers chosen, moved on, names opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.errors import DomainError
from app.fairdays import inviting, placing, queries
from app.fairdays.models import FairDay, FairDayLook, FairDayOffer, FairDayState, FairKind
from app.fairdays.states import FAIR_DAY
from app.states import ReasonNeeded

MOST_OFFERS = 60


class NoOffer(DomainError):
    """An offer that went in between cannot be put on a day."""

    message = "Choose at least one offer that is live and has a place left"
    field = "offers"


class TooManyOffers(DomainError):
    """A day with every offer on it cannot be looked through."""

    message = f"A day holds {MOST_OFFERS} offers at most"
    field = "offers"


class TooManyPlaces(DomainError):
    """More places than the offer has left would be promised twice."""

    field = "places"


@dataclass(frozen=True)
class NewDay:
    """What is known when a day is planned."""

    name: str
    kind: FairKind
    begins: date
    ends: date | None
    place: str
    note: str


@db.transaction()
def create(new: NewDay, *, by: User) -> FairDay:
    """Plan a fair day."""
    day = FairDay(**vars(new), created_by_id=by.id, created_at=clock.now())
    db.session.add(day)
    db.session.flush()
    audit.record("fair_day.planned", "fair_day", day.ref, by=by)
    return day


@db.transaction()
def edit(day: FairDay, new: NewDay, *, by: User) -> FairDay:
    """Change what a day is called, when and where it is."""
    db.session.refresh(day, with_for_update={"of": FairDay})
    for name, value in vars(new).items():
        setattr(day, name, value)
    audit.record("fair_day.edited", "fair_day", day.ref, by=by)
    return day


@db.transaction()
def add_offers(day: FairDay, refs: Sequence[str], *, by: User) -> int:
    """Put live offers on a day, each with the places it has left. Return how many."""
    _planned(day)
    there = {offer.opportunity_id for offer in day.offers}
    found = [row for row in queries.may_be_chosen(list(refs)) if row.id not in there]
    if not found:
        raise NoOffer
    if len(there) + len(found) > MOST_OFFERS:
        raise TooManyOffers
    for row in found:
        db.session.add(
            FairDayOffer(
                fair_day_id=day.id, opportunity_id=row.id, places=row.places - row.places_taken
            )
        )
        audit.record("fair_day.offer_added", "fair_day", day.ref, by=by, offer=row.ref)
    return len(found)


@db.transaction()
def set_places(offer: FairDayOffer, places: int, *, by: User) -> None:
    """Say how many places an offer has on the day; never more than are left."""
    _planned(offer.day)
    left = max(0, offer.opportunity.places - offer.opportunity.places_taken)
    if places > left:
        raise TooManyPlaces(f"Only {left} places are left on this offer")
    offer.places = places
    audit.record("fair_day.places_set", "fair_day", offer.day.ref, by=by, places=places)


@db.transaction()
def remove_offer(offer: FairDayOffer, *, by: User) -> None:
    """Take an offer off a day that is still planned."""
    _planned(offer.day)
    audit.record(
        "fair_day.offer_removed", "fair_day", offer.day.ref, by=by, offer=offer.opportunity.ref
    )
    db.session.delete(offer)


def _planned(day: FairDay) -> None:
    db.session.refresh(day, with_for_update={"of": FairDay})
    if day.state != FairDayState.PLANNED:
        raise inviting.Planned


@db.transaction()
def act(day: FairDay, verb: str, *, by: User, reason: str | None = None) -> FairDay:
    """Move a day on; a draw, a start and an end bring what belongs to them."""
    db.session.refresh(day, with_for_update={"of": FairDay})
    FAIR_DAY.apply(day, verb, by=by, reason=reason)
    if verb == "draw":
        placing.draw(day)
    elif verb in placing.STARTS:
        placing.start(day, placing.STARTS[verb])
    elif verb == "cancel":
        placing.take_all_back(day, by=by)
    elif verb in {"change", "compare"}:
        placing.clear(day)
    return day


@db.transaction()
def open_names(day: FairDay, *, reason: str, by: User) -> None:
    """Write down why the names on a day have to be read; they can be until the day ends."""
    if not reason.strip():
        raise ReasonNeeded
    look = FairDayLook(fair_day_id=day.id, user_id=by.id, on_day=clock.today(), reason=reason)
    db.session.add(look)
    audit.record("fair_day.names_opened", "fair_day", day.ref, by=by, reason=reason)
