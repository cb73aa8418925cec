"""What can become of an organisation."""

from __future__ import annotations

from app.employers.models import Employer
from app.employers.models import EmployerState as S
from app.errors import DomainError
from app.settings import services as settings
from app.states import Machine, move


class SecondYesNeeded(DomainError):
    """Nobody lets an organisation near young people alone."""

    message = "A second coordinator has to approve this organisation"


def two_people() -> bool:
    """Say whether two different coordinators have to approve an organisation."""
    try:
        return bool(settings.value("review.two_people"))
    except KeyError:
        return True


def _one_said_yes(employer: Employer) -> None:
    if two_people() and employer.first_yes_by_id is None:
        raise SecondYesNeeded


class NotJoined(DomainError):
    """Joining is not a move of its own: it moves everything else too."""

    message = "Join the two registrations on the page for it"


def _is_joined(employer: Employer) -> None:
    if employer.merged_into_id is None:
        raise NotJoined


def parting(state: S) -> str:
    """Return the verb that gives a registration the state back it had before it was joined."""
    return f"part_{state.value.lower()}"


OPEN = (S.APPROVED, S.DORMANT, S.PENDING_REVIEW, S.MORE_INFO)
UNJOINED = tuple(state for state in S if state != S.ARCHIVED)
EMPLOYER = Machine(
    "employer",
    S,
    S.EMAIL_UNVERIFIED,
    (
        move(
            *("verify_email", S.EMAIL_UNVERIFIED, S.PENDING_REVIEW),
            *("business system", "Confirm the address"),
        ),
        move(
            *("approve", S.PENDING_REVIEW, S.APPROVED, "coordinator", "Approve"),
            when=_one_said_yes,
            tone="primary",
        ),
        move(
            *("ask", S.PENDING_REVIEW, S.MORE_INFO, "coordinator", "Ask for more"),
            needs_reason=True,
        ),
        move(
            "answer", S.MORE_INFO, S.PENDING_REVIEW, "business", "Send our answer", tone="primary"
        ),
        move(
            *("resume", S.MORE_INFO, S.PENDING_REVIEW, "coordinator", "Go on without waiting"),
            needs_reason=True,
        ),
        move(
            *("decline", (S.PENDING_REVIEW, S.MORE_INFO), S.DECLINED, "coordinator", "Decline"),
            needs_reason=True,
            tone="warning",
        ),
        move(
            *("reopen", S.DECLINED, S.PENDING_REVIEW, "coordinator", "Look again"),
            needs_reason=True,
        ),
        move("rest", S.APPROVED, S.DORMANT, "system coordinator business", "Mark as quiet"),
        move(
            *("wake", S.DORMANT, S.APPROVED, "business coordinator", "Still happy to help"),
            tone="primary",
        ),
        move(
            *("suspend", OPEN, S.SUSPENDED, "coordinator", "Pause this organisation"),
            needs_reason=True,
        ),
        move(
            *("lift", S.SUSPENDED, S.PENDING_REVIEW, "coordinator", "Lift the pause"),
            needs_reason=True,
        ),
        move(
            "archive",
            (S.EMAIL_UNVERIFIED, S.DECLINED, S.DORMANT, S.SUSPENDED, S.APPROVED),
            S.ARCHIVED,
            "coordinator",
            "Archive",
            needs_reason=True,
        ),
        move(
            *("join", UNJOINED, S.ARCHIVED, "coordinator", "Join with another"),
            needs_reason=True,
            when=_is_joined,
        ),
        *(
            move(
                *(parting(state), S.ARCHIVED, state, "coordinator", "Undo the join"),
                when=_is_joined,
            )
            for state in UNJOINED
        ),
    ),
)
