"""Who looks after whom today: the rule of cover, asked of the database at every reading.

A cover holds while its state and its days say so, whoever runs or does not run by the clock, and
only for an open advisor’s account of the team (or of another team where a manager said why).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app import clock, db
from app.accounts.models import Role, User
from app.young_people.models import Cover, CoverShare, CoverState, YoungPerson

ABSENT, HELPER, PERSON = aliased(User), aliased(User), aliased(YoungPerson)


@dataclass(frozen=True)
class Helper:
    """Who looks after somebody today instead of their advisor, until when, and what to know."""

    id: int
    name: str
    until: date
    cover: str
    note: str

    @property
    def first_name(self) -> str:
        """Their first name."""
        return self.name.partition(" ")[0]


def _pairs() -> Select[Any]:
    """Every young person under a cover that holds today, beside who covers and who is away."""
    share, today = CoverShare, clock.today()
    return (
        select(PERSON.id)
        .join(Cover, Cover.advisor_id == PERSON.advisor_id)
        .outerjoin(share, and_(share.cover_id == Cover.id, share.young_person_id == PERSON.id))
        .join(ABSENT, ABSENT.id == Cover.advisor_id)
        .join(HELPER, HELPER.id == func.coalesce(share.covered_by_id, Cover.covered_by_id))
        .where(
            Cover.state == CoverState.SET,
            Cover.begins <= today,
            Cover.ends >= today,
            or_(share.id.is_not(None), Cover.only_named.is_(False)),
            HELPER.active,
            HELPER.role == Role.ADVISOR,
            _may_help(),
        )
    )


def _may_help() -> ColumnElement[bool]:
    # Cover is within a team: whoever leaves the team loses sight of the caseload at once.
    outside = and_(Cover.outside_reason != "", ABSENT.team_id == Cover.outside_team_id)
    return or_(ABSENT.team_id == HELPER.team_id, outside)


def people_of(user: User) -> Select[int]:
    """Return the numbers of the young people this advisor covers today."""
    return _pairs().where(HELPER.id == user.id)


def helpers(people: Iterable[int]) -> dict[int, Helper]:
    """Return who covers each of these young people today, in one query."""
    statement = _pairs().add_columns(
        HELPER.id, HELPER.name, Cover.ends, Cover.ref, func.coalesce(CoverShare.note, "")
    )
    rows = db.session.execute(statement.where(PERSON.id.in_(list(people))))
    return {row[0]: Helper(*row[1:]) for row in rows}


def helper_of(person: YoungPerson) -> Helper | None:
    """Return who covers a young person today, or None when their own advisor is there."""
    return helpers([person.id]).get(person.id)


def looks_after(person: YoungPerson) -> User | None:
    """Return who is there for a young person today: whoever covers, else their own advisor."""
    helper = helper_of(person)
    if helper:
        return db.session.get_one(User, helper.id)
    return person.advisor if person.advisor and person.advisor.active else None
