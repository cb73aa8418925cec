"""What can become of an offer."""

from __future__ import annotations

from app.opportunities.models import OpportunityState as S
from app.states import Machine, move

OPPORTUNITY = Machine(
    "opportunity",
    S,
    S.DRAFT,
    (
        move("submit", (S.DRAFT, S.CHANGES_REQUESTED), S.SUBMITTED, "business", "Send for review", tone="primary"),
        move("take_back", S.SUBMITTED, S.DRAFT, "business", "Take it back"),
        move("ask", S.SUBMITTED, S.CHANGES_REQUESTED, "coordinator", "Ask for changes"),
        move("approve", S.SUBMITTED, S.LIVE, "coordinator", "Approve", tone="primary"),
        move("pause", S.LIVE, S.PAUSED, "business coordinator system", "Pause"),
        move("resume", S.PAUSED, S.LIVE, "business coordinator", "Show it again", tone="primary"),
        move("fill", (S.LIVE, S.PAUSED), S.FILLED, "business coordinator system", "All places are taken"),
        move("reopen", S.FILLED, S.LIVE, "business coordinator system", "A place is free again"),
        move("close", (S.LIVE, S.PAUSED), S.CLOSED, "business coordinator", "Close", tone="warning"),
        move("expire", (S.LIVE, S.PAUSED), S.EXPIRED, "system", "Past its closing date"),
        move(
            "withdraw",
            (S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.LIVE, S.PAUSED, S.FILLED),
            S.WITHDRAWN_BY_COUNCIL,
            "coordinator",
            "Withdraw",
            needs_reason=True,
            tone="warning",
        ),
        move(
            "archive",
            (S.DRAFT, S.FILLED, S.CLOSED, S.EXPIRED, S.WITHDRAWN_BY_COUNCIL),
            S.ARCHIVED,
            "business coordinator system",
            "Archive",
        ),
    ),
)
