"""What an offer’s employer is told by e-mail; nothing about any young person."""

from __future__ import annotations

from typing import Any

from app import clock
from app.employers import services as employers
from app.opportunities.models import Opportunity
from app.outbox import services as outbox
from app.outbox.services import link
from app.settings import services as settings


def _tell(opportunity: Opportunity, name: str, endpoint: str, **context: Any) -> None:
    moment = clock.now().strftime("%Y%m%dT%H%M%S%f")
    for contact in employers.contacts(opportunity.employer):
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


def expired(opportunity: Opportunity) -> None:
    """Say that its closing date has passed, and what can be done."""
    _tell(opportunity, "expired", "opportunities.show")
