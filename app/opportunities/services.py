"""What other features ask of offers: find one, check one, take and free a place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.exc import StaleDataError

from app import db
from app.employers import services as employers
from app.errors import DomainError, Stale
from app.opportunities import checking, conditions
from app.opportunities.answers import snapshot
from app.opportunities.conditions import NoPlaceLeft
from app.opportunities.lawful import Finding
from app.opportunities.models import Opportunity, OpportunityState
from app.opportunities.states import OPPORTUNITY

if TYPE_CHECKING:
    from app.accounts.models import User

__all__ = [
    "NoPlaceLeft",
    "find",
    "findings",
    "free_place",
    "own",
    "reachable",
    "snapshot",
    "take_place",
]

TAKEABLE = (
    OpportunityState.LIVE,
    OpportunityState.PAUSED,
    OpportunityState.CLOSED,
    OpportunityState.EXPIRED,
)


def find(ref: str) -> Opportunity:
    """Return an offer by its reference; raise NoResultFound where there is none."""
    wanted = select(Opportunity).where(Opportunity.ref == ref)
    return db.session.scalars(wanted.options(selectinload(Opportunity.comments))).unique().one()


def own(ref: str, *, by: User) -> Opportunity:
    """Return one of somebody’s own organisation’s offers; others do not exist for them."""
    opportunity = find(ref)
    if opportunity.employer_id != employers.employer_of(by).id:
        raise NoResultFound
    return opportunity


def reachable(ref: str, *, by: User) -> Opportunity:
    """Return an offer to its own employer or to the coordinator."""
    return find(ref) if by.role == "coordinator" else own(ref, by=by)


def findings(opportunity: Opportunity, *, as_of: date | None = None) -> list[Finding]:
    """Return what the lawful-offer check says about an offer, waiting changes included."""
    return checking.findings(opportunity, as_of=as_of)


@db.transaction()
def take_place(opportunity: Opportunity) -> None:
    """Take one place, or raise NoPlaceLeft; two people can never take the same one."""
    _count(opportunity, 1)
    if opportunity.places_taken >= opportunity.places and opportunity.state in {
        OpportunityState.LIVE,
        OpportunityState.PAUSED,
    }:
        OPPORTUNITY.apply(opportunity, "fill", by=None)


@db.transaction()
def free_place(opportunity: Opportunity) -> None:
    """Give a place back; a filled offer that may still be shown goes live again."""
    _count(opportunity, -1)
    if opportunity.state == OpportunityState.FILLED and _may_reopen(opportunity):
        OPPORTUNITY.apply(opportunity, "reopen", by=None)


def _may_reopen(opportunity: Opportunity) -> bool:
    try:
        conditions.may_reopen(opportunity)
    except DomainError:
        return False
    return True


def _count(opportunity: Opportunity, step: int) -> None:
    # One statement decides, so that it holds between any number of requests at once.
    db.session.flush()
    room = (
        (Opportunity.places_taken < Opportunity.places) & Opportunity.state.in_(TAKEABLE)
        if step > 0
        else Opportunity.places_taken > 0
    )
    statement = (
        update(Opportunity)
        .where(Opportunity.id == opportunity.id, room)
        .values(places_taken=Opportunity.places_taken + step)
        .execution_options(synchronize_session=False)
    )
    done = cast("CursorResult[Any]", db.session.execute(statement))
    if not done.rowcount and step > 0:
        raise NoPlaceLeft
    # The row is ours until the end of the transaction: read what it says now.
    db.session.refresh(opportunity)


@contextmanager
def stale_is_told() -> Iterator[None]:
    """Turn the database’s word for a stale save into ours."""
    try:
        yield
    except StaleDataError:
        raise Stale from None


def same_version(opportunity: Opportunity, version: int | None) -> None:
    """Refuse to go on when the offer has changed since the page was shown."""
    if version is not None and version != opportunity.version:
        raise Stale
