"""What the clock does with people’s data: lets go what is due by this room’s own rules."""

from __future__ import annotations

from app.privacy import retention


def forget_people() -> None:
    """Let go what is due; the other rooms’ own jobs do the rest of the list."""
    retention.run(only=retention.OURS)
