"""What this feature does when something moves below it."""

from __future__ import annotations


def listen() -> None:
    """Follow the moves this feature cares about."""
