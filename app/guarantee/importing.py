"""Vacancies from a file: which columns it may have, and what each row says or gets wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.guarantee.criteria import in_both, read_criteria
from app.guarantee.vacancies import Details, plain
from app.tables import cells
from app.tables.columns import Column
from app.tables.problems import Problem

PARTED_BY = r"[;|\n]"
COLUMNS = (
    Column(
        "number",
        "Vacancy number",
        (
            "vacancy",
            "vacancy ref",
            "vacancy no",
            "reference",
            "ref",
            "job reference",
            "job ref",
            "requisition",
        ),
        "A number that is known already changes that vacancy",
        needed=True,
        example="VAC-1187",
    ),
    Column(
        "title",
        "Job title",
        ("post", "role", "post title"),
        needed=True,
        example="Library assistant",
    ),
    Column(
        "department",
        "Department",
        ("directorate", "service", "team", "service area"),
        needed=True,
        example="Libraries",
    ),
    Column(
        "closes",
        "Closing date",
        ("closes", "close date", "closing", "deadline"),
        "Day, month, year",
        needed=True,
        example="31/12/2026",
    ),
    Column(
        "essential",
        "Essential criteria",
        ("essential requirements",),
        "Semicolons between them",
        needed=True,
        example="Can use a till; Can work at weekends",
    ),
    Column(
        "desirable",
        "Desirable criteria",
        ("desirable requirements",),
        "Semicolons between them; without this column, what is known stays",
        example="Has read to children",
    ),
)
LABELS = {column.key: column.label for column in COLUMNS}
NEEDED = [column.key for column in COLUMNS if column.needed]


def _criteria(cell: Any) -> tuple[str, ...]:
    return read_criteria(cells.words_of(cell), PARTED_BY)


READ: dict[str, Callable[[Any], Any]] = {
    "number": cells.text(40, lines=False),
    "title": cells.text(120, lines=False),
    "department": cells.text(120, lines=False),
    "closes": cells.day,
    "essential": _criteria,
    "desirable": _criteria,
}


@dataclass
class Row:
    """One vacancy of a file, or what is wrong with it."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)

    def wrong(self, column: str, words: str) -> None:
        """Note what is wrong with a cell."""
        self.errors.append(Problem(self.line, column, words))

    @property
    def number(self) -> str:
        """The vacancy number as it is kept; nothing when it cannot be read."""
        return plain(self.values.get("number", ""))

    def details(self, known: Details | None) -> Details:
        """Return what a good row says; of a column that is not in the file, what is known."""
        before = {"desirable": known.desirable if known else ()}
        return Details(**{**before, **self.values, "number": self.number})


def read_row(line: int, record: Mapping[str, Any], present: set[str]) -> Row:
    """Return a row with its values; what cannot be read is among its errors.

    `present` names the columns of the file: a cell that is empty there means that there is nothing.
    """
    row = Row(line)
    for key, cell in record.items():
        try:
            cells.refuse_broken(cell)
            row.values[key] = READ[key](cell)
        except (ValueError, OverflowError) as error:
            row.wrong(key, str(error))
    wrong = {problem.field for problem in row.errors}
    for key in NEEDED:
        if not row.values.get(key) and key not in wrong:
            row.wrong(key, "must be given")
    if "desirable" in present:
        row.values.setdefault("desirable", ())
    twice = in_both(row.values.get("essential", ()), row.values.get("desirable", ()))
    if twice:
        row.wrong("desirable", f"must not say “{twice[:60]}” again, which is essential already")
    return row
