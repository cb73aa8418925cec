"""What waits for somebody among the offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select

from app import clock, db
from app.employers import parts
from app.employers.models import Membership
from app.employers.parts import Task
from app.needs import Need
from app.opportunities import answers as kept
from app.opportunities import queries, sections
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State

if TYPE_CHECKING:
    from app.accounts.models import User

MOST = 12
WORDS = {
    State.CHANGES_REQUESTED: ("The council asked you to change something", "Change it"),
    State.DRAFT: ("You started this offer and have not sent it yet", "Carry on"),
    State.PAUSED: ("This offer is paused: nobody new sees it", "Look at it"),
}


def needs(user: User) -> list[Need]:
    """Return what waits for this person; one query, whatever the number of offers."""
    if user.role == "coordinator":
        return [_to_check(opportunity) for opportunity in queries.next_waiting(MOST)]
    if user.role == "business":
        return [_to_do(opportunity) for opportunity in _own(user)]
    return []


def _to_check(opportunity: Opportunity) -> Need:
    changed = opportunity.state != State.SUBMITTED
    sent = opportunity.pending_at if changed else opportunity.submitted_at
    return Need(
        who=opportunity.title or "An offer without a title",
        what=f"{'Changes' if changed else 'A new offer'} from {opportunity.employer.name} to check",
        href=url_for("opportunities.review", ref=opportunity.ref),
        button="Check it",
        since=clock.local(sent).date() if sent else None,
        due=opportunity.review_due,
    )


def _own(user: User) -> list[Opportunity]:
    if not parts.can(user, Task.OFFERS):
        return []
    statement = (
        select(Opportunity)
        .join(Membership, Membership.employer_id == Opportunity.employer_id)
        .where(Membership.user_id == user.id, Opportunity.state.in_(WORDS))
        .order_by(Opportunity.changed_at.desc())
        .limit(MOST)
    )
    return list(db.session.scalars(statement).unique())


def _to_do(opportunity: Opportunity) -> Need:
    what, button = WORDS[opportunity.state]
    if opportunity.state == State.DRAFT:
        done, pages = sections.tally(opportunity, kept.current(opportunity))
        what = f"Carry on with your draft: {done} of {pages} done"
    return Need(
        who=opportunity.title or "Your new offer",
        what=what,
        href=url_for("opportunities.edit", ref=opportunity.ref),
        button=button,
        since=clock.local(opportunity.changed_at).date(),
    )
