"""The same organisation twice: told plainly when it is certain, pointed out when it may be."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app import clock, db
from app.accounts.links import LASTS, Purpose
from app.employers.models import Employer, EmployerState
from app.errors import DomainError
from app.settings import services as settings

ALIKE = 0.55  # share of letter triples two names have in common


class AlreadyRegistered(DomainError):
    """One organisation, one registration."""

    field = "name"


@dataclass(frozen=True)
class Similar:
    """Another registration that may be the same organisation, and why it looks so."""

    employer: Employer
    why: str


def refuse_if_known(employer: Employer) -> None:
    """Raise AlreadyRegistered when this organisation is registered, beyond doubt."""
    with db.session.no_autoflush:
        other = db.session.scalars(_others(employer).where(_same(employer)).limit(1)).first()
    if other is None:
        return
    by_number = employer.number and other.number == employer.number
    field = f"{employer.kind}_number" if by_number else "name"
    raise AlreadyRegistered(
        f"{other.name} is already registered. Ask a colleague there to invite you from their "
        f"organisation page. Is that not you? Call us on {settings.contact()['phone']}",
        field=field,
    )


def _others(employer: Employer) -> Select[Employer]:
    statement = select(Employer).where(Employer.state != EmployerState.ARCHIVED)
    return statement.where(Employer.id != employer.id) if employer.id else statement


def _same(employer: Employer) -> ColumnElement[bool]:
    # A registration nobody confirmed keeps the name only as long as its link works: else a
    # stranger could lock an organisation out.
    patience = clock.now() - LASTS[Purpose.ADDRESS]
    confirmed = Employer.state != EmployerState.EMAIL_UNVERIFIED
    named = and_(Employer.plain_name == employer.plain_name, Employer.postcode == employer.postcode)
    numbered = and_(
        Employer.number == employer.number,
        Employer.number.is_not(None),
        Employer.kind == employer.kind,
    )
    return and_(or_(named, numbered), or_(confirmed, Employer.created_at > patience))


def similar_to(employer: Employer) -> list[Similar]:
    """Return other registrations that may be the same organisation."""
    rows = db.session.execute(
        select(Employer.id, Employer.plain_name, Employer.postcode, Employer.number).where(
            Employer.id != employer.id, Employer.state != EmployerState.ARCHIVED
        )
    )
    why = {row.id: words for row in rows if (words := _why(employer, *row[1:]))}
    found = db.session.scalars(select(Employer).where(Employer.id.in_(list(why)[:10])))
    return [Similar(other, why[other.id]) for other in found]


def _why(employer: Employer, plain: str, postcode: str, number: str | None) -> str:
    if number and number == employer.number:
        return "has the same number"
    if plain == employer.plain_name:
        return "has the same name"
    share = alike(plain, employer.plain_name)
    if postcode == employer.postcode and share > ALIKE / 2:
        return "has the same postcode and a similar name"
    return "has a similar name" if share > ALIKE else ""


def alike(one: str, other: str) -> float:
    """Return how alike two plain names are, from 0 to 1."""
    first, second = _triples(one), _triples(other)
    return len(first & second) / len(first | second) if first | second else 0.0


def _triples(plain: str) -> set[str]:
    padded = f"  {plain} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
