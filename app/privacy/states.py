"""The steps of a copy somebody asked for; two people see it before it goes."""

from __future__ import annotations

from app.privacy.models import CopyState as S
from app.states import Machine, move

DESK = "coordinator"
SECOND = "coordinator manager"
DATA_COPY = Machine(
    "data_copy",
    S,
    S.PREPARING,
    (
        move("ask_check", S.PREPARING, S.CHECKING, DESK, "Ask for the second look", tone="primary"),
        move("send_back", S.CHECKING, S.PREPARING, SECOND, "Send it back", needs_reason=True),
        move("release", S.CHECKING, S.READY, SECOND, "It may go", tone="primary"),
        move("release_alone", S.PREPARING, S.READY, DESK, "It may go", tone="primary"),
        move(
            "hand_over",
            S.READY,
            S.HANDED_OVER,
            "coordinator manager advisor young_person",
            "It was handed over",
        ),
        move(
            "stop",
            (S.PREPARING, S.CHECKING),
            S.STOPPED,
            "coordinator young_person",
            "They do not want it any more",
            needs_reason=True,
        ),
    ),
)
