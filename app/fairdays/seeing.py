"""Showing a day to somebody: under numbers or names, and always written to the audit trail."""

from __future__ import annotations

from app.errors import DomainError
from app.fairdays import board as boards
from app.fairdays.board import Board
from app.fairdays.models import FairDay
from app.fairdays.models import FairDayState as S
from app.fairdays.states import FAIR_DAY, none_confirmed
from app.fairdays.telling import Names
from app.security import me
from app.states import Move
from app.young_people.reading import seen


def board(day: FairDay) -> Board:
    """Return the board of a day as the reader may see it, and write down who is on it."""
    made = boards.board(day, named=boards.may_name(day, me()))
    seen([person.young_person.ref for person in day.people])
    return made


def names(day: FairDay, ref: str) -> Names:
    """Return what the reader may call people in what is said about one of them."""
    # Whoever is named beside them is named on the board already, and written down there.
    seen([person.young_person.ref for person in day.people if person.ref == ref])
    return boards.names(day, named=boards.may_name(day, me()))


def moves(day: FairDay) -> list[Move[S]]:
    """Return what may be done with the day now; going back is not offered once it cannot be."""
    found = FAIR_DAY.allowed(day, role=me().role)
    try:
        none_confirmed(day)
    except DomainError:
        return [line for line in found if line.verb != "compare"]
    return found
