"""Giving young people to another team: one manager offers, the other takes in; until then nothing moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import selectinload

from app import clock, db
from app.accounts.models import Role, Team, User
from app.audit import services as audit
from app.errors import DomainError
from app.outbox import services as outbox
from app.settings import services as settings
from app.young_people import holding, transfers
from app.young_people.cover_queries import loads
from app.young_people.models import TeamMove, TeamMovePerson, TeamMoveState, YoungPerson
from app.young_people.passing import TEAM_MOVE
from app.young_people.spreading import spread


class WrongTeam(DomainError):
    """A team that cannot be offered anybody."""


@dataclass(frozen=True)
class Offer:
    """Who is offered, to which team, why, and what the other manager should know."""

    people: Sequence[YoungPerson]
    to: Team
    reason: str
    note: str = ""


def other_teams(manager: User) -> list[Team]:
    """Return the teams somebody manages, apart from this manager’s own, by name."""
    managed = select(User.team_id).where(User.role == Role.MANAGER, User.active)
    statement = select(Team).where(Team.id.in_(managed), Team.id != manager.team_id)
    return list(db.session.scalars(statement.order_by(Team.name)))


@db.transaction()
def offer(new: Offer, *, by: User) -> TeamMove:
    """Offer young people to another team; whoever has them stays responsible until it takes them in.

    Somebody who is offered already cannot be offered again.
    """
    if new.to.id not in {team.id for team in other_teams(by)}:
        raise WrongTeam("Select another team", field="team")
    people = [holding.hold(person, by=by) for person in sorted(new.people, key=_number)]
    if offered := _offered_already([person.id for person in people]):
        raise WrongTeam(f"{offered} is offered to a team already. Take that back first")
    days = int(settings.value("young_people.hand_over_working_days"))
    row = TeamMove(
        from_team_id=by.team_id,
        to_team_id=new.to.id,
        by_id=by.id,
        reason=new.reason,
        note=new.note,
        at=clock.now(),
        due=clock.add_working_days(clock.today(), days),
    )
    row.people = [TeamMovePerson(young_person_id=person.id) for person in people]
    db.session.add(row)
    db.session.flush()
    refs = [person.ref for person in people]
    audit.record("team_move.offer", "team_move", row.ref, by=by, young_people=refs)
    for manager in _managers(new.to.id):
        _tell("young_people_team_offered", manager, row)
    return row


def _number(person: YoungPerson) -> int:
    return person.id


def _offered_already(numbers: Sequence[int]) -> str | None:
    statement = (
        select(YoungPerson.preferred_name)
        .join(TeamMovePerson, TeamMovePerson.young_person_id == YoungPerson.id)
        .join(TeamMove, TeamMove.id == TeamMovePerson.move_id)
        .where(TeamMove.state == TeamMoveState.OFFERED, YoungPerson.id.in_(numbers))
        .order_by(YoungPerson.id)
    )
    return db.session.scalars(statement).first()


def _managers(team_id: int) -> list[User]:
    statement = select(User).where(User.team_id == team_id, User.role == Role.MANAGER, User.active)
    return list(db.session.scalars(statement.order_by(User.id)))


def _tell(name: str, to: User, row: TeamMove) -> None:
    # The message says how many, never who.
    outbox.post(
        name,
        to=to.email,
        key=f"{name}-{row.ref}-{to.id}",
        person=to,
        move=row,
        count=len(row.people),
        frm=db.session.get_one(Team, row.from_team_id),
        team=db.session.get_one(Team, row.to_team_id),
        address=outbox.link("young_people.show_team_move", move=row.ref),
    )


def find(ref: str, *, by: User) -> TeamMove:
    """Return an offer from or to a manager’s team; NoResultFound otherwise."""
    statement = (
        select(TeamMove)
        .where(TeamMove.ref == ref)
        .where(or_(TeamMove.from_team_id == by.team_id, TeamMove.to_team_id == by.team_id))
        .options(selectinload(TeamMove.people))
    )
    return db.session.scalars(statement).one()


def open_of(manager: User) -> list[TeamMove]:
    """Return the offers from and to a manager’s team that nobody has answered, the oldest first."""
    if manager.team_id is None:
        return []
    ours = or_(TeamMove.from_team_id == manager.team_id, TeamMove.to_team_id == manager.team_id)
    statement = select(TeamMove).where(ours, TeamMove.state == TeamMoveState.OFFERED)
    statement = statement.options(selectinload(TeamMove.people)).order_by(TeamMove.due, TeamMove.id)
    return list(db.session.scalars(statement).unique())


def _hold(row: TeamMove) -> TeamMove:
    statement = select(TeamMove).where(TeamMove.id == row.id).with_for_update(of=TeamMove)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


@db.transaction()
def take_in(row: TeamMove, to: Sequence[User], *, by: User) -> int:
    """Take in whoever is offered, spread over these advisors by load; return how many came.

    Whoever has left the other team since is not moved.
    """
    row = _hold(row)
    _only(by, row.to_team_id)
    TEAM_MOVE.apply(row, "take_in", by=by)
    row.done_at = clock.now()
    transfers.check_takers(to, by)
    numbers = sorted(one.young_person_id for one in row.people)
    held = [holding.hold(db.session.get_one(YoungPerson, n), by=None) for n in numbers]
    still = [p for p in held if p.advisor and p.advisor.team_id == row.from_team_id]
    advisors = {user.id: user for user in to}
    given = spread([person.id for person in still], loads(list(to)))
    gifts = [transfers.Gift(person, advisors[given[person.id]], row.note) for person in still]
    if gifts:
        transfers.give_all(gifts, row.reason, by)
    _answered(row)
    return len(gifts)


@db.transaction()
def make_move(row: TeamMove, verb: str, *, by: User, reason: str | None = None) -> str:
    """Say no to an offer, or take one’s own back; return the words of the move."""
    row = _hold(row)
    _only(by, row.from_team_id if verb == "take_back" else row.to_team_id)
    line = TEAM_MOVE.apply(row, verb, by=by, reason=reason)
    row.done_at, row.answer = clock.now(), (reason or "").strip()
    if verb == "decline":
        _answered(row)
    return line.label


def _only(by: User, team_id: int) -> None:
    if by.role != Role.MANAGER or by.team_id != team_id:
        raise NoResultFound


def _answered(row: TeamMove) -> None:
    for manager in _managers(row.from_team_id):
        _tell("young_people_team_answered", manager, row)


def people_of(row: TeamMove) -> list[YoungPerson]:
    """Return who is offered, by name: for the manager whose they are."""
    numbers = [one.young_person_id for one in row.people]
    statement = select(YoungPerson).where(YoungPerson.id.in_(numbers))
    team = select(User.id).where(User.team_id == row.from_team_id)
    statement = statement.where(YoungPerson.advisor_id.in_(team))
    return list(db.session.scalars(statement.order_by(YoungPerson.preferred_name, YoungPerson.id)))
