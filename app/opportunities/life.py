"""The life of an offer after it went live: pause, show again, fill, close, extend, put away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.filters import long_date
from app.opportunities import answers as kept
from app.opportunities import changing, checking
from app.opportunities.conditions import Unlawful
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.services import same_version, stale_is_told
from app.opportunities.states import OPPORTUNITY
from app.states import Move

if TYPE_CHECKING:
    from app.accounts.models import User

# Sending, approving, pausing and withdrawing have pages of their own.
VERBS = ("take_back", "resume", "fill", "reopen", "close", "undo_close", "archive")
SHOWN = ("pause", *VERBS)
DONE = {
    "take_back": "You took it back. Change what you want and send it again",
    "resume": "The offer is shown again",
    "fill": "The offer is marked as filled. Nobody new sees it",
    "reopen": "The offer is shown again",
    "close": "The offer is closed. People already introduced still get an answer from you",
    "undo_close": "The offer is shown again",
    "archive": "The offer is put away. You can still copy it",
}
LONGEST_PAUSE = timedelta(days=366)


class BadClosingDate(DomainError):
    """A closing date is ahead of us, and not for ever."""

    message = "Enter a closing date in the future"
    field = "closes"


class BadPause(DomainError):
    """A pause ends on a day that is ahead, and before the offer closes."""

    message = "Enter a day that is ahead, at most a year from now"
    field = "until"


def moves(opportunity: Opportunity, role: str) -> list[Move[State]]:
    """Return the moves somebody may make on the offer’s page; a pause asks until when first."""
    found = [line for line in OPPORTUNITY.allowed(opportunity, role=role) if line.verb in SHOWN]
    lines = [replace(line, needs_reason=True) if line.verb == "pause" else line for line in found]
    return [line for line in lines if line.verb != "undo_close" or _holds(line, opportunity)]


def _holds(line: Move[State], opportunity: Opportunity) -> bool:
    try:
        if line.when:
            line.when(opportunity)
    except DomainError:
        return False
    return True


@stale_is_told()
@db.transaction()
def move(opportunity: Opportunity, verb: str, *, version: int | None = None, by: User) -> str:
    """Make one of those moves; return the sentence that says what happened."""
    same_version(opportunity, version)
    if verb not in VERBS:
        raise NotAllowed
    OPPORTUNITY.apply(opportunity, verb, by=by)
    opportunity.paused_until, opportunity.changed_at = None, clock.now()
    if verb == "take_back":
        opportunity.review_due = None
    return DONE[verb]


@stale_is_told()
@db.transaction()
def pause(
    opportunity: Opportunity,
    until: date | None = None,
    reason: str = "",
    *,
    version: int | None = None,
    by: User,
) -> str:
    """Take an offer out of view for a while; return the sentence that says until when."""
    same_version(opportunity, version)
    if until is not None and not clock.today() < until <= clock.today() + LONGEST_PAUSE:
        raise BadPause
    if until and opportunity.closes and until > opportunity.closes:
        raise BadPause(
            f"It closes on {long_date(opportunity.closes)}, before that. Keep it open longer first"
        )
    OPPORTUNITY.apply(opportunity, "pause", by=by, reason=reason or None)
    opportunity.paused_until = until
    if until is None:
        return "The offer is paused. Nobody new sees it until you show it again"
    return f"The offer is paused. It is shown again by itself on {long_date(until)}"


@stale_is_told()
@db.transaction()
def extend(opportunity: Opportunity, closes: date, *, version: int | None, by: User) -> None:
    """Move the closing date of a live offer; everything else stays approved as it was.

    The law of the later days counts: raises Unlawful when, say, a wage rise falls between.
    """
    same_version(opportunity, version)
    if opportunity.state not in {State.LIVE, State.PAUSED}:
        raise NotAllowed("Only an offer that is live or paused can stay open longer")
    if not clock.today() < closes <= clock.today() + 2 * LONGEST_PAUSE:
        raise BadClosingDate
    before, opportunity.closes = opportunity.closes, closes
    opportunity.pending = {k: v for k, v in opportunity.pending.items() if k != "closes"}
    _still_lawful(opportunity)
    opportunity.approved = kept.snapshot(opportunity)
    opportunity.changed_at = clock.now()
    audit.record(
        *("opportunity.extend", "opportunity", opportunity.ref), by=by, closes=closes, was=before
    )


def _still_lawful(opportunity: Opportunity) -> None:
    found = checking.stops(checking.findings_shown(opportunity))
    if found and opportunity.state == State.LIVE:
        raise Unlawful(f"It cannot stay open until then. {found[0].words}", field="closes")


@db.transaction()
def drop_changes(opportunity: Opportunity, *, by: User) -> None:
    """Take back the changes that wait; what was approved stays as it is."""
    changing.drop(opportunity, by=by)


def earlier(opportunity: Opportunity) -> Opportunity | None:
    """Return the offer this one was copied from."""
    number = opportunity.copied_from_id
    return db.session.get(Opportunity, number) if number else None
