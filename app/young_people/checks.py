"""What an answer must keep to, beyond its shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.errors import DomainError
from app.places import services as places
from app.young_people import queries
from app.young_people.models import YoungPerson

YOUNGEST, OLDEST = 14, 25
TAKEN = "This case reference has a record already. If it is not in your caseload, ask your manager"


class WrongAnswer(DomainError):
    """An answer that cannot be right."""


def born(_: YoungPerson | None, day: date | None, __: Mapping[str, Any]) -> None:
    """Refuse a date of birth that makes nobody this service is for."""
    if day is None:
        return
    age = clock.age_on(day, clock.today())
    if day > clock.today():
        raise WrongAnswer("Enter a date of birth in the past", field="born")
    if not YOUNGEST <= age <= OLDEST:
        limits = f"Young people here are {YOUNGEST} to {OLDEST}"
        raise WrongAnswer(f"Check the date of birth: it makes them {age}. {limits}", field="born")


def outward(_: YoungPerson | None, area: str | None, __: Mapping[str, Any]) -> None:
    """Refuse the first half of a postcode that does not exist."""
    if area and places.centre_of(area) is None:
        raise WrongAnswer(no_area(area), field="outward")


def no_area(area: str) -> str:
    """Return what to say of the first half of a postcode that does not exist."""
    return f"There is no postcode area {area}. Check it, for example MK9"


def case_reference(person: YoungPerson | None, number: str | None, _: Mapping[str, Any]) -> None:
    """Refuse a second record for one case."""
    other = queries.by_case_reference(number) if number else None
    if other is not None and (person is None or other.id != person.id):
        raise WrongAnswer(TAKEN, field="case_reference")


def available(_: YoungPerson | None, __: date | None, answers: Mapping[str, Any]) -> None:
    """Refuse a last day before the first, whichever of the two was changed."""
    first, last = answers.get("available_from"), answers.get("available_to")
    if first and last and last < first:
        raise WrongAnswer(
            "The last day must be the same as or after the first day", field="available_to"
        )


CHECKS: dict[str, Callable[[YoungPerson | None, Any, Mapping[str, Any]], None]] = {
    "born": born,
    "outward": outward,
    "case_reference": case_reference,
    "available_from": available,
    "available_to": available,
}


def check(person: YoungPerson | None, answers: Mapping[str, Any], names: list[str]) -> None:
    """Raise for the first of these answers that cannot be right."""
    for name in names:
        if name in CHECKS:
            CHECKS[name](person, answers[name], answers)


def flush() -> None:
    """Send what was set to the database; somebody may have taken a case reference meanwhile."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise WrongAnswer(TAKEN, field="case_reference") from error
