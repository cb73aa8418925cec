"""What can become of a question."""

from __future__ import annotations

from app.enquiries.models import EnquiryState as S
from app.states import Machine, move

ENQUIRY = Machine(
    "enquiry",
    S,
    S.UNCONFIRMED,
    (
        move("confirm", S.UNCONFIRMED, S.WAITING, "system", "Send my question"),
        move("answer", S.WAITING, S.ANSWERED, "coordinator", "Answer", tone="primary"),
        move(
            *("close", S.WAITING, S.CLOSED, "coordinator", "Close it without an answer"),
            needs_reason=True,
        ),
    ),
)
