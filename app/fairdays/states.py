"""How a fair day moves: planned, drawn, confirmed person by person, done."""

from __future__ import annotations

from app.errors import DomainError
from app.fairdays.models import FairDay
from app.fairdays.models import FairDayState as S
from app.states import Machine, move


class NothingToDraw(DomainError):
    """A draw needs both sides."""

    message = "Choose at least one offer with a place, and invite at least one young person"


class AlreadyConfirmed(DomainError):
    """What somebody has confirmed is not thrown away by going back."""

    message = "Some places are confirmed already. Undo those first"


class StillOpen(DomainError):
    """A day is done when every place on it has been decided."""

    message = "Some places are neither confirmed nor cleared yet. Decide those first"


def both_sides(day: FairDay) -> None:
    """Refuse to draw without a place or without anybody to give it to."""
    if not day.people or not any(offer.places for offer in day.offers):
        raise NothingToDraw


def none_confirmed(day: FairDay) -> None:
    """Refuse to go back once a place is confirmed."""
    if any(person.place and person.place.confirmed_at for person in day.people):
        raise AlreadyConfirmed


def all_decided(day: FairDay) -> None:
    """Refuse to finish while a place is proposed but not confirmed."""
    places = [person.place for person in day.people if person.place]
    if any(place.offer_id and not place.confirmed_at for place in places):
        raise StillOpen


WHO = "coordinator"
FAIR_DAY = Machine(
    "fair_day",
    S,
    S.PLANNED,
    (
        move("draw", S.PLANNED, S.DRAWN, WHO, "Draw", when=both_sides, tone="primary"),
        move("change", S.DRAWN, S.PLANNED, WHO, "Change who and what"),
        move("start_stable", S.DRAWN, S.CONFIRMING, WHO, "Start from the stable one"),
        move("start_optimal", S.DRAWN, S.CONFIRMING, WHO, "Start from the best total"),
        move("compare", S.CONFIRMING, S.DRAWN, WHO, "Compare the two again", when=none_confirmed),
        move("finish", S.CONFIRMING, S.DONE, WHO, "The day is done", when=all_decided),
        move(
            "cancel",
            (S.PLANNED, S.DRAWN, S.CONFIRMING),
            S.CANCELLED,
            WHO,
            "Cancel this day",
            needs_reason=True,
            tone="warning",
        ),
    ),
)
