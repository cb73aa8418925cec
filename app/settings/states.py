"""What can become of a proposed row of a dated table."""

from __future__ import annotations

from app.settings.models import RowState as S
from app.states import Machine, move

KEEPERS = "coordinator admin"

DATED_ROW = Machine(
    "dated_row",
    S,
    S.PROPOSED,
    (
        move("confirm", S.PROPOSED, S.CONFIRMED, KEEPERS, "Confirm it", tone="primary"),
        move("send_back", S.PROPOSED, S.SENT_BACK, KEEPERS, "Send it back", needs_reason=True),
        move("take_back", S.PROPOSED, S.TAKEN_BACK, KEEPERS, "Take it back"),
        move("replace", S.CONFIRMED, S.REPLACED, "system", "Another row takes its place"),
    ),
)
