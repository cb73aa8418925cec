"""What happens to offers on a clock: notice, expiry, the end of a pause, the law held against them."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from app import clock, db
from app.errors import DomainError
from app.opportunities import changing, checking, messages
from app.opportunities.lawful import Finding, Rules
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.states import OPPORTUNITY
from app.settings import services as settings

BATCH = 200
OPEN = (State.LIVE, State.PAUSED)


def expire_offers() -> int:
    """Take offers off the list whose closing date has passed; return how many."""
    statement = select(Opportunity.id).where(
        Opportunity.state.in_(OPEN), Opportunity.closes < clock.today()
    )
    numbers = list(db.session.scalars(statement))
    return sum(_expire(number) for number in numbers)


@db.transaction()
def _expire(number: int) -> bool:
    opportunity = _locked(number)
    over = opportunity.closes is not None and opportunity.closes < clock.today()
    if not over or opportunity.state not in OPEN:
        return False
    OPPORTUNITY.apply(opportunity, "expire", by=None)
    opportunity.paused_until = None
    messages.expired(opportunity)
    return True


def _locked(number: int) -> Opportunity:
    statement = select(Opportunity).where(Opportunity.id == number)
    wanted = statement.with_for_update(of=Opportunity).execution_options(populate_existing=True)
    return db.session.scalars(wanted).unique().one()


def give_notice() -> int:
    """Tell employers whose offers close soon, with a link that keeps them open; return how many."""
    days = sorted(settings.value("offer.expiry_notice_days"))
    if not days:
        return 0
    last = clock.today() + timedelta(days=days[-1])
    statement = select(Opportunity.id).where(
        Opportunity.state.in_(OPEN), Opportunity.closes >= clock.today(), Opportunity.closes <= last
    )
    return sum(_give_notice(number, days) for number in list(db.session.scalars(statement)))


@db.transaction()
def _give_notice(number: int, days: list[int]) -> bool:
    opportunity = _locked(number)
    closes = opportunity.closes
    if closes is None or opportunity.state not in OPEN:
        return False
    due = next((some for some in days if closes - timedelta(days=some) <= clock.today()), None)
    if due is None or _settled_since(opportunity, closes - timedelta(days=due)):
        return False
    return messages.closing_soon(opportunity, due) > 0


def _settled_since(opportunity: Opportunity, day: date) -> bool:
    """Say whether the employer worked on it after notice was due: they know the date."""
    return clock.local(opportunity.changed_at).date() > day


def end_pauses() -> int:
    """Show offers again whose pause is over, if they are still lawful; return how many are shown."""
    statement = select(Opportunity.id).where(
        Opportunity.state == State.PAUSED, Opportunity.paused_until <= clock.today()
    )
    return sum(_end_pause(number) for number in list(db.session.scalars(statement)))


@db.transaction()
def _end_pause(number: int) -> bool:
    opportunity = _locked(number)
    if opportunity.state != State.PAUSED or opportunity.paused_until is None:
        return False
    opportunity.paused_until = None
    try:
        OPPORTUNITY.apply(opportunity, "resume", by=None, reason="The pause is over")
    except DomainError as error:
        messages.stays_paused(opportunity, error.words)
        return False
    messages.shown_again(opportunity)
    return True


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
    OPPORTUNITY.apply(opportunity, "pause", by=None, reason=f"{changing.BY_LAW}{found[0].words}")
    messages.paused(opportunity, found[0].words)
    return True
