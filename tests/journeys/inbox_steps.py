"""What an employer does with an introduction: opens it, books an interview, offers the place."""

from __future__ import annotations

from datetime import date


def open_introduction(employer, *, name: str) -> None:
    """Open somebody’s introduction; before that nothing names them."""
    employer.open("/").menu("Introductions").does_not_see(name).press("Open")
    employer.does_not_see(name).sees("Somebody would like to meet you").press("Open")
    employer.sees(name)


def book_interview(employer, *, day: date) -> None:
    """Invite them to a talk."""
    employer.press("Invite to an interview").date("Which day?", day).fill("What time?", "2pm")
    employer.fill("Where?", "The shop, MK9 3EJ").press("Send the invitation")
    employer.sees("The meeting is set")


def met(employer, *, name: str) -> None:
    """Say that the interview took place."""
    employer.open("/").menu("Introductions").press("Open").press("The interview took place")


def offer_place(employer, *, start: date) -> None:
    """Offer the place."""
    employer.press("Offer the place").date("When would they start?", start)
    employer.press("Offer the place").sees("The place is offered")
