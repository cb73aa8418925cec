"""Employers and areas that are never suggested to somebody; why is for their advisor alone."""

from __future__ import annotations

from sqlalchemy import func, select

from app import db
from app.accounts.models import User
from app.employers.models import Employer
from app.errors import DomainError
from app.places import services as places
from app.young_people import holding
from app.young_people.models import Exclusion, YoungPerson


class WrongExclusion(DomainError):
    """Something that cannot be kept out."""


def may_read_reason(person: YoungPerson, user: User) -> bool:
    """Whether this person may read why something is kept out: their own advisor, nobody else."""
    return person.advisor_id == user.id


def employer_called(name: str) -> Employer | None:
    """Return the employer of this name, however it is capitalised."""
    statement = select(Employer).where(func.lower(Employer.name) == name.lower())
    return db.session.scalars(statement.order_by(Employer.id).limit(1)).first()


@db.transaction()
def keep_out(
    person: YoungPerson, *, employer: str, area: str | None, reason: str, by: User
) -> None:
    """Never suggest this employer, or offers in this area, again; from the next match run on."""
    person = holding.hold(person, by=by)
    found = _employer(employer, area)
    if area and places.centre_of(area) is None:
        raise WrongExclusion(
            f"There is no postcode area {area}. Check it, for example MK9", field="area"
        )
    number = found.id if found else None
    if _kept_out_already(person, number, area):
        raise WrongExclusion("This is kept out already", field="area" if area else "employer")
    row = Exclusion(young_person_id=person.id, employer_id=number, area=area, reason=reason)
    db.session.add(row)
    holding.touch(person, ["exclusions"], by=by)


def _employer(name: str, area: str | None) -> Employer | None:
    if bool(name) == bool(area):
        words = "Enter an employer’s name or an area, one of the two"
        raise WrongExclusion(words, field="employer")
    found = employer_called(name) if name else None
    if name and found is None:
        words = "There is no employer of this name here. Choose one from the list as you type"
        raise WrongExclusion(words, field="employer")
    return found


def _kept_out_already(person: YoungPerson, employer_id: int | None, area: str | None) -> bool:
    statement = select(Exclusion.id).where(
        Exclusion.young_person_id == person.id,
        Exclusion.employer_id == employer_id,
        Exclusion.area == area,
    )
    return db.session.scalar(statement) is not None


@db.transaction()
def let_in(person: YoungPerson, ref: str, *, by: User) -> None:
    """Allow it again; raise NoResultFound when this person has no such exclusion."""
    person = holding.hold(person, by=by)
    statement = select(Exclusion).where(
        Exclusion.young_person_id == person.id, Exclusion.ref == ref
    )
    db.session.delete(db.session.scalars(statement).one())
    holding.touch(person, ["exclusions"], by=by)
