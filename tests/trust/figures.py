"""How often the heavy tests try, and the lines they print: few in the suite, all for the figures."""

from __future__ import annotations

import os

WHOLE = os.environ.get("TRUST_COUNTS") == "whole"
MARK = "figure | "


def tries(few: int, whole: int) -> int:
    """How often to try: the few of every day, or as many as the figures promise."""
    return whole if WHOLE else few


def figure(row: str, what: str, found: object, tried: object) -> None:
    """Print one line of the table that `scripts/measure trust` makes; `pytest -s` shows it."""
    print(f"\n{MARK}{row} | {what} | {found} of {tried}")
