"""Who comes to a fair day: only young people who are ready and agreed to be matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from app import clock, db
from app.accounts.models import Team, User
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.fairdays.models import FairDay, FairDayPerson, FairDayState
from app.states import ReasonNeeded
from app.young_people import queries as young_people
from app.young_people.models import Consent, Interest, Level, Purpose, YoungPerson
from app.young_people.models import YoungPersonState as State

MOST = 200  # more than one room holds, and than one page can show


class TooMany(DomainError):
    """A day with everybody on it can be neither read nor confirmed person by person."""

    message = f"A day holds {MOST} young people at most. Choose a team or a sector"


class Nobody(DomainError):
    """An invitation needs somebody to invite."""

    message = "Nobody fits who is not on this day already. Choose another team or sector"


class Planned(DomainError):
    """Who comes is settled before the draw."""

    message = "This day has been drawn. Go back to “Change who and what” first"


@dataclass(frozen=True)
class Cohort:
    """Whom to invite, by what a coordinator may ask without reading anybody's record."""

    team: int | None = None
    sector: str = ""


def ready() -> tuple[ColumnElement[bool], ...]:
    """Say in SQL who may be on a day: ready, agreed to be matched today, with an advisor."""
    agreed = exists().where(
        Consent.young_person_id == YoungPerson.id,
        Consent.purpose == Purpose.MATCHING,
        Consent.withdrawn_at.is_(None),
        or_(Consent.until.is_(None), Consent.until >= clock.today()),
    )
    return YoungPerson.state == State.READY, agreed, YoungPerson.advisor_id.is_not(None)


def _not_on(day: FairDay) -> ColumnElement[bool]:
    there = select(FairDayPerson.young_person_id).where(FairDayPerson.fair_day_id == day.id)
    return YoungPerson.id.not_in(there)


def cohort(wanted: Cohort, day: FairDay) -> Select[YoungPerson]:
    """Return who fits and is not on the day yet.

    This is not `visible_to`: the coordinator who asks gets numbers, never a record.
    """
    statement = (
        select(YoungPerson)
        .join(User, User.id == YoungPerson.advisor_id)
        .where(*ready(), _not_on(day))
    )
    if wanted.team is not None:
        statement = statement.where(User.team_id == wanted.team)
    if wanted.sector:
        likes = exists().where(
            Interest.young_person_id == YoungPerson.id,
            Interest.sector_key == wanted.sector,
            Interest.level != Level.NOT_FOR_ME,
        )
        statement = statement.where(likes)
    # By a reference nobody chose, so that a number on the day says nothing about the record.
    return statement.order_by(YoungPerson.ref)


def sizes(wanted: Cohort, day: FairDay) -> list[tuple[str, int]]:
    """Return how many fit, by team."""
    statement = (
        cohort(wanted, day)
        .outerjoin(Team, Team.id == User.team_id)
        .with_only_columns(func.coalesce(Team.name, "No team"), func.count())
        .group_by(Team.name)
        .order_by(None)
        .order_by(Team.name)
    )
    return [(name, count) for name, count in db.session.execute(statement)]


def teams() -> list[Team]:
    """Return every team of advisors."""
    return list(db.session.scalars(select(Team).order_by(Team.name)))


@db.transaction()
def invite(day: FairDay, wanted: Cohort, *, reason: str, by: User) -> int:
    """Put everybody who fits on the day; somebody must be able to read why. Return how many."""
    if not reason.strip():
        raise ReasonNeeded
    _settle(day)
    found = list(db.session.scalars(cohort(wanted, day)).unique())
    if not found:
        raise Nobody
    return _add(day, found, reason=reason, by=by)


def own_choices(day: FairDay, user: User) -> list[YoungPerson]:
    """Return somebody's own young people who could still be put on a day."""
    statement = young_people.own(user).where(*ready(), _not_on(day))
    return list(db.session.scalars(statement.order_by(YoungPerson.preferred_name)).unique())


@db.transaction()
def invite_own(day: FairDay, refs: Sequence[str], *, by: User) -> int:
    """Put some of one's own young people on the day."""
    _settle(day)
    found = [person for person in own_choices(day, by) if person.ref in set(refs)]
    if not found:
        raise Nobody("Choose at least one young person", field="people")
    return _add(day, found, reason="Their advisor asked for it", by=by)


@db.transaction()
def take_off(person: FairDayPerson, *, by: User) -> None:
    """Take somebody off a day that is still planned."""
    day = person.day
    _settle(day)
    audit.record("fair_day.left", "young_person", person.young_person.ref, by=by, day=day.ref)
    if person.place:
        db.session.delete(person.place)
        db.session.flush()
    db.session.delete(person)


def _settle(day: FairDay) -> None:
    db.session.refresh(day, with_for_update={"of": FairDay})
    if day.state != FairDayState.PLANNED:
        raise Planned if day.state != FairDayState.CANCELLED else NotAllowed


def _add(day: FairDay, found: list[YoungPerson], *, reason: str, by: User) -> int:
    of_day = FairDayPerson.fair_day_id == day.id
    there, last = db.session.execute(
        select(func.count(), func.coalesce(func.max(FairDayPerson.number), 0)).where(of_day)
    ).one()
    if there + len(found) > MOST:
        raise TooMany
    for number, person in enumerate(found, last + 1):
        db.session.add(
            FairDayPerson(
                fair_day_id=day.id,
                young_person_id=person.id,
                number=number,
                invited_by_id=by.id,
                invited_at=clock.now(),
                reason=reason,
            )
        )
        audit.record(
            "fair_day.invited", "young_person", person.ref, by=by, reason=reason, day=day.ref
        )
    db.session.flush()
    db.session.expire(day, ["people"])
    return len(found)
