"""What the coordinator is told before a place is changed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.exc import NoResultFound

from app import clock
from app.accounts.models import User
from app.fairdays import board as boards
from app.fairdays import standing, telling
from app.fairdays.board import Board, Row
from app.fairdays.models import FairDay
from app.matches import facts
from app.matches.engine.allocating import Consequence, about
from app.matches.engine.ranking import Engine
from app.settings import services as settings

NOTHING = "nothing"  # what a choice sends for no place at all
PAST = (
    (" would be ", " is "),
    (" would have ", " has "),
    (" would get ", " gets "),
    (" would move ", " moves "),
    (" would rise ", " rises "),
    (" would fall ", " falls "),
)


@dataclass(frozen=True)
class Told:
    """Whether a move can be made, and what it would do."""

    possible: bool
    sentences: list[str]


def row_of(board: Board, ref: str) -> Row:
    """Return somebody’s row; NoResultFound for anybody who is not on the day."""
    found = [row for row in board.rows if row.person.ref == ref]
    if not found:
        raise NoResultFound(ref)
    return found[0]


def shown(board: Board, ref: str, asked: str) -> dict[str, Any]:
    """Return everything the page of one person on the day shows."""
    row = row_of(board, ref)
    return {
        "day": board.day,
        "board": board,
        "row": row,
        "asked": asked,
        "told": told(board, row, asked) if asked else None,
        "ruled_out": ruled_out(board, row),
    }


def wanted() -> str | None:
    """Return the offer a form asks for; None for no place."""
    to = request.form.get("to", "")[:40]
    return None if to in {"", NOTHING} else to


def told(board: Board, row: Row, to: str) -> Told:
    """Return what would happen if this person were given an offer, or nothing."""
    if to not in {"", NOTHING} and to not in row.options:
        return Told(False, [f"This offer is not open to {row.label}."])
    stands = standing.desk(board.day).standing(board.now.given)
    found = stands.ask(row.person.ref, None if to in {"", NOTHING} else to)
    return Told(found.possible, telling.move(found, board.names))


def moved(day: FairDay, found: Consequence, *, by: User) -> str:
    """Return what a move has done, in one line."""
    called = boards.names(day, named=boards.may_name(day, by))
    said = " ".join(telling.move(found, called))
    for before, after in PAST:
        said = said.replace(before, after)
    return f"Changed. {said}"


@dataclass(frozen=True)
class RuledOut:
    """An offer of the day that is not open to somebody, and why."""

    title: str
    words: list[str]


def ruled_out(board: Board, row: Row) -> list[RuledOut]:
    """Return the offers of the day that are not open to somebody, with the rule or the decision."""
    others = [offer for offer in board.day.offers if offer.ref not in row.options]
    if not others:
        return []
    engine = Engine(
        facts.some_offers([offer.opportunity.ref for offer in others]),
        on=clock.today(),
        top=1,
        floor=settings.value("matching.coverage_floor"),
    )
    known, decided = facts.one(row.person.young_person_id), standing.said_no(board.day)
    found = []
    for offer in others:
        no = engine.explain(known, offer.opportunity.ref).no
        said = [
            standing.offer_trouble(offer.opportunity),
            decided.get((row.person.young_person_id, offer.opportunity_id)),
            # What a rule says in full may tell who it is about; the rule itself does not.
            *(
                about(line["words"]) if board.named else f"No to: {telling.rule(line['rule'])}"
                for line in no
            ),
        ]
        found.append(RuledOut(board.names.offer(offer.ref), [one for one in said if one]))
    return found
