"""Barriers as a file for a spreadsheet, in which no cell can run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from app.young_people.exports import inert

HEADINGS = ("Sort", "What", "Opens", "Young people", "Offers")


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Return these rows as a CSV file with every cell quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue()
