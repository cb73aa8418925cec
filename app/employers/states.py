"""What can become of an organisation."""

from __future__ import annotations

from app.employers.models import EmployerState as S
from app.states import Machine, move

EMPLOYER = Machine(
    "employer",
    S,
    S.EMAIL_UNVERIFIED,
    (
        move("verify_email", S.EMAIL_UNVERIFIED, S.PENDING_REVIEW, "business system", "Confirm the address"),
        move("ask", S.PENDING_REVIEW, S.MORE_INFO, "coordinator", "Ask for more", needs_reason=True),
        move("answer", S.MORE_INFO, S.PENDING_REVIEW, "business", "Send our answer", tone="primary"),
        move("approve", S.PENDING_REVIEW, S.APPROVED, "coordinator", "Approve", tone="primary"),
        move(
            "decline",
            (S.PENDING_REVIEW, S.MORE_INFO),
            S.DECLINED,
            "coordinator",
            "Decline",
            needs_reason=True,
            tone="warning",
        ),
        move("reopen", S.DECLINED, S.PENDING_REVIEW, "coordinator", "Look again", needs_reason=True),
        move("rest", S.APPROVED, S.DORMANT, "system coordinator", "Mark as dormant"),
        move("wake", S.DORMANT, S.APPROVED, "business coordinator", "Still happy to help", tone="primary"),
        move(
            "suspend",
            (S.APPROVED, S.DORMANT, S.PENDING_REVIEW, S.MORE_INFO),
            S.SUSPENDED,
            "coordinator",
            "Suspend",
            needs_reason=True,
            tone="warning",
        ),
        move("lift", S.SUSPENDED, S.PENDING_REVIEW, "coordinator", "Lift the suspension", needs_reason=True),
        move(
            "archive",
            (S.EMAIL_UNVERIFIED, S.DECLINED, S.DORMANT, S.SUSPENDED, S.APPROVED),
            S.ARCHIVED,
            "coordinator",
            "Archive",
            needs_reason=True,
        ),
    ),
)
