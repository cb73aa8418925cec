"""What can become of an offer."""

from __future__ import annotations

from app.opportunities import conditions
from app.opportunities.models import OpportunityState as S
from app.states import Machine, move

TAKEN_DOWN_FROM = (S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.LIVE, S.PAUSED, S.FILLED)
OVER = (S.DRAFT, S.FILLED, S.CLOSED, S.EXPIRED, S.WITHDRAWN_BY_COUNCIL)
ALL = "business coordinator system"

OPPORTUNITY = Machine(
    "opportunity",
    S,
    S.DRAFT,
    (
        move(
            "submit",
            (S.DRAFT, S.CHANGES_REQUESTED),
            S.SUBMITTED,
            "business",
            "Send to the council",
            when=conditions.may_submit,
            tone="primary",
        ),
        move("take_back", S.SUBMITTED, S.DRAFT, "business", "Take it back to change it"),
        move(
            *("recall", S.CHANGES_REQUESTED, S.SUBMITTED, "coordinator", "Take the question back"),
        ),
        move("ask", S.SUBMITTED, S.CHANGES_REQUESTED, "coordinator", "Ask for changes"),
        move(
            "approve",
            S.SUBMITTED,
            S.LIVE,
            "coordinator",
            "Approve",
            when=conditions.may_show,
            tone="primary",
        ),
        move("pause", S.LIVE, S.PAUSED, ALL, "Pause it"),
        move(
            "resume",
            S.PAUSED,
            S.LIVE,
            ALL,
            "Show it again",
            when=conditions.may_show,
            tone="primary",
        ),
        move("fill", (S.LIVE, S.PAUSED), S.FILLED, ALL, "All places are taken"),
        move(
            "reopen",
            S.FILLED,
            S.LIVE,
            ALL,
            "A place is free again",
            when=conditions.may_reopen,
        ),
        move(
            "close",
            (S.LIVE, S.PAUSED),
            S.CLOSED,
            "business coordinator",
            "Close it",
            tone="warning",
        ),
        move(
            "undo_close",
            S.CLOSED,
            S.LIVE,
            "business coordinator",
            "Undo: show it again",
            when=conditions.may_undo_close,
        ),
        move("expire", (S.LIVE, S.PAUSED), S.EXPIRED, "system", "Past its closing date"),
        move(
            "withdraw",
            TAKEN_DOWN_FROM,
            S.WITHDRAWN_BY_COUNCIL,
            "coordinator",
            "Withdraw",
            needs_reason=True,
            tone="warning",
        ),
        move("archive", OVER, S.ARCHIVED, ALL, "Put it away"),
    ),
)
