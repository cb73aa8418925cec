"""Reading covers: whose, by whom, and how much each advisor has already."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app import clock, db
from app.accounts.models import Role, User
from app.young_people import queries
from app.young_people.models import Cover, CoverShare, CoverState, YoungPerson, YoungPersonState

HOLDS = (CoverState.ASKED, CoverState.SET)


def open_of(advisor_id: int) -> list[int]:
    """Return the numbers of an advisor’s young people whose record is open."""
    statement = select(YoungPerson.id).where(
        YoungPerson.advisor_id == advisor_id, YoungPerson.state != YoungPersonState.CLOSED
    )
    return list(db.session.scalars(statement.order_by(YoungPerson.id)))


def loads(advisors: Sequence[User]) -> dict[int, int]:
    """Return how many open records each of these advisors has, fewest first."""
    statement = (
        select(YoungPerson.advisor_id, func.count())
        .where(YoungPerson.advisor_id.in_([one.id for one in advisors]))
        .where(YoungPerson.state != YoungPersonState.CLOSED)
        .group_by(YoungPerson.advisor_id)
    )
    counted = {row[0]: row[1] for row in db.session.execute(statement)}
    ordered = sorted(advisors, key=lambda one: (counted.get(one.id, 0), one.name, one.id))
    return {one.id: counted.get(one.id, 0) for one in ordered}


def involved(cover: Cover) -> list[User]:
    """Return everybody who looks after somebody while this cover lasts, by name."""
    people = {share.covered_by_id: share.covered_by for share in cover.shares}
    if not cover.only_named:
        people[cover.covered_by_id] = cover.covered_by
    return sorted(people.values(), key=lambda one: (one.name, one.id))


def covers_of(team: Sequence[User]) -> list[Cover]:
    """Return the covers of these advisors that are asked for, run or are to come, soonest first."""
    return _open(Cover.advisor_id.in_([person.id for person in team]))


def covers_in_team(manager: User) -> list[Cover]:
    """Return the same for a manager’s team, in one query."""
    if manager.team_id is None:
        return []
    team = select(User.id).where(User.team_id == manager.team_id)
    return _open(Cover.advisor_id.in_(team))


def _open(whose: ColumnElement[bool]) -> list[Cover]:
    statement = select(Cover).where(whose, Cover.ends >= clock.today(), Cover.state.in_(HOLDS))
    return _read(statement.order_by(Cover.begins, Cover.id))


def own_covers(advisor: User, most: int = 12) -> list[Cover]:
    """Return an advisor’s own covers, newest first."""
    statement = select(Cover).where(Cover.advisor_id == advisor.id)
    return _read(statement.order_by(Cover.begins.desc(), Cover.id.desc()).limit(most))


def _read(statement: Select[Cover]) -> list[Cover]:
    return list(db.session.scalars(statement.options(joinedload(Cover.shares))).unique())


def find_cover(ref: str, *, by: User) -> Cover:
    """Return a cover of the manager’s team, or one’s own; NoResultFound otherwise."""
    statement = (
        select(Cover)
        .where(Cover.ref == ref)
        .options(selectinload(Cover.shares).options(joinedload(CoverShare.young_person)))
    )
    if by.role == Role.MANAGER:
        numbers = [person.id for person in queries.team_of(by)]
        statement = statement.where(Cover.advisor_id.in_(numbers))
    else:
        shared = select(CoverShare.cover_id).where(CoverShare.covered_by_id == by.id)
        statement = statement.where(
            or_(
                Cover.advisor_id == by.id,
                (Cover.state == CoverState.SET)
                & or_(Cover.covered_by_id == by.id, Cover.id.in_(shared)),
            )
        )
    return db.session.scalars(statement).one()


def managers_of(advisor: User) -> list[User]:
    """Return the open accounts of those who manage an advisor’s team."""
    if advisor.team_id is None:
        return []
    statement = select(User).where(
        User.team_id == advisor.team_id, User.role == Role.MANAGER, User.active
    )
    return list(db.session.scalars(statement.order_by(User.id)))
