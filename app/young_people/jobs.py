"""What this feature does by the clock; each may run twice without harm."""

from __future__ import annotations

from app.young_people import consents, covers


def end_lapsed_consents() -> None:
    """Stop suggestions for everybody whose agreement ended yesterday."""
    consents.end_lapsed()


def follow_covers() -> None:
    """End covers whose last day is over, and remind those whose cover begins today.

    Who sees what does not hang on this: the rule looks at the days itself.
    """
    covers.follow()
