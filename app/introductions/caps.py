"""How many introductions may wait at once: on one offer, at one employer."""

from __future__ import annotations

from sqlalchemy import select

from app import clock, db
from app.employers.models import Employer
from app.errors import DomainError
from app.filters import long_date, plural
from app.introductions import queries
from app.opportunities import limits
from app.opportunities.models import Opportunity
from app.settings import services as settings


class TooManyOpen(DomainError):
    """An employer that is asked too much answers nobody."""


def check(opportunity: Opportunity) -> None:
    """Refuse one more introduction when enough are open; within the open transaction.

    The employer’s row is held, so that two advisors cannot both send the last one.
    """
    held = select(Employer.id).where(Employer.id == opportunity.employer_id)
    db.session.execute(held.with_for_update(key_share=True))
    _refuse_too_early(opportunity)
    on_offer, at_employer = queries.live_counts(opportunity)
    if on_offer >= per_offer(opportunity):
        people = plural(on_offer, "young person is", "young people are")
        raise TooManyOpen(
            f"{people} already introduced for “{opportunity.title}”. "
            "Wait until one of them has an answer, or choose another offer"
        )
    if at_employer >= per_employer(opportunity.employer):
        people = plural(at_employer, "introduction is", "introductions are")
        raise TooManyOpen(
            f"{people} already open at {opportunity.employer.name}. "
            "Wait until one of them is settled, or choose another employer"
        )
    _refuse_full_month(opportunity.employer)


def per_offer(opportunity: Opportunity) -> int:
    """Return how many may be open on an offer: the council’s rule, or fewer if they asked so."""
    rule: int = settings.value("introduction.live_per_offer")
    return min(rule, opportunity.most_introductions or rule)


def per_employer(employer: Employer) -> int:
    """Return how many may be open at an employer: the council’s rule, or fewer if they asked so."""
    rule: int = settings.value("introduction.live_per_employer")
    return min(rule, employer.most_introductions or rule)


def _refuse_too_early(opportunity: Opportunity) -> None:
    day = limits.not_before(opportunity)
    if day:
        name = opportunity.employer.name
        raise TooManyOpen(
            f"{name} takes new introductions from {long_date(day)}. Nothing was sent. Send it then, "
            "or choose another employer"
        )


def _refuse_full_month(employer: Employer) -> None:
    most = employer.monthly_introductions
    if most and queries.sent_since(employer, clock.today().replace(day=1)) >= most:
        raise TooManyOpen(
            f"{employer.name} can answer {plural(most, 'introduction')} a month, and that is reached. "
            "Send it next month, or choose another employer"
        )
