"""Showing a day to somebody: under numbers or names, and always written to the audit trail."""

from __future__ import annotations

from app.errors import DomainError
from app.fairdays import board as boards
from app.fairdays import queries
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
    why = look(day, [person.young_person.ref for person in day.people])
    return boards.board(day, named=why is not None)


def names(day: FairDay, ref: str | None = None) -> Names:
    """Return what the reader may call people, of whom one or all are on the page."""
    on_page = [person for person in day.people if ref is None or person.ref == ref]
    why = look(day, [person.young_person.ref for person in on_page])
    return boards.names(day, named=why is not None)


def look(day: FairDay, refs: list[str]) -> str | None:
    """Write down that these people are shown; return why by name, or None for by number."""
    found = queries.look_of(day, me())
    why = found.reason if found else None
    seen(refs, reason=why)
    return why


def moves(day: FairDay) -> list[Move[S]]:
    """Return what may be done with the day now; going back is not offered once it cannot be."""
    found = FAIR_DAY.allowed(day, role=me().role)
    try:
        none_confirmed(day)
    except DomainError:
        return [line for line in found if line.verb != "compare"]
    return found
