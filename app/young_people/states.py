"""How a young person's record moves."""

from __future__ import annotations

from app.states import Machine, move
from app.young_people.models import YoungPersonState as S

YOUNG_PERSON = Machine(
    "young_person",
    S,
    S.NOT_STARTED,
    (
        move("begin", S.NOT_STARTED, S.IN_PROGRESS, "advisor manager", "Start the record", tone="primary"),
        move("ready", (S.IN_PROGRESS, S.NOT_NOW), S.READY, "advisor manager", "Ready for suggestions", tone="primary"),
        move("again", (S.READY, S.NOT_NOW), S.IN_PROGRESS, "advisor manager", "Back to getting ready"),
        move(
            "not_now",
            (S.NOT_STARTED, S.IN_PROGRESS, S.READY),
            S.NOT_NOW,
            "advisor manager",
            "Not now",
            needs_reason=True,
        ),
        move(
            "close",
            (S.NOT_STARTED, S.IN_PROGRESS, S.READY, S.NOT_NOW),
            S.CLOSED,
            "advisor manager",
            "Close the record",
            needs_reason=True,
            tone="warning",
        ),
        move("return", S.CLOSED, S.IN_PROGRESS, "advisor manager", "Open it again", needs_reason=True),
    ),
)
