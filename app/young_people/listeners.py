"""What this feature says to those below it when it is put in its place."""

from __future__ import annotations

from app.young_people import wordings


def listen() -> None:
    """Let two people keep the words of agreements."""
    wordings.register()
