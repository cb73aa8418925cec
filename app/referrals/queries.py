"""Reading referrals: a councillor's own, the coordinator's queue, and what may be told."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from app import db
from app.accounts.models import Role, User
from app.referrals.models import Referral, ReferralState
from app.suppression import SMALL

OPEN = (ReferralState.RECEIVED, ReferralState.ACKNOWLEDGED, ReferralState.CONTACTED)
SORTS = {
    "due": Referral.acknowledge_due,
    "name": func.lower(Referral.employer_name),
    "ward": Referral.ward,
    "made": Referral.created_at,
}


def visible_to(user: User) -> Select[Referral]:
    """Return the referrals somebody may see: a councillor's own, all for the coordinator."""
    statement = select(Referral)
    if user.role == Role.COUNCILLOR:
        return statement.where(Referral.councillor_id == user.id)
    return statement if user.role == Role.COORDINATOR else statement.where(Referral.id < 0)


def find(ref: str, *, by: User) -> Referral:
    """Return one referral; raise NoResultFound when there is none that is theirs to see."""
    statement = visible_to(by).where(Referral.ref == ref)
    return db.session.scalars(statement.options(selectinload(Referral.employer))).one()


def mine(user: User) -> Select[Referral]:
    """Return a councillor's referrals, newest first."""
    return visible_to(user).order_by(Referral.created_at.desc(), Referral.id.desc())


def queue(user: User, *, search: str, state: str, sort: str) -> Select[Referral]:
    """Return the coordinator's queue; without a state, those that are still open."""
    statement = visible_to(user)
    chosen = [one for one in ReferralState if one.value == state]
    if state != "all":
        statement = statement.where(Referral.state.in_(chosen or OPEN))
    if search:
        statement = statement.where(_says(search))
    column = SORTS.get(sort.removeprefix("-"), SORTS["due"])
    return statement.order_by(column.desc() if sort.startswith("-") else column, Referral.id)


def _says(search: str) -> ColumnElement[bool]:
    columns = (Referral.employer_name, Referral.contact_name, Referral.ward)
    return or_(*(column.icontains(search, autoescape=True) for column in columns))


def first_of(plain_name: str) -> Referral | None:
    """Return the earliest referral of an employer that has not come to nothing."""
    ended = (ReferralState.NOT_INTERESTED, ReferralState.DUPLICATE)
    statement = select(Referral).where(
        Referral.plain_name == plain_name, Referral.state.not_in(ended)
    )
    return db.session.scalars(statement.order_by(Referral.id)).first()


def of_code(code: str | None) -> Referral | None:
    """Return the referral whose code an employer registered with."""
    statement = select(Referral).where(Referral.ref == (code or ""))
    return db.session.scalars(statement).first()


def waiting_for_offers(employer_id: int, state: ReferralState) -> list[Referral]:
    """Return the referrals that led to an employer and stand in a state."""
    statement = select(Referral).where(Referral.employer_id == employer_id, Referral.state == state)
    return list(db.session.scalars(statement))


def placements_may_be_told() -> bool:
    """Say whether enough employers have had a first placement that no person stands out."""
    begun = select(func.count()).where(Referral.state == ReferralState.FIRST_PLACEMENT)
    return (db.session.scalar(begun) or 0) > SMALL


def told_state(referral: Referral, *, to: User, placements: bool) -> ReferralState:
    """Return the state as this person may know it.

    A first placement is told to a councillor only when it cannot point at a young person
    they may know of; until then the offer is what there is to see.
    """
    hidden = referral.state == ReferralState.FIRST_PLACEMENT and not placements
    return ReferralState.OFFER_LIVE if hidden and to.role == Role.COUNCILLOR else referral.state
