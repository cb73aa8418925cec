"""Showing a day to somebody: under numbers or names, and always written to the audit trail."""

from __future__ import annotations

from app.fairdays import board as boards
from app.fairdays.board import Board
from app.fairdays.models import FairDay
from app.security import me
from app.young_people.reading import seen


def board(day: FairDay) -> Board:
    """Return the board of a day as the reader may see it, and write down who is on it."""
    made = boards.board(day, named=boards.may_name(day, me()))
    seen([person.young_person.ref for person in day.people])
    return made
