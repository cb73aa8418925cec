"""What this feature does by the clock; each may run twice without harm."""

from __future__ import annotations

from app.voice import kept, links, visits


def forget_old() -> None:
    """Remove visits and links that are over, and what was typed too late and never sent."""
    kept.forget_old()
    visits.forget_old()
    links.forget_old()
