"""Editing an offer while it is live: what was approved stays in view, the changes wait apart.

Changes that would make it unlawful pause it at once; taking them back, or putting them right,
shows it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError
from app.opportunities import answers as kept
from app.opportunities import checking, conditions, messages, presenting
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.states import OPPORTUNITY
from app.states import StateChange

if TYPE_CHECKING:
    from app.accounts.models import User

BY_CHANGE = "A change made it unlawful: "
BY_LAW = "Not lawful any more: "


@dataclass(frozen=True)
class Change:
    """One answer: what people see now, and what the employer changed it to."""

    label: str
    now: str | None
    then: str | None


def keep_waiting(opportunity: Opportunity, values: dict[str, Any]) -> None:
    """Keep changes to an approved offer apart; within the open transaction."""
    before = kept.approved(opportunity)
    waiting = {name: value for name, value in opportunity.pending.items() if name not in values}
    differing = kept.differing(before, values)
    opportunity.pending = waiting | kept.freeze({name: values[name] for name in differing})
    opportunity.pending_at = None
    stopped = checking.stops(checking.findings(opportunity))
    if opportunity.state == State.LIVE and stopped:
        words = stopped[0].words
        OPPORTUNITY.apply(opportunity, "pause", by=None, reason=f"{BY_CHANGE}{words}")
        messages.paused_by_change(opportunity, words)
    elif not stopped:
        _show_again(opportunity)


def _show_again(opportunity: Opportunity) -> None:
    """Undo a pause that nothing but a change brought about, once that change is gone."""
    if opportunity.state != State.PAUSED or not paused_by_change(opportunity):
        return
    try:
        conditions.may_show(opportunity)
    except DomainError:
        return
    OPPORTUNITY.apply(opportunity, "resume", by=None, reason="What made it unlawful is gone")


def paused_by_change(opportunity: Opportunity) -> bool:
    """Say whether a change that waits is why an offer is paused."""
    return (why_paused(opportunity) or "").startswith(BY_CHANGE)


def why_paused(opportunity: Opportunity) -> str | None:
    """Return the reason of the last pause, when somebody or the system gave one."""
    statement = (
        select(StateChange.reason)
        .where(StateChange.machine == OPPORTUNITY.name, StateChange.verb == "pause")
        .where(StateChange.subject_id == opportunity.id)
        .order_by(StateChange.id.desc())
        .limit(1)
    )
    return db.session.scalars(statement).first() if opportunity.state == State.PAUSED else None


@db.transaction()
def drop(opportunity: Opportunity, *, by: User) -> None:
    """Forget the changes to a live offer that were not approved; nothing else of it changes."""
    dropped = sorted(opportunity.pending)
    opportunity.pending, opportunity.pending_at, opportunity.review_due = {}, None, None
    for comment in opportunity.comments:
        if comment.field in dropped and comment.resolved_at is None:
            comment.resolved_at = clock.now()
    audit.record("opportunity.drop_changes", "opportunity", opportunity.ref, by=by, fields=dropped)
    _show_again(opportunity)


def changes(opportunity: Opportunity, sectors: dict[str, str]) -> list[Change]:
    """Return what people see now beside what the employer changed, answer by answer."""
    names = sorted(opportunity.pending or {})
    now = presenting.facts(kept.approved(opportunity), names, sectors)
    then = presenting.facts(kept.current(opportunity), names, sectors)
    return [Change(one.label, one.value, other.value) for one, other in zip(now, then, strict=True)]
