"""“Needs me now”: one line of somebody's home page, made by each feature for its own things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Need:
    """Who or what waits for you, what is wanted, since when or until when, and the one button."""

    who: str
    what: str
    href: str
    button: str
    since: date | None = None
    due: date | None = None


def by_urgency(needs: list[Need]) -> list[Need]:
    """Return what is due first first, then what has waited longest."""
    return sorted(needs, key=lambda need: (need.due or date.max, need.since or date.max, need.who))
