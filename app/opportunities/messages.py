"""What an offer’s employer is told by e-mail; nothing about any young person."""

from __future__ import annotations

from typing import Any

from app import clock
from app.accounts.models import User
from app.employers import parts
from app.employers.parts import Task
from app.opportunities import links
from app.opportunities.models import Opportunity
from app.outbox import services as outbox
from app.outbox.services import link
from app.settings import services as settings


def _tell(opportunity: Opportunity, name: str, endpoint: str, **context: Any) -> None:
    moment = clock.now().strftime("%Y%m%dT%H%M%S%f")
    for contact in _contacts(opportunity):
        outbox.post(
            f"opportunities_{name}",
            to=contact.email,
            key=f"opportunity-{name}:{opportunity.ref}:{moment}:{contact.ref}",
            offer=opportunity,
            contact=contact,
            council=settings.value("contact.name"),
            council_phone=settings.value("contact.phone"),
            href=link(endpoint, ref=opportunity.ref),
            **context,
        )


def submitted(opportunity: Opportunity) -> None:
    """Say that it arrived, and by when the council answers."""
    _tell(opportunity, "submitted", "opportunities.show")


def approved(opportunity: Opportunity) -> None:
    """Say that it is live, or that its changes are."""
    _tell(opportunity, "approved", "opportunities.public_page")


def asked(opportunity: Opportunity, count: int) -> None:
    """Say that the council asks for changes."""
    _tell(opportunity, "asked", "opportunities.edit", count=count)


def withdrawn(opportunity: Opportunity, reason: str) -> None:
    """Say that the council took it down, and why."""
    _tell(opportunity, "withdrawn", "opportunities.show", reason=reason)


def paused(opportunity: Opportunity, reason: str) -> None:
    """Say that it was paused because it is not lawful any more."""
    _tell(opportunity, "paused", "opportunities.edit", reason=reason)


def paused_by_change(opportunity: Opportunity, reason: str) -> None:
    """Say that a change paused it at once, and how it comes back."""
    _tell(opportunity, "paused_by_change", "opportunities.show", reason=reason)


def shown_again(opportunity: Opportunity) -> None:
    """Say that its pause is over."""
    _tell(opportunity, "shown_again", "opportunities.show")


def stays_paused(opportunity: Opportunity, reason: str) -> None:
    """Say that its pause is over but that it cannot be shown, and why."""
    _tell(opportunity, "stays_paused", "opportunities.show", reason=reason)


def closing_soon(opportunity: Opportunity, days: int) -> int:
    """Say that it closes soon, with a link of each person’s own; return how many are told now.

    The same notice for the same date goes out once, however often it is asked for.
    """
    posted = [_closing_soon(opportunity, contact, days) for contact in _contacts(opportunity)]
    return sum(posted)


def _contacts(opportunity: Opportunity) -> list[User]:
    return parts.who_may(opportunity.employer, Task.OFFERS)


def _closing_soon(opportunity: Opportunity, contact: User, days: int) -> bool:
    message = outbox.post(
        "opportunities_closing_soon",
        to=contact.email,
        key=f"opportunity-closing:{opportunity.ref}:{opportunity.closes}:{days}:{contact.ref}",
        offer=opportunity,
        contact=contact,
        council=settings.value("contact.name"),
        council_phone=settings.value("contact.phone"),
        until=links.later(opportunity),
        stay=link("opportunities.stay_open", secret=links.make(opportunity, contact)),
        href=link("opportunities.show", ref=opportunity.ref),
    )
    return message is not None


def expired(opportunity: Opportunity) -> None:
    """Say that its closing date has passed, and what can be done."""
    _tell(opportunity, "expired", "opportunities.show")
