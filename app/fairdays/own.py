"""What an advisor sees of a day: their own young people, and what each is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import db
from app.accounts.models import User
from app.fairdays import queries, telling
from app.fairdays.models import FairDay, FairDayOffer, FairDayPerson
from app.matches.models import Suggestion, SuggestionState
from app.matches.queries import Card


@dataclass(frozen=True)
class OwnRow:
    """One young person of somebody's, on the day."""

    person: FairDayPerson
    card: Card | None
    confirmed: bool
    to_talk: bool


def rows(day: FairDay, user: User) -> list[OwnRow]:
    """Return somebody's own young people on a day; a place is theirs once it is confirmed."""
    people = queries.own_people(day, user)
    offers = {offer.id: offer for offer in _offers(day)}
    made = [one.place.suggestion_id for one in people if one.place and one.place.suggestion_id]
    states = dict(
        db.session.execute(
            select(Suggestion.id, Suggestion.state).where(Suggestion.id.in_(made))
        ).all()
    )
    return [_row(one, offers, states) for one in people]


def _offers(day: FairDay) -> list[FairDayOffer]:
    statement = select(FairDayOffer).where(FairDayOffer.fair_day_id == day.id)
    return list(
        db.session.scalars(statement.options(joinedload(FairDayOffer.opportunity))).unique()
    )


def _row(
    person: FairDayPerson, offers: dict[int, FairDayOffer], states: dict[int, SuggestionState]
) -> OwnRow:
    place = person.place
    confirmed = place is not None and place.confirmed_at is not None
    if place is None or not confirmed:
        return OwnRow(person, None, confirmed=False, to_talk=False)
    state = states.get(place.suggestion_id or 0)
    waits = state in {None, SuggestionState.SHORTLISTED} and place.talked_at is None
    if place.offer_id is None:
        return OwnRow(person, None, confirmed=True, to_talk=waits)
    offer = offers[place.offer_id]
    option: dict[str, Any] = next(
        (one for one in person.options if one["offer"] == offer.ref), {"band": None, "terms": []}
    )
    card = Card(
        offer.opportunity,
        option["band"],
        telling.spoken_of(option["terms"]),
        state or SuggestionState.SUGGESTED,
        place.reason,
    )
    return OwnRow(person, card, confirmed=True, to_talk=waits)
