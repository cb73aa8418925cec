"""A caseload as a file for a spreadsheet, in which no cell can run."""

from __future__ import annotations

from collections.abc import Iterable

from app.filters import words
from app.tables import writing
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


def as_csv(lines: Iterable[Line]) -> str:
    """Return these lines as a CSV file with every cell quoted."""
    return writing.as_csv(HEADINGS, map(_cells, lines))


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
