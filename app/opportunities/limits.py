"""How many young people an employer can see at once, and from when: of one offer, and of all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import update

from app import clock, db
from app.audit import services as audit
from app.employers import services as employers
from app.employers.models import Employer
from app.errors import DomainError
from app.filters import long_date, plural
from app.opportunities import signals
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.services import same_version, stale_is_told

if TYPE_CHECKING:
    from app.accounts.models import User

FARTHEST = 366  # days


class BadDay(DomainError):
    """A day to go on again lies ahead, and not for ever."""

    message = "Enter a day that is ahead, at most a year from now"
    field = "next_from"


def check_day(day: date | None, *, field: str = "next_from") -> None:
    """Raise BadDay unless a day lies ahead of us, or none is given."""
    if day is not None and not 0 < (day - clock.today()).days <= FARTHEST:
        raise BadDay(field=field)


@stale_is_told()
@db.transaction()
def of_offer(
    opportunity: Opportunity,
    most: int | None,
    next_from: date | None,
    *,
    version: int | None,
    by: User,
) -> None:
    """Let at most so many be introduced for an offer at once, and nobody new before a day."""
    same_version(opportunity, version)
    check_day(next_from)
    opportunity.most_introductions, opportunity.next_from = most, next_from
    opportunity.changed_at = clock.now()
    audit.record(
        *("opportunity.limits", "opportunity", opportunity.ref),
        by=by,
        most=most,
        next_from=next_from,
    )
    signals.limits_changed.send(opportunity)


@db.transaction()
def of_employer(
    employer: Employer,
    most: int | None,
    monthly: int | None,
    next_from: date | None,
    *,
    by: User,
) -> None:
    """Let at most so many wait with an organisation at once and in a month, nobody before a day."""
    employers.lock(employer)
    check_day(next_from)
    employer.most_introductions, employer.monthly_introductions = most, monthly
    employer.next_from = next_from
    # A live offer is different by it, and whoever keeps a copy of it looks at its version.
    live = (Opportunity.employer_id == employer.id) & (Opportunity.state == State.LIVE)
    statement = update(Opportunity).where(live).values(version=Opportunity.version + 1)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))
    audit.record(
        *("employer.limits", "employer", employer.ref),
        by=by,
        most=most,
        monthly=monthly,
        next_from=next_from,
    )
    signals.limits_changed.send(employer)


def not_before(opportunity: Opportunity) -> date | None:
    """Return the day before which nobody new is introduced, if it is still ahead."""
    days = [day for day in (opportunity.next_from, opportunity.employer.next_from) if day]
    return max(days) if days and max(days) > clock.today() else None


def said(opportunity: Opportunity) -> list[str]:
    """Return what an employer asked for, as advisors read it; nothing when it asked for nothing."""
    employer, words, day = opportunity.employer, [], not_before(opportunity)
    if day:
        words.append(f"{employer.name} takes new introductions from {long_date(day)}.")
    if opportunity.most_introductions:
        most = plural(opportunity.most_introductions, "young person", "young people")
        words.append(f"They want to see {most} at a time for this offer.")
    if employer.most_introductions:
        most = plural(employer.most_introductions, "young person", "young people")
        words.append(f"They can look after {most} at a time over all their offers.")
    if employer.monthly_introductions:
        most = plural(employer.monthly_introductions, "introduction")
        words.append(f"They can answer {most} a month.")
    return words
