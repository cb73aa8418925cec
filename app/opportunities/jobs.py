"""What happens to offers on a clock: they expire, and the law is held against them again."""

from __future__ import annotations

from sqlalchemy import select

from app import clock, db
from app.opportunities import checking, messages
from app.opportunities.lawful import Finding, Rules
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.states import OPPORTUNITY

BATCH = 200


def expire_offers() -> int:
    """Take offers off the list whose closing date has passed; return how many."""
    statement = select(Opportunity.id).where(
        Opportunity.state.in_((State.LIVE, State.PAUSED)), Opportunity.closes < clock.today()
    )
    numbers = list(db.session.scalars(statement))
    return sum(_expire(number) for number in numbers)


@db.transaction()
def _expire(number: int) -> bool:
    opportunity = _locked(number)
    over = opportunity.closes is not None and opportunity.closes < clock.today()
    if not over or opportunity.state not in {State.LIVE, State.PAUSED}:
        return False
    OPPORTUNITY.apply(opportunity, "expire", by=None)
    messages.expired(opportunity)
    return True


def _locked(number: int) -> Opportunity:
    statement = select(Opportunity).where(Opportunity.id == number)
    wanted = statement.with_for_update(of=Opportunity).execution_options(populate_existing=True)
    return db.session.scalars(wanted).unique().one()


def check_live_offers() -> int:
    """Hold every live offer against the law of today; pause what became unlawful; return how many."""
    law, paused, last = checking.rules(), 0, 0
    while True:
        statement = select(Opportunity).where(
            Opportunity.state == State.LIVE, Opportunity.id > last
        )
        batch = list(db.session.scalars(statement.order_by(Opportunity.id).limit(BATCH)).unique())
        if not batch:
            return paused
        last = batch[-1].id
        broken = [o.id for o in batch if _stopped(o, law)]
        db.session.expunge_all()
        paused += sum(_pause(number) for number in broken)


def _stopped(opportunity: Opportunity, law: Rules) -> list[Finding]:
    return checking.stops(checking.findings_shown(opportunity, law), time_passed=False)


@db.transaction()
def _pause(number: int) -> bool:
    opportunity = _locked(number)
    found = _stopped(opportunity, checking.rules())
    if not found or opportunity.state != State.LIVE:
        return False
    OPPORTUNITY.apply(
        opportunity, "pause", by=None, reason=f"Not lawful any more: {found[0].words}"
    )
    messages.paused(opportunity, found[0].words)
    return True
