"""How much there was to learn from, as it may be shown."""

from __future__ import annotations

from typing import Any

from app import suppression
from app.suppression import Figure

WORDS = {
    "offered": "Offered a place",
    "started": "Started",
    "completed": "Completed",
    "sustained": "Still there weeks later",
    "declined": "The young person said no",
    "ended_early": "Ended early",
}
WELL = ("offered", "started", "completed", "sustained")


def shown(figures: dict[str, Any]) -> list[tuple[str, str, Figure]]:
    """Return how many pairs came to each end: the words, whether it went well, the count."""
    counts = figures.get("ended", {})
    table = suppression.table({event: counts.get(event, 0) for event in WORDS})
    return [
        (words, "well" if event in WELL else "not well", table[event])
        for event, words in WORDS.items()
    ]
