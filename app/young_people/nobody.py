"""Young people without anybody: whose advisor has left or does something else; found, with a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from app import clock, db
from app.accounts.models import Role, User
from app.audit.models import AuditEvent
from app.settings import services as settings
from app.young_people import transfers
from app.young_people.cover_queries import loads
from app.young_people.models import YoungPerson, YoungPersonState
from app.young_people.spreading import spread

CLOSED = YoungPersonState.CLOSED
LEFT = ("account.closed", "account.changed")


@dataclass(frozen=True)
class Left:
    """Somebody who left young people behind: how many, since when, by when somebody is found."""

    user: User
    count: int
    since: date
    due: date


def works() -> ColumnElement[bool]:
    """Whether an account answers for young people: the same as `passing.works`, in the database."""
    return and_(User.active, User.role == Role.ADVISOR, User.team_id.is_not(None))


@dataclass(frozen=True)
class Without:
    """Who has nobody: left behind in this team, and how many are in no team at all."""

    left: list[Left]
    lost: int

    @property
    def count(self) -> int:
        """How many in all."""
        return self.lost + sum(one.count for one in self.left)


def without_anybody(manager: User) -> Without:
    """Return who has nobody, as far as it concerns this manager; one query when everybody has.

    Those in no team at all concern every manager, who is told how many there are, and no more.
    """
    statement = (
        select(User.id, User.team_id, User.active, User.role, func.count(YoungPerson.id))
        .select_from(YoungPerson)
        .outerjoin(User, User.id == YoungPerson.advisor_id)
        .where(or_(User.id.is_(None), not_(works())), YoungPerson.state != CLOSED)
        .group_by(User.id, User.team_id, User.active, User.role)
    )
    rows = list(db.session.execute(statement))
    lost = sum(row[4] for row in rows if _is_lost(row))
    counted = {row[0]: row[4] for row in rows if row[1] and row[1] == manager.team_id}
    return Without(_left(counted), lost)


def _is_lost(row: Any) -> bool:
    # Whoever works without a team still looks after their young people themself.
    works_alone = row.active and row.role == Role.ADVISOR
    return row.id is None or (row.team_id is None and not works_alone)


def _left(counted: dict[int, int]) -> list[Left]:
    if not counted:
        return []
    users = list(db.session.scalars(select(User).where(User.id.in_(counted))))
    since = _since(users)
    found = [Left(user, counted[user.id], *_clock(since.get(user.ref))) for user in users]
    return sorted(found, key=lambda one: (one.since, one.user.name))


def _clock(since: date | None) -> tuple[date, date]:
    day = since or clock.today()
    return day, clock.add_working_days(day, int(settings.value("young_people.nobody_working_days")))


def _since(users: Sequence[User]) -> dict[str, date]:
    statement = (
        select(AuditEvent.subject_ref, func.max(AuditEvent.at))
        .where(AuditEvent.subject == "user", AuditEvent.action.in_(LEFT))
        .where(AuditEvent.subject_ref.in_([user.ref for user in users]))
        .group_by(AuditEvent.subject_ref)
    )
    return {ref: clock.local(at).date() for ref, at in db.session.execute(statement)}


def _in_no_team() -> ColumnElement[bool]:
    gone = or_(not_(User.active), User.role != Role.ADVISOR)
    lost = select(User.id).where(User.team_id.is_(None), gone)
    return or_(YoungPerson.advisor_id.is_(None), YoungPerson.advisor_id.in_(lost))


@db.transaction()
def adopt(to: Sequence[User], *, reason: str, by: User) -> int:
    """Take everybody who is in no team into the manager’s, spread by load; return how many."""
    transfers.check_takers(to, by)
    statement = select(YoungPerson).where(_in_no_team()).order_by(YoungPerson.id)
    # Held before they are counted, so that two managers cannot take the same ones.
    people = list(db.session.scalars(statement.with_for_update(of=YoungPerson)).unique())
    if not people:
        return 0
    advisors = {user.id: user for user in to}
    given = spread([person.id for person in people], loads(list(to)))
    gifts = [transfers.Gift(person, advisors[given[person.id]]) for person in people]
    transfers.give_all(gifts, reason, by)
    return len(people)
