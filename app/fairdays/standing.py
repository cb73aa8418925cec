"""How a day stands: its market made ready, who has what, and what has changed since the draw."""

from __future__ import annotations

from sqlalchemy import func, select

from app import clock, db
from app.employers.models import EmployerState
from app.fairdays.models import FairDay, FairDayOffer, FairDayPerson, FairDayPlace
from app.introductions.models import Introduction, IntroductionState
from app.matches.engine.allocating import Desk, Standing
from app.matches.models import Suggestion, SuggestionState
from app.matches.services import UNDER_WAY
from app.opportunities.models import Opportunity, OpportunityState
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson, YoungPersonState

SAID_NO = {
    SuggestionState.DISMISSED: "Their advisor has set this offer aside",
    SuggestionState.YP_DECLINED: "They have said no to this offer",
    SuggestionState.YP_NOT_NOW: "They have said “not now” to this offer",
}


def desk(day: FairDay) -> Desk:
    """Return the market of a day as the draw found it."""
    scores = {
        person.ref: {option["offer"]: option["score_micro"] for option in person.options}
        for person in day.people
    }
    return Desk(scores, {offer.ref: offer.places for offer in day.offers})


def given(day: FairDay) -> dict[str, str | None]:
    """Return who has what now, by reference."""
    offers = {offer.id: offer.ref for offer in day.offers}
    return {
        person.ref: offers[person.place.offer_id]
        if person.place and person.place.offer_id
        else None
        for person in day.people
    }


def standing(day: FairDay) -> Standing:
    """Return the day as it stands, to be asked what a move would do."""
    return desk(day).standing(given(day))


def said_no(day: FairDay) -> dict[tuple[int, int], str]:
    """Return the pairs of a day that somebody has decided against, with the words for it."""
    statement = select(
        Suggestion.young_person_id, Suggestion.opportunity_id, Suggestion.state
    ).where(
        Suggestion.young_person_id.in_([one.young_person_id for one in day.people]),
        Suggestion.opportunity_id.in_([offer.opportunity_id for offer in day.offers]),
        Suggestion.state.in_(SAID_NO),
    )
    return {
        (person, offer): SAID_NO[state] for person, offer, state in db.session.execute(statement)
    }


def offer_trouble(offer: Opportunity) -> str | None:
    """Return why an offer cannot be given any more, or None while it can."""
    if offer.state != OpportunityState.LIVE or offer.employer.state != EmployerState.APPROVED:
        return "This offer is not live any more"
    if offer.closes is not None and offer.closes < clock.today():
        return "This offer is past its closing date"
    if offer.places_taken >= offer.places:
        return "Every place on this offer has been taken since"
    return None


def person_trouble(person: YoungPerson) -> str | None:
    """Return why somebody cannot be given a place any more, or None while they can."""
    if person.state == YoungPersonState.CLOSED:
        return "Their record has been closed"
    if person.state != YoungPersonState.READY:
        return "They are not ready any more"
    if not young_people.agrees_to_matching(person):
        return "They do not agree to be matched any more"
    return None


def troubles(day: FairDay) -> dict[int, str]:
    """Return, for each proposed place that cannot be confirmed now, what has changed."""
    decided, offers = said_no(day), {offer.id: offer for offer in day.offers}
    found = {person.id: _trouble(person, offers, decided) for person in day.people}
    return {number: words for number, words in found.items() if words}


def _trouble(
    person: FairDayPerson,
    offers: dict[int, FairDayOffer],
    decided: dict[tuple[int, int], str],
) -> str | None:
    if person.place is None or person.place.confirmed_at:
        return None
    changed = person_trouble(person.young_person)
    if changed or person.place.offer_id is None:
        return changed
    offer = offers[person.place.offer_id].opportunity
    return offer_trouble(offer) or decided.get((person.young_person_id, offer.id))


def left(offer: Opportunity) -> int:
    """Return how many places an offer has for which nobody confirmed on any day still waits.

    Somebody whose place was taken up counts on the offer already.
    """
    waiting = (
        select(func.count())
        .select_from(FairDayPlace)
        .join(FairDayOffer, FairDayOffer.id == FairDayPlace.offer_id)
        .join(Suggestion, Suggestion.id == FairDayPlace.suggestion_id)
        .where(FairDayOffer.opportunity_id == offer.id, Suggestion.state.in_(UNDER_WAY))
        .where(
            ~select(Introduction.id)
            .where(
                Introduction.young_person_id == Suggestion.young_person_id,
                Introduction.opportunity_id == offer.id,
                Introduction.state == IntroductionState.ACCEPTED,
            )
            .exists()
        )
    )
    return offer.places - offer.places_taken - (db.session.scalar(waiting) or 0)
