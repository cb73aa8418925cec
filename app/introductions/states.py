"""How an introduction moves between the advisor, the young person and the employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import DomainError
from app.introductions.models import IntroductionState as S
from app.states import Machine, move

if TYPE_CHECKING:
    from app.introductions.models import Introduction


class NoConsent(DomainError):
    """Nothing about a young person goes out without their consent for this employer."""

    message = "Record the young person’s consent for this employer first"


def consent_is_held(introduction: Introduction) -> None:
    """Refuse unless the consent for this employer is stored and stands."""
    if introduction.consent is None or introduction.consent.withdrawn_at:
        raise NoConsent


OPEN = (S.SENT, S.SEEN, S.INTERVIEW_BOOKED, S.INTERVIEWED, S.OFFERED)
STAFF = "advisor manager"
EMPLOYER = "business coordinator advisor manager"  # staff answer for an employer who rang up

INTRODUCTION = Machine(
    "introduction",
    S,
    S.DRAFT,
    (
        move("ask", S.DRAFT, S.AWAITING_AGREEMENT, STAFF, "Ask the young person", tone="primary"),
        move(
            "send",
            (S.DRAFT, S.AWAITING_AGREEMENT),
            S.SENT,
            STAFF,
            "Send to the employer",
            when=consent_is_held,
            tone="primary",
        ),
        move("see", S.SENT, S.SEEN, "business system", "Seen"),
        move(
            "book",
            (S.SENT, S.SEEN, S.INTERVIEW_BOOKED, S.NO_RESPONSE),
            S.INTERVIEW_BOOKED,
            EMPLOYER,
            "Invite to an interview",
            when=consent_is_held,
            tone="primary",
        ),
        move("meet", S.INTERVIEW_BOOKED, S.INTERVIEWED, EMPLOYER, "The interview took place", when=consent_is_held),
        move(
            "offer",
            (S.SENT, S.SEEN, S.INTERVIEW_BOOKED, S.INTERVIEWED),
            S.OFFERED,
            EMPLOYER,
            "Offer the place",
            when=consent_is_held,
            tone="primary",
        ),
        move("accept", S.OFFERED, S.ACCEPTED, STAFF, "They said yes to the place", when=consent_is_held, tone="primary"),
        move("decline", S.OFFERED, S.DECLINED_BY_YP, STAFF, "They said no to the place", needs_reason=True),
        move(
            "refuse",
            (S.SENT, S.SEEN, S.INTERVIEW_BOOKED, S.INTERVIEWED),
            S.NOT_SUCCESSFUL,
            EMPLOYER,
            "Not this time",
            tone="warning",
        ),
        move("give_up", (S.SENT, S.SEEN), S.NO_RESPONSE, "system coordinator", "No answer came"),
        move("withdraw", (S.DRAFT, S.AWAITING_AGREEMENT, *OPEN), S.WITHDRAWN, STAFF + " system", "Withdraw", needs_reason=True),
        move("placed_elsewhere", (S.DRAFT, S.AWAITING_AGREEMENT, *OPEN), S.OBSOLETE, STAFF + " system", "Placed elsewhere"),
        move("keep", S.OBSOLETE, S.SENT, STAFF, "Keep it open after all", when=consent_is_held),
    ),
)
