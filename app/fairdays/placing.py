"""Giving places: the draw, the allocation somebody starts from, moves by hand, confirming.

Everything here runs under the lock of the day, and a confirmed place is counted on its offer,
where the database refuses one too many.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.errors import DomainError, NotAllowed, Stale
from app.fairdays import standing
from app.fairdays.models import (
    FairDay,
    FairDayOffer,
    FairDayPerson,
    FairDayPlace,
    FairDayState,
    Origin,
)
from app.matches import facts
from app.matches import services as matches
from app.matches import standing as in_use
from app.matches.engine import allocating
from app.matches.engine.allocating import Consequence, Found
from app.matches.engine.ranking import ENGINE_VERSION
from app.matches.models import Suggestion
from app.opportunities.models import Opportunity
from app.settings import services as settings

ORIGIN = "fair day"  # of the suggestion a confirmed place makes
STARTS = {"start_stable": Origin.STABLE, "start_optimal": Origin.OPTIMAL}


class NotOpen(NotAllowed):
    """Places are given between the draw and the end of the day."""

    message = "Places on this day cannot be changed now"


class Confirmed(NotAllowed):
    """A confirmed place stands until it is undone."""

    message = "This place is confirmed. Undo that first"


class NotAnOption(NotAllowed):
    """What a rule says no to is not given by hand either."""

    message = "This offer is not open to them. Their page says which rule stands in the way"


class Full(NotAllowed):
    """Places can never be oversold."""

    message = "Every place on this offer is taken on the day. Move somebody else first"


class OutOfDate(DomainError):
    """Something has changed since the draw."""


def draw(day: FairDay) -> None:
    """Rank the offers of the day for everybody on it, and keep what was found."""
    known = {one.young_person_id: one for one in day.people}
    refs = {
        offer.opportunity.ref: offer
        for offer in day.offers
        if not standing.offer_trouble(offer.opportunity)
    }
    people = [(row.id, found) for row, found in facts.people(known)]
    found = allocating.draw(
        [person for _, person in people],
        facts.some_offers(sorted(refs)),
        on=clock.today(),
        floor=settings.value("matching.coverage_floor"),
        weights=in_use.weights(),
    )
    said_no = standing.said_no(day)
    for person in day.people:
        person.options, person.why_none = [], []
    for number, person_facts in people:
        _keep(known[number], found[person_facts.id], refs, said_no)
    day.drawn_at, day.engine_version = clock.now(), ENGINE_VERSION


def _keep(
    person: FairDayPerson,
    found: Found,
    offers: Mapping[str, FairDayOffer],
    said_no: Mapping[tuple[int, int], str],
) -> None:
    person.why_none = list(found.why_none)
    person.options = [
        {
            "offer": offers[line.opportunity].ref,
            "rank": line.rank,
            "band": line.band,
            "score_micro": line.score_micro,
            "terms": line.terms,
        }
        for line in found.options
        if (person.young_person_id, offers[line.opportunity].opportunity_id) not in said_no
    ]


def start(day: FairDay, origin: Origin) -> None:
    """Propose one of the two allocations, to be changed and confirmed person by person."""
    stable, optimal, _ = standing.desk(day).compare()
    side = stable if origin == Origin.STABLE else optimal
    offers = {offer.ref: offer for offer in day.offers}
    for person in day.people:
        where = side.given.get(person.ref)
        place = person.place or FairDayPlace(person_id=person.id)
        place.offer_id = offers[where].id if where else None
        place.origin, place.reason = origin, ""
        db.session.add(place)
    db.session.flush()


def clear(day: FairDay) -> None:
    """Forget what was proposed."""
    for person in day.people:
        if person.place:
            db.session.delete(person.place)
    db.session.flush()
    db.session.expire(day)


@db.transaction()
def move(person: FairDayPerson, to: str | None, *, by: User) -> Consequence:
    """Give somebody another place, or none; return what that changed.

    Raises Full when no place is left on the day; then nothing has changed.
    """
    place = _open(person)
    if to is not None and to not in {option["offer"] for option in person.options}:
        raise NotAnOption
    offers = {offer.ref: offer for offer in person.day.offers}
    trouble = standing.offer_trouble(offers[to].opportunity) if to else None
    if trouble:
        raise OutOfDate(trouble)
    found = standing.standing(person.day).ask(person.ref, to)
    if not found.possible:
        raise Full
    place.offer_id = offers[to].id if to else None
    place.origin = Origin.BY_HAND
    audit.record(
        "fair_day.moved", "young_person", person.young_person.ref, by=by, day=person.day.ref
    )
    return found


@db.transaction()
def confirm(person: FairDayPerson, shown: str | None, *, reason: str, by: User) -> FairDayPlace:
    """Confirm what one person is given; their advisor is asked to talk it through with them.

    `shown` is the offer that whoever confirms was looking at. Raises Stale when it is another
    by now, OutOfDate when something changed since the draw, Full when no place is left.
    """
    place = _open(person)
    if shown != (place.offer.ref if place.offer else None):
        raise Stale("Somebody else gave them another place meanwhile. Look again, then confirm")
    if place.offer_id is not None:
        db.session.execute(
            select(Opportunity.id)
            .join(FairDayOffer, FairDayOffer.opportunity_id == Opportunity.id)
            .where(FairDayOffer.id == place.offer_id)
            .with_for_update(of=Opportunity)
        )
    trouble = standing.troubles(person.day).get(person.id)
    if trouble:
        raise OutOfDate(trouble)
    if place.offer:
        _take(place.offer)
        words = f"Place at {person.day.name}. {reason}".strip()
        offer = place.offer.opportunity
        place.suggestion_id = matches.put_forward(
            person.young_person, offer, origin=ORIGIN, reason=words, by=by
        ).id
    place.confirmed_at, place.confirmed_by_id, place.reason = clock.now(), by.id, reason
    audit.record(
        "fair_day.confirmed", "young_person", person.young_person.ref, by=by, day=person.day.ref
    )
    return place


def _take(offer: FairDayOffer) -> None:
    statement = (
        update(FairDayOffer)
        .where(FairDayOffer.id == offer.id, FairDayOffer.confirmed < FairDayOffer.places)
        .values(confirmed=FairDayOffer.confirmed + 1)
        .execution_options(synchronize_session=False)
    )
    if db.session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]
        raise Full
    if standing.left(offer.opportunity) < 1:
        raise Full
    db.session.expire(offer, ["confirmed"])


@db.transaction()
def undo(person: FairDayPerson, *, by: User) -> bool:
    """Take a confirmation back; say whether the suggestion went with it.

    What the advisor has talked through already stays on the young person's list.
    """
    place = _open(person, confirmed=True)
    return _take_back(place, by=by)


def _take_back(place: FairDayPlace, *, by: User) -> bool:
    gone = True
    if place.offer:
        place.offer.confirmed -= 1
    if place.suggestion_id:
        row = db.session.get_one(Suggestion, place.suggestion_id)
        gone = matches.take_back(row, origin=ORIGIN, by=by)
    place.suggestion_id = place.confirmed_at = place.confirmed_by_id = place.talked_at = None
    ref = place.person.young_person.ref
    audit.record("fair_day.undone", "young_person", ref, by=by, day=place.person.day.ref)
    return gone


def take_all_back(day: FairDay, *, by: User) -> None:
    """Undo every confirmation of a day that is cancelled."""
    for person in day.people:
        if person.place and person.place.confirmed_at:
            _take_back(person.place, by=by)


@db.transaction()
def talked(person: FairDayPerson, *, by: User) -> None:
    """Write down that the advisor has talked with somebody about their day."""
    place = person.place
    if place is None or place.confirmed_at is None:
        raise NotOpen
    place.talked_at = clock.now()
    audit.record(
        "fair_day.talked", "young_person", person.young_person.ref, by=by, day=person.day.ref
    )


def _open(person: FairDayPerson, *, confirmed: bool = False) -> FairDayPlace:
    """The place of somebody, under the lock of the day, if it may be changed now."""
    db.session.refresh(person.day, with_for_update={"of": FairDay})
    if person.day.state != FairDayState.CONFIRMING or person.place is None:
        raise NotOpen
    if bool(person.place.confirmed_at) != confirmed:
        raise NotOpen("This place is not confirmed") if confirmed else Confirmed
    return person.place
