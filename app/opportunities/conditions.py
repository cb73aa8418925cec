"""What must be true before an offer may move: lawful, complete, its employer approved."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.employers.models import Employer, EmployerState
from app.errors import DomainError
from app.opportunities import checking
from app.opportunities.models import Opportunity


class EmployerNotReady(DomainError):
    """The organisation itself has to be known first."""

    message = "The council has to approve the organisation before this offer can be shown"


class Unlawful(DomainError):
    """A finding of the lawful-offer check stops the offer."""

    message = "Something in this offer is not lawful yet"


class NotComplete(DomainError):
    """Something that everybody needs to know is missing."""

    message = "Answer every section before you send this"


class NoPlaceLeft(DomainError):
    """Every place is taken."""

    message = "Every place on this offer has been taken"


class TooLate(DomainError):
    """A closing can be taken back for a day."""

    message = "It was closed more than a day ago. Offer it again instead"


UNDO_FOR = timedelta(days=1)
MAY_OFFER = frozenset({EmployerState.APPROVED, EmployerState.PENDING_REVIEW})


def employer_may_send(employer: Employer) -> None:
    """Refuse an organisation that is neither approved nor waiting for the council’s check."""
    if employer.state == EmployerState.EMAIL_UNVERIFIED:
        raise EmployerNotReady(
            "Confirm your email address first. Follow the link in the message we sent you"
        )
    if employer.state not in MAY_OFFER:
        raise EmployerNotReady(
            "Your organisation cannot send offers at the moment. Ask the council why"
        )


def may_submit(opportunity: Opportunity) -> None:
    """Refuse to send an unlawful offer, or one of an organisation that may not offer."""
    employer_may_send(opportunity.employer)
    _lawful(opportunity)


def may_show(opportunity: Opportunity) -> None:
    """Refuse to show an unlawful offer, or one of an organisation that is not approved."""
    if opportunity.employer.state != EmployerState.APPROVED:
        raise EmployerNotReady
    _lawful(opportunity)


def may_reopen(opportunity: Opportunity) -> None:
    """Refuse to reopen an offer that may not be shown or has no place left."""
    if opportunity.places_taken >= opportunity.places:
        raise NoPlaceLeft
    may_show(opportunity)


def may_undo_close(opportunity: Opportunity) -> None:
    """Refuse to take a closing back after a day, or when the offer may not be shown."""
    if clock.now() > opportunity.changed_at + UNDO_FOR:
        raise TooLate
    may_reopen(opportunity)


def _lawful(opportunity: Opportunity) -> None:
    stopped = checking.stops(checking.findings(opportunity))
    if stopped:
        raise Unlawful(stopped[0].words)
