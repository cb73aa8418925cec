"""Barriers as a file for a spreadsheet, in which no cell can run."""

from __future__ import annotations

from collections.abc import Iterable

from app.tables import writing

HEADINGS = ("Sort", "What", "Opens", "Young people", "Offers")


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Return these rows as a CSV file with every cell quoted."""
    return writing.as_csv(HEADINGS, rows)
