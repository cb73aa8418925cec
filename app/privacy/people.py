"""Finding somebody for an operator or a coordinator, and writing down that they were found."""

from __future__ import annotations

from sqlalchemy import or_, select

from app import db
from app.errors import DomainError
from app.young_people.models import YoungPerson


class Nobody(DomainError):
    """No record has this reference."""

    message = "Nobody has this reference. Check it on their record"
    field = "reference"


def with_ref(ref: str) -> YoungPerson:
    """Return whose record has this reference; NoResultFound when nobody’s has."""
    return db.session.scalars(select(YoungPerson).where(YoungPerson.ref == ref)).one()


def named(reference: str) -> YoungPerson:
    """Return whose reference or case reference this is; raise Nobody."""
    given = reference.strip()
    statement = select(YoungPerson).where(
        or_(YoungPerson.ref == given, YoungPerson.case_reference == given)
    )
    found = db.session.scalars(statement.limit(2)).all()
    if len(found) != 1:
        raise Nobody
    return found[0]
