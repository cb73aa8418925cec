"""What can become of a concern."""

from __future__ import annotations

from app.concerns.models import ConcernState as S
from app.states import Machine, move

DECIDED = (S.ACTION_TAKEN, S.NO_ACTION)

CONCERN = Machine(
    "concern",
    S,
    S.RECEIVED,
    (
        move("look", S.RECEIVED, S.LOOKING, "coordinator", "I look into it", tone="primary"),
        move(
            *("act", S.LOOKING, S.ACTION_TAKEN, "coordinator", "We did something"),
            needs_reason=True,
            tone="primary",
        ),
        move(
            *("leave", S.LOOKING, S.NO_ACTION, "coordinator", "Nothing needs doing"),
            needs_reason=True,
        ),
        move("close", DECIDED, S.CLOSED, "coordinator", "Close it", tone="primary"),
        move(
            *("reopen", (*DECIDED, S.CLOSED), S.LOOKING, "coordinator", "Look again"),
            needs_reason=True,
        ),
    ),
)
