"""What learning does on a clock."""

from __future__ import annotations

from app.learning import services


def weekly() -> None:
    """Try to weigh the score better than last week."""
    services.learn(by=None)
