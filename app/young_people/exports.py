"""A caseload as a file for a spreadsheet, in which no cell can run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from app.filters import words
from app.young_people.caseload import TURNS, Line

HEADINGS = (
    "Name",
    "Pronouns",
    "Case reference",
    "Status",
    "Whose turn",
    "What waits",
    "Advisor",
    "Last changed",
)
# Apostrophes in front are counted in, so that taking one away again always gives the original.
_LIVE = re.compile(r"'*[=+\-@\t\r\n]")


def inert(text: str) -> str:
    """Return text that a spreadsheet shows and never calculates."""
    return f"'{text}" if _LIVE.match(text) else text


def original(cell: str) -> str:
    """Return what a cell held before it was made inert."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell


def as_csv(lines: Iterable[Line]) -> str:
    """Return these lines as a CSV file with every cell quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in lines:
        writer.writerow([inert(cell) for cell in _cells(line)])
    return out.getvalue()


def _cells(line: Line) -> list[str]:
    return [
        line.name,
        line.pronouns,
        line.case_reference,
        words(line.state),
        TURNS[line.turn],
        "; ".join(reason.words for reason in line.reasons),
        line.advisor,
        line.changed_at.date().isoformat(),
    ]
