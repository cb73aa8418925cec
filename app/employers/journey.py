"""What happens next for an organisation, and when: the same words on every page of its journey."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_login import current_user

from app import clock
from app.accounts.links import LASTS, Purpose
from app.accounts.models import Role
from app.employers import services
from app.employers.models import Employer
from app.employers.models import EmployerState as S
from app.employers.states import two_people
from app.filters import long_date
from app.security import me
from app.settings import services as settings
from app.upcoming import YOU, Upcoming

COUNCIL = "The council"
Step = Callable[[Employer], Upcoming | None]
_beyond: list[Step] = []


def goes_on(step: Step) -> None:
    """Let a room above say what comes once the council knows the organisation."""
    if step not in _beyond:
        _beyond.append(step)


def upcoming(employer: Employer) -> Upcoming:
    """Return the next step of an organisation."""
    if known := _BEFORE.get(employer.state):
        return known(employer)
    found = (step(employer) for step in _beyond)
    return next((each for each in found if each), None) or _nothing_open(employer)


def _confirm(employer: Employer) -> Upcoming:
    until = employer.created_at + LASTS[Purpose.ADDRESS]
    return Upcoming(
        YOU,
        "open the message we sent you and confirm your email address",
        by=max(clock.local(until).date(), clock.today()),
        then=f"Do it today, and the council looks at {employer.name} by "
        f"{long_date(services.review_by())}. You can write your first offer meanwhile.",
    )


def _review(employer: Employer) -> Upcoming:
    two = two_people()
    look, tell = ("look", "tell") if two else ("looks", "tells")
    return Upcoming(
        "Two people at the council" if two else COUNCIL,
        f"{look} at {employer.name} and {tell} you by email",
        by=employer.review_due,
        then="You can write your offers meanwhile. They are shown once both are approved.",
        ring=settings.contact()["phone"],
    )


def _answer(employer: Employer) -> Upcoming:
    days = settings.value("review.employer_working_days")
    return Upcoming(
        YOU,
        "answer what the council asked",
        href=url_for("employers.answer"),
        button="Answer the council",
        then=f"The council reads your answer within {days} working days of that.",
    )


def _still_happy(employer: Employer) -> Upcoming:
    return Upcoming(
        YOU,
        "tell us whether you are still happy to help",
        href=url_for("employers.mine"),
        button="Tell us",
        then="Your offers come back into view at once.",
    )


def _closed(employer: Employer) -> Upcoming:
    phone = settings.contact()["phone"]
    return Upcoming(
        YOU, f"can ring us on {phone} to talk about it. Nothing else happens until then"
    )


def _nothing_open(employer: Employer) -> Upcoming:
    return Upcoming(YOU, "write your first offer, or make a pledge", then="We help with both.")


_BEFORE: dict[S, Callable[[Employer], Upcoming]] = {
    S.EMAIL_UNVERIFIED: _confirm,
    S.PENDING_REVIEW: _review,
    S.MORE_INFO: _answer,
    S.DORMANT: _still_happy,
    S.DECLINED: _closed,
    S.SUSPENDED: _closed,
    S.ARCHIVED: _closed,
}


def own() -> Upcoming | None:
    """Return the next step of the organisation somebody acts for, when they act for one."""
    if not current_user.is_authenticated or me().role != Role.BUSINESS:
        return None
    employer = services.employer_or_none(me())
    return upcoming(employer) if employer else None


def for_pages() -> dict[str, Any]:
    """Give every page a way to ask; nothing is read unless it does."""
    return {"next_for_organisation": own}
