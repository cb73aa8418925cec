"""What learning does on a clock."""

from __future__ import annotations

from app.learning import services, watching


def weekly() -> None:
    """Try to weigh the score better than last week."""
    services.learn(by=None)


def count_lists() -> None:
    """Count how everybody’s list looks, so that a change in them is noticed."""
    watching.count_lists()
