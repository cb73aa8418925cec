"""How many introductions may wait at once: on one offer, at one employer."""

from __future__ import annotations

from sqlalchemy import select

from app import db
from app.employers.models import Employer
from app.errors import DomainError
from app.filters import plural
from app.introductions import queries
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
    on_offer, at_employer = queries.live_counts(opportunity)
    if on_offer >= settings.value("introduction.live_per_offer"):
        people = plural(on_offer, "young person is", "young people are")
        raise TooManyOpen(
            f"{people} already introduced for “{opportunity.title}”. "
            "Wait until one of them has an answer, or choose another offer"
        )
    if at_employer >= settings.value("introduction.live_per_employer"):
        people = plural(at_employer, "introduction is", "introductions are")
        raise TooManyOpen(
            f"{people} already open at {opportunity.employer.name}. "
            "Wait until one of them is settled, or choose another employer"
        )
