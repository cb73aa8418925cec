"""What the clock does with adverts from outside."""

from __future__ import annotations

from app.adverts import services


def pull() -> None:
    """Fetch them, when a key is set."""
    services.pull()
