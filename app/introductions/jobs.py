"""What this feature does by the clock; each may run twice without harm."""

from __future__ import annotations

from app.introductions import chasing


def chase() -> None:
    """Remind employers that have not answered; give up when the time is over."""
    chasing.chase()


def close_lapsed() -> None:
    """End introductions whose agreement ran out yesterday."""
    chasing.close_lapsed()


def remind_of_interviews() -> None:
    """Remind both sides a week and a day before an interview."""
    chasing.remind_of_interviews()
