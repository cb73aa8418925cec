"""How a call somebody asked for moves: done, no answer, or given up."""

from __future__ import annotations

from app.guidance.models import CallState as S
from app.states import Machine, move

OPEN = (S.ASKED, S.TRY_AGAIN)
CALL = Machine(
    "call_back",
    S,
    S.ASKED,
    (
        move("done", OPEN, S.DONE, "coordinator", "We spoke", tone="primary"),
        move("no_answer", OPEN, S.TRY_AGAIN, "coordinator", "No answer, try again"),
        move("stop", OPEN, S.STOPPED, "coordinator", "Stop trying", needs_reason=True),
        move("reopen", (S.DONE, S.STOPPED), S.ASKED, "coordinator", "Ring again after all"),
    ),
)
