"""Reading young people: `visible_to` is the only way to them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app import clock, db
from app.accounts.models import Role, User
from app.employers.models import Employer
from app.young_people import covering
from app.young_people.models import (
    Consent,
    Exclusion,
    Level,
    Purpose,
    YoungPerson,
)

# What each page of a record needs beside the record itself.
INTERESTS = (selectinload(YoungPerson.interests),)
CONSENTS = (
    selectinload(YoungPerson.consents).joinedload(Consent.employer),
    selectinload(YoungPerson.consents).joinedload(Consent.recorded_by),
)
CONSENTS_AT_ONCE = (
    joinedload(YoungPerson.consents).joinedload(Consent.employer),
    joinedload(YoungPerson.consents).joinedload(Consent.recorded_by),
)
EXCLUSIONS = (selectinload(YoungPerson.exclusions).joinedload(Exclusion.employer),)


def visible_to(user: User) -> Select[YoungPerson]:
    """Return the young people this person may see, as of now: the only scope there is.

    An advisor: their own caseload, and caseloads they cover today. A manager: the caseloads of
    their team as it is today. Nobody else.
    """
    return select(YoungPerson).where(_open_to(user))


def _open_to(user: User) -> ColumnElement[bool]:
    if user.role == Role.ADVISOR:
        covered = covering.people_of(user)
        return or_(YoungPerson.advisor_id == user.id, YoungPerson.id.in_(covered))
    if user.role == Role.MANAGER and user.team_id is not None:
        return YoungPerson.advisor_id.in_(select(User.id).where(User.team_id == user.team_id))
    return false()


def own(user: User) -> Select[YoungPerson]:
    """Return the young people somebody answers for: not those they only cover."""
    statement = visible_to(user)
    return (
        statement.where(YoungPerson.advisor_id == user.id)
        if user.role == Role.ADVISOR
        else statement
    )


def find(ref: str, *, by: User, options: tuple[ORMOption, ...] = ()) -> YoungPerson:
    """Return a young person; NoResultFound when there is none, or none for this person."""
    statement = visible_to(by).where(YoungPerson.ref == ref).options(*options)
    return db.session.scalars(statement).unique().one()


def standing_consent(
    person: YoungPerson, purpose: Purpose, employer: Employer | None = None
) -> Consent | None:
    """Return the agreement that stands today for this purpose, or None: then the door is shut."""
    statement = (
        select(Consent)
        .where(Consent.young_person_id == person.id, Consent.purpose == purpose)
        .where(Consent.employer_id == (employer.id if employer else None))
        .order_by(Consent.id.desc())
        .limit(1)
    )
    last = db.session.scalars(statement).first()
    return last if last and stands(last) else None


def stands(consent: Consent) -> bool:
    """Whether an agreement has neither been taken back nor run out."""
    return consent.withdrawn_at is None and (
        consent.until is None or consent.until >= clock.today()
    )


def matching_consent(person: YoungPerson) -> Consent | None:
    """Return the agreement to be matched that stands today, from a loaded record."""
    agreed = [consent for consent in person.consents if consent.purpose == Purpose.MATCHING]
    last = max(agreed, key=lambda consent: consent.id, default=None)
    return last if last and stands(last) else None


def agrees_to_matching(person: YoungPerson) -> bool:
    """Whether an agreement to be matched stands today."""
    return matching_consent(person) is not None


def likes_something(person: YoungPerson) -> bool:
    """Whether the young person is keen on or curious about anything."""
    return any(interest.level != Level.NOT_FOR_ME for interest in person.interests)


def team_of(manager: User) -> list[User]:
    """Return everybody in a manager’s team, in the order of their names, closed accounts too."""
    if manager.team_id is None:
        return []
    statement = select(User).where(User.team_id == manager.team_id)
    return list(db.session.scalars(statement.order_by(User.name, User.id)))


def advisors_of(manager: User) -> list[User]:
    """Return the advisors of a manager’s team who can look after a caseload."""
    return [user for user in team_of(manager) if user.role == Role.ADVISOR and user.active]


def caseload_of(advisor: User, *, manager: User) -> list[YoungPerson]:
    """Return an advisor’s young people, by name, as far as the manager may see them."""
    statement = visible_to(manager).where(YoungPerson.advisor_id == advisor.id)
    return list(db.session.scalars(statement.order_by(YoungPerson.preferred_name, YoungPerson.id)))


def consent_of(person: YoungPerson, ref: str) -> Consent:
    """Return one of a young person’s agreements; NoResultFound when it is not theirs."""
    statement = select(Consent).where(Consent.young_person_id == person.id, Consent.ref == ref)
    return db.session.scalars(statement).one()


def member_of_team(ref: str, *, manager: User) -> User:
    """Return somebody of the manager’s team; NoResultFound for anybody else."""
    statement = select(User).where(User.ref == ref, User.team_id == manager.team_id)
    return db.session.scalars(statement.where(User.team_id.is_not(None))).one()


def advisor_of_team(ref: str, *, manager: User) -> User:
    """Return an advisor of the manager’s team; NoResultFound for anybody else."""
    statement = select(User).where(
        User.ref == ref, User.team_id == manager.team_id, User.role == Role.ADVISOR, User.active
    )
    return db.session.scalars(statement.where(User.team_id.is_not(None))).one()


def employer_names() -> list[str]:
    """Return the names of all employers, for a list to type from."""
    return list(db.session.scalars(select(Employer.name).distinct().order_by(Employer.name)))


def by_case_reference(case_reference: str) -> YoungPerson | None:
    """Return who has this case reference, in whichever caseload: only to refuse a second one."""
    statement: Any = select(YoungPerson).where(YoungPerson.case_reference == case_reference)
    found: YoungPerson | None = db.session.scalars(statement).first()
    return found
