"""What is wrong with the rows of a file, at the cell, and the file of them to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import DomainError
from app.tables.writing import as_csv

MOST = 100


class RowsWrong(DomainError):
    """At least one row cannot be stored, so none is."""

    message = "Nothing was brought in: mend the rows that are listed and try again"


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, in plain words."""

    row: int
    field: str
    words: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.field}: {self.words}"


@dataclass
class Problems:
    """The first hundred, and how many more there are."""

    listed: list[Problem] = field(default_factory=list)
    more: int = 0
    most: int = MOST

    def add(self, found: Sequence[Problem]) -> None:
        """Keep the first hundred, count the rest."""
        room = max(0, self.most - len(self.listed))
        self.listed += found[:room]
        self.more += len(found) - len(found[:room])

    def __len__(self) -> int:
        return len(self.listed) + self.more


@dataclass(frozen=True)
class WrongRow:
    """A row as it stands in the file, with what is wrong in it: (heading, cell, words or None)."""

    number: int
    cells: list[tuple[str, str, str | None]]
    rest: list[str]


def shown(
    headings: Sequence[str],
    mapping: Sequence[str],
    number: int,
    cells: Sequence[Any],
    found: Iterable[Problem],
    labels: Mapping[str, str],
) -> WrongRow:
    """Return a row with each problem at its cell; a column that the file lacks comes after."""
    at = {problem.field: problem.words for problem in found}
    rows = []
    for index, heading in enumerate(headings):
        cell = cells[index] if index < len(cells) else None
        key = mapping[index] if index < len(mapping) else ""
        words = at.pop(key, None) if key else None
        told = said(heading, words) if words else None
        rows.append((heading, "" if cell is None else str(cell)[:120], told))
    return WrongRow(number, rows, [said(labels.get(key, key), it) for key, it in at.items()])


def said(label: str, words: str) -> str:
    """Return what is wrong as a sentence: “Closes must be a date”, or the words where they are one."""
    return f"{label} {words}" if words[:1].islower() else words


def as_file(headings: Sequence[str], rows: Iterable[tuple[int, Sequence[Any], str]]) -> str:
    """Return wrong rows as CSV, with what to mend in the first column."""
    width = len(headings)
    body = (
        [f"Row {number}: {words}", *cells[:width], *[""] * (width - len(cells))]
        for number, cells, words in rows
    )
    return as_csv(["What to mend", *headings], body, mark=True)
