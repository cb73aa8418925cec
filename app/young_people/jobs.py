"""What this feature does by the clock; each may run twice without harm."""

from __future__ import annotations

from app.young_people import consents


def end_lapsed_consents() -> None:
    """Stop suggestions for everybody whose agreement ended yesterday."""
    consents.end_lapsed()
