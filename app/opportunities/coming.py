"""What happens next with an offer, and when, in the words every page of its journey uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from sqlalchemy import case, select

from app import db
from app.employers.models import Employer
from app.opportunities import changing, limits
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as S
from app.settings import services as settings
from app.upcoming import YOU, Upcoming

FIRST = (S.CHANGES_REQUESTED, S.DRAFT, S.SUBMITTED, S.LIVE, S.PAUSED)
COUNCIL = "The council"


def of_organisation(employer: Employer) -> Upcoming | None:
    """Return the next step of the offer that needs somebody first, if there is an open one."""
    rank = case({state.value: place for place, state in enumerate(FIRST)}, value=Opportunity.state)
    statement = (
        select(Opportunity)
        .where(Opportunity.employer_id == employer.id, Opportunity.state.in_(FIRST))
        .order_by(rank, Opportunity.review_due.asc().nulls_last(), Opportunity.id)
        .limit(1)
    )
    offer = db.session.scalars(statement).first()
    return next_for_offer(offer) if offer else None


def next_for_offer(offer: Opportunity) -> Upcoming | None:
    """Return the next step of one offer, or None when nothing more happens with it."""
    step = _STEPS.get(offer.state)
    return step(offer) if step else None


def _named(offer: Opportunity) -> str:
    return f"“{offer.title}”" if offer.title else "your offer"


def _draft(offer: Opportunity) -> Upcoming:
    return Upcoming(
        YOU,
        f"finish {_named(offer)} and send it to the council. What you wrote is saved",
        href=url_for("opportunities.edit", ref=offer.ref),
        button="Go on with it",
        then=_reads_it_within("sent it"),
    )


def _reads_it_within(done: str) -> str:
    days = settings.value("review.offer_working_days")
    return f"The council reads it within {days} working days after you have {done}."


def _sent(offer: Opportunity) -> Upcoming:
    return Upcoming(
        COUNCIL,
        f"reads {_named(offer)} and tells you by email",
        by=offer.review_due,
        then="Once it is approved it is on the public list, and we look for somebody it fits.",
        ring=settings.contact()["phone"],
    )


def _asked(offer: Opportunity) -> Upcoming:
    return Upcoming(
        YOU,
        f"change what the council asked about {_named(offer)}, and send it again",
        href=url_for("opportunities.edit", ref=offer.ref),
        button="See what was asked",
        then=_reads_it_within("sent it again"),
    )


def _live(offer: Opportunity) -> Upcoming:
    if day := limits.not_before(offer):
        return Upcoming(
            COUNCIL, f"looks again for somebody {_named(offer)} fits, as you asked, from", by=day
        )
    return Upcoming(
        COUNCIL,
        f"looks for somebody {_named(offer)} fits, and writes to you when there is somebody",
        then="You answer, meet them, and decide together.",
    )


def _paused(offer: Opportunity) -> Upcoming:
    if changing.paused_by_change(offer):
        return Upcoming(
            YOU,
            "put right what you changed, or take your changes back",
            href=url_for("opportunities.edit", ref=offer.ref),
            button="Put it right",
            then="It is shown again at once, as the council approved it.",
        )
    if offer.paused_until:
        return Upcoming(
            "We",
            f"show {_named(offer)} again by ourselves",
            by=offer.paused_until,
            then="We check that it is still lawful, and tell you.",
        )
    return Upcoming(
        YOU,
        f"show {_named(offer)} again when you are ready",
        href=url_for("opportunities.show", ref=offer.ref),
        button="See the offer",
    )


def _over(offer: Opportunity) -> Upcoming:
    return Upcoming(
        YOU,
        f"may offer {_named(offer)} again with new dates, whenever it suits you",
        then="People you were introduced to still get an answer from you.",
    )


_STEPS: dict[S, Callable[[Opportunity], Upcoming]] = {
    S.DRAFT: _draft,
    S.SUBMITTED: _sent,
    S.CHANGES_REQUESTED: _asked,
    S.LIVE: _live,
    S.PAUSED: _paused,
    S.FILLED: _over,
    S.CLOSED: _over,
    S.EXPIRED: _over,
}


def for_pages() -> dict[str, Any]:
    """Give every page a way to ask; nothing is read unless it does."""
    return {"next_for_offer": next_for_offer, "offer_limits": limits.said}
