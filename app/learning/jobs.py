"""What learning does on a clock."""

from __future__ import annotations

from app.learning import services, texts, watching


def weekly() -> None:
    """Try to weigh the score, and to hear sectors, better than last week."""
    services.learn(by=None)
    texts.learn(by=None)


def count_lists() -> None:
    """Count how everybody’s list looks, so that a change in them is noticed."""
    watching.count_lists()
