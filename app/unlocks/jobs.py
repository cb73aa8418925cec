"""What this feature does on a clock."""

from __future__ import annotations

from app.unlocks import services


def follow() -> None:
    """Work out what would open more where suggestions have changed."""
    services.follow()
