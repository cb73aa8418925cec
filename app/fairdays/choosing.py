"""What the coordinator is told before a place is changed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.exc import NoResultFound

from app import clock
from app.fairdays import standing, telling
from app.fairdays.board import Board, Row
from app.fairdays.models import FairDay, FairDayPerson
from app.fairdays.telling import Names
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


def person_of(day: FairDay, ref: str) -> FairDayPerson:
    """Return somebody on the day; NoResultFound for anybody who is not."""
    found = [person for person in day.people if person.ref == ref]
    if not found:
        raise NoResultFound(ref)
    return found[0]


def shown(board: Board, ref: str, asked: str) -> dict[str, Any]:
    """Return everything the page of one person on the day shows."""
    person = person_of(board.day, ref)
    row = next(row for row in board.rows if row.person is person)
    return {
        "day": board.day,
        "board": board,
        "row": row,
        "asked": asked,
        "told": told(board.day, board.names, ref, asked) if asked else None,
        "ruled_out": ruled_out(board, row),
    }


def wanted(field: str = "to") -> str | None:
    """Return the offer a form asks for; None for no place."""
    to = request.form.get(field, "")[:40]
    return None if to in {"", NOTHING} else to


def told(day: FairDay, called: Names, ref: str, to: str) -> Told:
    """Return what would happen if somebody were given an offer, or nothing."""
    person = person_of(day, ref)
    if to in {"", NOTHING}:
        found = standing.standing(day).ask(ref, None)
        return Told(found.possible, telling.move(found, called))
    if to not in {option["offer"] for option in person.options}:
        return Told(False, [f"This offer is not open to {called.person(ref)}."])
    trouble = standing.offer_trouble(called.offers[to].opportunity)
    if trouble:
        return Told(False, [f"{trouble}."])
    found = standing.standing(day).ask(ref, to)
    return Told(found.possible, telling.move(found, called))


def moved(found: Consequence, called: Names) -> str:
    """Return what a move has done, in one line."""
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
