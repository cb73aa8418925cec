"""Reading placements: `visible_to` is the only way to them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app import db
from app.accounts.models import Role, User
from app.audit.services import Actor
from app.employers import services as employers
from app.opportunities.models import Opportunity
from app.placements.models import FollowUp, Placement, PlacementNote
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

IN_LIST = (
    joinedload(Placement.opportunity).joinedload(Opportunity.employer),
    selectinload(Placement.agreements),
    selectinload(Placement.reviews),
    selectinload(Placement.follow_ups),
)
# All in one statement, for the home page: somebody’s open placements are a few dozen at most.
AT_ONCE = (
    joinedload(Placement.opportunity).joinedload(Opportunity.employer),
    joinedload(Placement.agreements),
    joinedload(Placement.reviews),
    joinedload(Placement.follow_ups),
)
IN_FULL = (
    *IN_LIST,
    selectinload(Placement.notes).joinedload(PlacementNote.by),
    joinedload(Placement.introduction),
)


def visible_to(user: User) -> Select[Placement]:
    """Return the placements this person may see, as of now: the only scope there is."""
    return select(Placement).where(_open_to(user))


def _open_to(user: User) -> ColumnElement[bool]:
    if user.role in {Role.ADVISOR, Role.MANAGER}:
        people = young_people.visible_to(user).with_only_columns(YoungPerson.id)
        return Placement.young_person_id.in_(people)
    employer = employers.employer_or_none(user) if user.role == Role.BUSINESS else None
    if employer is None:
        return false()
    offers = select(Opportunity.id).where(Opportunity.employer_id == employer.id)
    return Placement.opportunity_id.in_(offers)


def find(ref: str, *, by: User, options: tuple[ORMOption, ...] = IN_FULL) -> Placement:
    """Return a placement; NoResultFound when there is none, or none for this person."""
    statement = visible_to(by).where(Placement.ref == ref).options(*options)
    return db.session.scalars(statement).one()


def hold(placement: Placement, *, by: Actor | None) -> Placement:
    """Lock the young person, then the placement, and read it afresh within the transaction.

    Raises NoResultFound when it is not this person’s (any more); `by=None` is the system itself.
    """
    person = select(YoungPerson.id).where(YoungPerson.id == placement.young_person_id)
    db.session.execute(person.with_for_update(key_share=True))
    scope = visible_to(by) if isinstance(by, User) else select(Placement)
    statement = scope.where(Placement.id == placement.id).with_for_update(of=Placement)
    held = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    db.session.expire(held, ["agreements", "reviews", "follow_ups", "notes"])
    return held


def follow_up(placement: Placement, weeks: int) -> FollowUp:
    """Return one follow-up of a placement; NoResultFound when there is none."""
    statement = select(FollowUp).where(
        FollowUp.placement_id == placement.id, FollowUp.weeks == weeks
    )
    return db.session.scalars(statement).one()


def of_person(person: YoungPerson) -> list[Placement]:
    """Return every placement of a young person, newest first."""
    statement = select(Placement).where(Placement.young_person_id == person.id)
    return list(db.session.scalars(statement.order_by(Placement.id.desc()).options(*IN_LIST)))
