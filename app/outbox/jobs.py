"""What the clock does with messages."""

from __future__ import annotations

from app.outbox import desk


def forget_texts() -> None:
    """Drop the texts of messages that left some time ago."""
    desk.forget_texts()
