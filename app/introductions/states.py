"""How an introduction moves between the advisor, the young person and the employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import DomainError
from app.introductions.models import IntroductionState as S
from app.states import Machine, move
from app.young_people.models import Purpose
from app.young_people.queries import standing_consent

if TYPE_CHECKING:
    from app.introductions.models import Introduction


class NoConsent(DomainError):
    """Nothing about a young person goes out without their consent for this employer."""

    message = "Record the young person’s agreement for this employer first"


class NothingToSay(DomainError):
    """An employer who is told nothing cannot answer."""

    message = "Enter a message to the employer"
    field = "message"


class NotYet(DomainError):
    """An interview that lies ahead has not taken place."""

    message = "The interview has not taken place yet"


def consent_is_held(introduction: Introduction) -> None:
    """Refuse unless an agreement to share with this employer stands today."""
    employer = introduction.opportunity.employer
    if standing_consent(introduction.young_person, Purpose.SHARE, employer) is None:
        raise NoConsent


def may_be_sent(introduction: Introduction) -> None:
    """Refuse without an agreement, or without a word to the employer."""
    consent_is_held(introduction)
    if not introduction.message.strip():
        raise NothingToSay


WAITING = (S.SENT, S.SEEN)
OPEN = (*WAITING, S.INTERVIEW_BOOKED, S.INTERVIEWED, S.OFFERED)
BEFORE = (S.DRAFT, S.AWAITING_AGREEMENT)
OVER = (S.NO_RESPONSE, S.WITHDRAWN, S.OBSOLETE, S.DECLINED_BY_YP, S.NOT_SUCCESSFUL)
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
            BEFORE,
            S.SENT,
            STAFF,
            "Send to the employer",
            when=may_be_sent,
            tone="primary",
        ),
        move("see", S.SENT, S.SEEN, "business", "Seen", when=consent_is_held),
        move(
            "book",
            (*WAITING, S.INTERVIEW_BOOKED, S.NO_RESPONSE),
            S.INTERVIEW_BOOKED,
            EMPLOYER,
            "Invite to an interview",
            when=consent_is_held,
            tone="primary",
        ),
        move(
            "meet",
            S.INTERVIEW_BOOKED,
            S.INTERVIEWED,
            EMPLOYER,
            "The interview took place",
            when=consent_is_held,
            tone="primary",
        ),
        move(
            "offer",
            (*WAITING, S.INTERVIEW_BOOKED, S.INTERVIEWED, S.NO_RESPONSE),
            S.OFFERED,
            EMPLOYER,
            "Offer the place",
            when=consent_is_held,
        ),
        move(
            "accept",
            S.OFFERED,
            S.ACCEPTED,
            STAFF,
            "They said yes to the place",
            when=consent_is_held,
            tone="primary",
        ),
        move(
            "decline",
            S.OFFERED,
            S.DECLINED_BY_YP,
            STAFF,
            "They said no to the place",
            needs_reason=True,
        ),
        move(
            "refuse",
            (*WAITING, S.INTERVIEW_BOOKED, S.INTERVIEWED, S.NO_RESPONSE),
            S.NOT_SUCCESSFUL,
            EMPLOYER,
            "Not this time",
        ),
        move("give_up", WAITING, S.NO_RESPONSE, "system coordinator", "No answer came"),
        move(
            "withdraw",
            (*BEFORE, *OPEN, S.NO_RESPONSE),
            S.WITHDRAWN,
            STAFF + " system",
            "Withdraw",
            needs_reason=True,
            tone="warning",
        ),
        move(
            "placed_elsewhere", (*BEFORE, *OPEN), S.OBSOLETE, STAFF + " system", "Placed elsewhere"
        ),
        move(
            "keep",
            S.OBSOLETE,
            S.SENT,
            STAFF,
            "Keep it open after all",
            when=may_be_sent,
        ),
        move("again", OVER, S.DRAFT, STAFF, "Introduce them again"),
    ),
)
