"""Deciding on suggestions: people decide, the engine only proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import clock, db
from app.audit.services import Actor
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


FORWARD = {"shortlist", "discuss", "interested", "say_yes"}
UNDER_WAY = (
    SuggestionState.SHORTLISTED,
    SuggestionState.DISCUSSED,
    SuggestionState.YP_INTERESTED,
)


@db.transaction()
def act(
    person: YoungPerson,
    opportunity: Opportunity,
    verb: str,
    *,
    by: Actor,
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


@db.transaction()
def put_forward(
    person: YoungPerson, opportunity: Opportunity, *, origin: str, reason: str, by: User
) -> Suggestion:
    """Put an offer on somebody's shortlist, so that their advisor talks it through with them.

    What is on the list already, or further, stays as it is. Raises NotOpen or NotAllowed.
    """
    if opportunity.state != OpportunityState.LIVE:
        raise NotOpen
    row = queries.decision_on(person, opportunity) or _first(person, opportunity)
    if row.state in UNDER_WAY:
        return row
    SUGGESTION.apply(row, "put_forward", by=by, reason=reason)
    row.origin, row.reason, row.changed_at = origin, reason, clock.now()
    return row


@db.transaction()
def take_back(row: Suggestion, *, origin: str, by: User) -> bool:
    """Take an offer off the shortlist again; say whether it was still only put forward."""
    if row.origin != origin or row.state != SuggestionState.SHORTLISTED:
        return False
    SUGGESTION.apply(row, "take_back", by=by)
    row.changed_at = clock.now()
    return True


def _first(person: YoungPerson, opportunity: Opportunity) -> Suggestion:
    proposed = queries.standing_match(person, opportunity)
    row = Suggestion(
        young_person_id=person.id,
        opportunity_id=opportunity.id,
        state=SuggestionState.SUGGESTED,
        band=proposed.band if proposed else None,
        rank=proposed.rank if proposed else None,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row
