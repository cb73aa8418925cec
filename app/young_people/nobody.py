"""Young people without anybody: whose advisor has left or does something else; found, with a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from app import clock, db
from app.accounts.models import Role, User
from app.audit.models import AuditEvent
from app.settings import services as settings
from app.young_people import queries, transfers
from app.young_people.cover_queries import loads
from app.young_people.models import YoungPerson, YoungPersonState
from app.young_people.spreading import spread

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


def left_behind(manager: User) -> list[Left]:
    """Return those of a manager’s team who left young people behind, longest ago first."""
    statement = (
        queries.visible_to(manager)
        .join(User, User.id == YoungPerson.advisor_id)
        .where(not_(works()), YoungPerson.state != YoungPersonState.CLOSED)
        .with_only_columns(User.id, func.count(YoungPerson.id))
        .group_by(User.id)
    )
    counted = {row[0]: row[1] for row in db.session.execute(statement)}
    rows = [(user, counted[user.id]) for user in queries.team_of(manager) if user.id in counted]
    since = _since([user for user, _ in rows])
    found = [Left(user, count, *_clock(since.get(user.ref))) for user, count in rows]
    return sorted(found, key=lambda one: (one.since, one.user.name))


def _clock(since: date | None) -> tuple[date, date]:
    day = since or clock.today()
    return day, clock.add_working_days(day, int(settings.value("young_people.nobody_working_days")))


def _since(users: Sequence[User]) -> dict[str, date]:
    if not users:
        return {}
    statement = (
        select(AuditEvent.subject_ref, func.max(AuditEvent.at))
        .where(AuditEvent.subject == "user", AuditEvent.action.in_(LEFT))
        .where(AuditEvent.subject_ref.in_([user.ref for user in users]))
        .group_by(AuditEvent.subject_ref)
    )
    return {ref: clock.local(at).date() for ref, at in db.session.execute(statement)}


def _in_no_team() -> ColumnElement[bool]:
    # Nobody’s manager sees these, so every manager is told how many there are, and no more.
    gone = or_(not_(User.active), User.role != Role.ADVISOR)
    lost = select(User.id).where(User.team_id.is_(None), gone)
    return or_(YoungPerson.advisor_id.is_(None), YoungPerson.advisor_id.in_(lost))


def count_in_no_team() -> int:
    """Return how many open records belong to no team at all."""
    statement = select(func.count(YoungPerson.id)).where(
        _in_no_team(), YoungPerson.state != YoungPersonState.CLOSED
    )
    return db.session.scalar(statement) or 0


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
