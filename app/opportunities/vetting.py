"""The council’s check of an offer: ask for changes, approve, withdraw."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app import clock, db
from app.audit import services as audit
from app.employers import drafts
from app.errors import DomainError, NotAllowed
from app.opportunities import answers as kept
from app.opportunities import conditions, messages, presenting, wording
from app.opportunities.models import Opportunity, ReviewComment
from app.opportunities.models import OpportunityState as State
from app.opportunities.services import same_version, stale_is_told
from app.opportunities.states import OPPORTUNITY
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User


class NothingAsked(DomainError):
    """Asking for changes means saying what to change."""

    message = "Enter what to change beside at least one answer"


def waits(opportunity: Opportunity) -> bool:
    """Say whether an offer, or changes to it, wait for the council."""
    return opportunity.state == State.SUBMITTED or opportunity.pending_at is not None


@stale_is_told()
@db.transaction()
def ask(
    opportunity: Opportunity, comments: dict[str, str], *, version: int | None, by: User
) -> None:
    """Ask the employer to change some answers; each comment belongs to one field."""
    same_version(opportunity, version)
    if not comments:
        raise NothingAsked
    if opportunity.pending_at is not None:
        opportunity.pending_at = None
        fields = sorted(comments)
        audit.record("opportunity.ask", "opportunity", opportunity.ref, by=by, fields=fields)
    else:
        OPPORTUNITY.apply(opportunity, "ask", by=by)
    opportunity.review_due = None
    opportunity.decided_answers = kept.freeze(vars(kept.current(opportunity)))
    drafts.drop("opportunity", opportunity.id, by=by)
    for name, words in comments.items():
        opportunity.comments.append(
            ReviewComment(field=name, words=words, by_id=by.id, at=clock.now())
        )
    messages.asked(opportunity, len(comments))


@stale_is_told()
@db.transaction()
def approve(opportunity: Opportunity, *, version: int | None, by: User) -> None:
    """Let an offer, or its changes, be shown; refuse when it is unlawful or its employer unknown."""
    same_version(opportunity, version)
    if opportunity.pending_at is not None:
        conditions.may_show(opportunity)
        audit.record("opportunity.approve_changes", "opportunity", opportunity.ref, by=by)
    elif opportunity.state == State.SUBMITTED:
        OPPORTUNITY.apply(opportunity, "approve", by=by)
    else:
        raise NotAllowed("Nothing of this offer waits for a check")
    _publish(opportunity)
    drafts.drop("opportunity", opportunity.id, by=by)
    messages.approved(opportunity)


def _publish(opportunity: Opportunity) -> None:
    now = clock.now()
    for name, value in kept.thaw(opportunity.pending).items():
        setattr(opportunity, name, value)
    opportunity.pending, opportunity.pending_at, opportunity.review_due = {}, None, None
    if opportunity.approved_at is None:
        opportunity.opens = max(opportunity.opens or clock.today(), clock.today())
    opportunity.approved, opportunity.approved_at = kept.snapshot(opportunity), now
    opportunity.decided_answers = opportunity.approved
    for comment in opportunity.comments:
        comment.resolved_at = comment.resolved_at or now


class TooLateToRecall(DomainError):
    """What the employer has begun is theirs."""

    message = "The employer has begun to change it, or you asked too long ago. Wait for them"


def may_recall(opportunity: Opportunity) -> bool:
    """Say whether a question can still be taken back: just asked, and nothing changed since."""
    asked = max((comment.at for comment in opportunity.comments), default=None)
    if opportunity.state != State.CHANGES_REQUESTED or asked is None:
        return False
    patience = timedelta(minutes=settings.value("review.undo_minutes"))
    return clock.now() - asked <= patience and opportunity.changed_at <= asked


@stale_is_told()
@db.transaction()
def recall(opportunity: Opportunity, *, version: int | None, by: User) -> None:
    """Take back what was asked while the employer has not begun; they hear that it waits again."""
    same_version(opportunity, version)
    if not may_recall(opportunity):
        raise TooLateToRecall
    OPPORTUNITY.apply(opportunity, "recall", by=by)
    opportunity.review_due = clock.add_working_days(
        clock.today(), settings.value("review.offer_working_days")
    )
    for comment in opportunity.comments:
        comment.resolved_at = comment.resolved_at or clock.now()
    messages.submitted(opportunity)


def since_then(
    opportunity: Opportunity, sectors: dict[str, str]
) -> list[tuple[str, str, str, str]]:
    """Return what differs from what the council last decided on: field, what, before, now."""
    now = kept.current(opportunity)
    decided = kept.thaw(opportunity.decided_answers or opportunity.approved or {})
    before = replace(now, **decided) if decided else kept.approved(opportunity)
    known = (name for name in wording.FIELDS if name in kept.FIELDS)
    names = [name for name in known if getattr(before, name) != getattr(now, name)]
    shown = (presenting.facts(one, names, sectors) for one in (before, now))
    return [
        (was.name, was.label, was.value or "not said", new.value or "not said")
        for was, new in zip(*shown, strict=True)
    ]


@stale_is_told()
@db.transaction()
def withdraw(opportunity: Opportunity, reason: str, *, version: int | None, by: User) -> None:
    """Take an offer down and tell its employer why."""
    same_version(opportunity, version)
    OPPORTUNITY.apply(opportunity, "withdraw", by=by, reason=reason)
    opportunity.review_due = opportunity.pending_at = None
    messages.withdrawn(opportunity, reason)
