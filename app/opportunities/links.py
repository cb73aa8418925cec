"""Signed links in messages about an offer: opening one changes nothing, saying yes does.

A link says whom it was sent to, about which offer, and which closing date stood then; once that
date has moved it is over. Nothing is kept of it, and it opens nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app import clock, db
from app.accounts import sealed
from app.accounts.models import User
from app.employers import parts
from app.employers import services as employers
from app.employers.parts import Task
from app.errors import DomainError
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.settings import services as settings

LINK = "offer-stays-open"
LASTS = timedelta(days=45)


class LinkOver(DomainError):
    """Used, too late, or never made: the answer is the same."""

    message = "This link has been used or is not open any more"


@dataclass(frozen=True)
class Asked:
    """Who was asked to keep which offer open, and until when it would be."""

    user: User
    offer: Opportunity
    until: date


def make(offer: Opportunity, user: User) -> str:
    """Return the secret part of a link that keeps an offer open longer."""
    return sealed.seal(
        LINK, [offer.ref, user.ref, offer.closes.isoformat() if offer.closes else ""]
    )


def asked(secret: str) -> Asked:
    """Return what a link asks; raise LinkOver when it does not work any more."""
    try:
        ref, who, closes = sealed.unseal(LINK, secret[:400], LASTS)
    except (ValueError, TypeError):
        raise LinkOver from None
    user = db.session.scalars(select(User).where(User.ref == str(who))).first()
    statement = select(Opportunity).where(Opportunity.ref == str(ref))
    offer = db.session.scalars(statement).unique().first()
    if user is None or not user.active or offer is None or offer.closes is None:
        raise LinkOver
    employer = employers.employer_or_none(user)
    theirs = employer is not None and employer.id == offer.employer_id
    open_ = offer.state in {State.LIVE, State.PAUSED} and offer.closes.isoformat() == closes
    if not (theirs and open_ and parts.can(user, Task.OFFERS)):
        raise LinkOver
    return Asked(user, offer, later(offer))


def later(offer: Opportunity) -> date:
    """Return until when an offer stays open if its employer says yes with one click."""
    days = settings.value("offer.extend_days")
    return max(offer.closes or clock.today(), clock.today()) + timedelta(days=days)
