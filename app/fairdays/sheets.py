"""A day on paper: what an employer may know, what each advisor needs, what a spreadsheet takes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from app import suppression
from app.fairdays.board import Board, Row
from app.fairdays.models import FairDay, FairDayOffer
from app.filters import words
from app.tables import writing

HEADINGS = ("Who", "Advisor", "Offer", "Employer", "How well it fits", "From", "Confirmed", "Word")


@dataclass(frozen=True)
class EmployerSheet:
    """What one employer is told before anybody has agreed to be named: numbers, nothing else."""

    name: str
    offers: list[FairDayOffer]


def by_employer(day: FairDay) -> list[EmployerSheet]:
    """Return a sheet for each employer, by name."""
    found: dict[str, list[FairDayOffer]] = defaultdict(list)
    for offer in day.offers:
        found[offer.opportunity.employer.name].append(offer)
    return [
        EmployerSheet(name, sorted(offers, key=lambda one: (one.opportunity.title, one.id)))
        for name, offers in sorted(found.items())
    ]


def expected(day: FairDay) -> dict[int, str]:
    """Return how many are confirmed for each offer, as it may leave the coordinator’s desk."""
    return {offer.id: suppression.one(offer.confirmed).words for offer in day.offers}


def by_advisor(board: Board) -> list[tuple[str, list[Row]]]:
    """Return each advisor with the rows of their own caseload."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in board.rows:
        found[row.advisor].append(row)
    return sorted(found.items())


def as_csv(board: Board) -> str:
    """Return the day as a file in which no cell can run."""
    return writing.as_csv(HEADINGS, map(_cells, board.rows))


def _cells(row: Row) -> list[str]:
    place, offer = row.person.place, row.now.offer.opportunity if row.now else None
    return [
        row.label,
        row.advisor,
        offer.title if offer else "",
        offer.employer.name if offer else "",
        words(row.now.band) if row.now else "",
        words(place.origin) if place else "",
        place.confirmed_at.date().isoformat() if place and place.confirmed_at else "",
        place.reason if place else "",
    ]
