"""Deciding on suggestions: people decide, the engine only proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import clock, db
from app.errors import DomainError
from app.matches import queries
from app.matches.models import Suggestion, SuggestionState
from app.matches.states import SUGGESTION
from app.opportunities.models import Opportunity, OpportunityState
from app.states import ReasonNeeded
from app.young_people.models import YoungPerson

if TYPE_CHECKING:
    from app.accounts.models import User


class NotOpen(DomainError):
    """Only a live offer can be taken further."""

    message = "This offer is not open any more, so it cannot be taken further"


FORWARD = {"shortlist", "discuss", "interested"}


@db.transaction()
def act(
    person: YoungPerson,
    opportunity: Opportunity,
    verb: str,
    *,
    by: User,
    reason: str | None = None,
) -> Suggestion:
    """Make a decision about an offer for a young person; the first one makes the row.

    Raises NotAllowed, ReasonNeeded or NotOpen; then nothing has changed.
    """
    if verb in FORWARD and opportunity.state != OpportunityState.LIVE:
        raise NotOpen
    row = queries.decision_on(person, opportunity) or _first(person, opportunity)
    SUGGESTION.apply(row, verb, by=by, reason=reason)
    row.reason, row.changed_at = reason, clock.now()
    return row


@db.transaction()
def add(person: YoungPerson, opportunity: Opportunity, *, reason: str, by: User) -> Suggestion:
    """Shortlist an offer the engine did not propose; somebody must be able to read why."""
    if not reason.strip():
        raise ReasonNeeded
    if opportunity.state != OpportunityState.LIVE:
        raise NotOpen
    row = queries.decision_on(person, opportunity) or _first(person, opportunity)
    row.origin = "advisor"
    SUGGESTION.apply(row, "shortlist", by=by, reason=reason)
    row.reason, row.changed_at = reason, clock.now()
    return row


def _first(person: YoungPerson, opportunity: Opportunity) -> Suggestion:
    proposed = queries.standing_match(person, opportunity)
    row = Suggestion(
        young_person_id=person.id,
        opportunity_id=opportunity.id,
        state=SuggestionState.SUGGESTED,
        band=proposed.band if proposed else None,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row
