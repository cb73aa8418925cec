"""The life of an offer after it went live: pause, show again, fill, close, extend, put away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.opportunities import answers as kept
from app.opportunities import conditions
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.services import same_version, stale_is_told
from app.opportunities.states import OPPORTUNITY
from app.states import Move

if TYPE_CHECKING:
    from app.accounts.models import User

# Sending, approving and withdrawing have pages of their own.
VERBS = ("take_back", "pause", "resume", "fill", "reopen", "close", "archive")
DONE = {
    "take_back": "You took it back. Change what you want and send it again",
    "pause": "The offer is paused. Nobody new sees it until you show it again",
    "resume": "The offer is shown again",
    "fill": "The offer is marked as filled. Nobody new sees it",
    "reopen": "The offer is shown again",
    "close": "The offer is closed. People already introduced still get an answer from you",
    "archive": "The offer is put away. You can still copy it",
}


class BadClosingDate(DomainError):
    """A closing date is ahead of us."""

    message = "Enter a closing date in the future"
    field = "closes"


def moves(opportunity: Opportunity, role: str) -> list[Move[State]]:
    """Return the moves somebody may make on the offer’s page."""
    return [line for line in OPPORTUNITY.allowed(opportunity, role=role) if line.verb in VERBS]


@stale_is_told()
@db.transaction()
def move(opportunity: Opportunity, verb: str, *, version: int | None = None, by: User) -> str:
    """Make one of those moves; return the sentence that says what happened."""
    same_version(opportunity, version)
    if verb not in VERBS:
        raise NotAllowed
    OPPORTUNITY.apply(opportunity, verb, by=by)
    if verb == "take_back":
        opportunity.review_due = None
    return DONE[verb]


@stale_is_told()
@db.transaction()
def extend(opportunity: Opportunity, closes: date, *, version: int | None, by: User) -> None:
    """Move the closing date of a live offer; everything else stays approved as it was."""
    same_version(opportunity, version)
    if opportunity.state not in {State.LIVE, State.PAUSED}:
        raise NotAllowed("Only an offer that is live or paused can stay open longer")
    if closes <= clock.today():
        raise BadClosingDate
    opportunity.closes = closes
    opportunity.pending = {k: v for k, v in opportunity.pending.items() if k != "closes"}
    if opportunity.state == State.LIVE:
        conditions.may_show(opportunity)
    opportunity.approved = kept.snapshot(opportunity)
    opportunity.changed_at = clock.now()
    audit.record("opportunity.extend", "opportunity", opportunity.ref, by=by, closes=closes)
