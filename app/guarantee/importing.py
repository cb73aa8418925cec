"""Vacancies from a file: what each row says, or what is wrong with it in plain words."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date

from app.guarantee.criteria import in_both, read_criteria
from app.guarantee.vacancies import Details, plain
from app.typed import clean, read_date

MOST_ROWS = 500
PARTED_BY = r"[;|\n]"
COLUMNS = {
    "number": ("vacancy number", "number", "vacancy", "reference", "ref"),
    "title": ("job title", "title", "post", "role"),
    "department": ("department", "directorate", "service", "team"),
    "closes": ("closing date", "closes", "close date", "closing"),
    "essential": ("essential criteria", "essential"),
    "desirable": ("desirable criteria", "desirable"),
}
OPTIONAL = {"desirable"}
LENGTHS = {"number": 40, "title": 120, "department": 120}


@dataclass(frozen=True)
class Row:
    """One row of the file that can be read."""

    line: int
    details: Details


@dataclass(frozen=True)
class Problem:
    """What is wrong with one row, or with the whole file when it has no row."""

    line: int | None
    words: str


@dataclass
class Sheet:
    """A file as it was read."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Unreadable(ValueError):
    """The file is no table of text."""


def text_of(raw: bytes) -> str:
    """Return the text of a file; raise Unreadable when it holds something else."""
    if raw[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"} or b"\x00" in raw:
        raise Unreadable("Save the spreadsheet as CSV and choose that file: this one is not text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read(text: str) -> Sheet:
    """Read a whole file; each row becomes a vacancy or a problem."""
    sheet = Sheet()
    try:
        records = _records(text)
        places = _places(records[0] if records else [])
    except Unreadable as error:
        sheet.problems.append(Problem(None, str(error)))
        return sheet
    seen: dict[str, int] = {}
    for line, record in enumerate(records[1:], 2):
        if any(cell.strip() for cell in record):
            _take(sheet, seen, line, record, places)
    if not (sheet.rows or sheet.problems):
        sheet.problems.append(Problem(None, "Choose a file that has vacancies under its first row"))
    return sheet


def _records(text: str) -> list[list[str]]:
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff \r\n"), newline=""), delimiter=delimiter)
    try:
        records = list(reader)
    except csv.Error as error:
        raise Unreadable(
            "This file cannot be read as a table. Save it again as CSV and choose the new file"
        ) from error
    if len(records) > MOST_ROWS + 1:
        raise Unreadable(
            f"Choose a file with at most {MOST_ROWS} vacancies. This one has {len(records) - 1:,} rows"
        )
    return records


def _places(head: list[str]) -> dict[str, int]:
    named = [" ".join(clean(cell).lower().replace("_", " ").split()) for cell in head]
    found = {
        column: named.index(name)
        for column, names in COLUMNS.items()
        for name in reversed(names)
        if name in named
    }
    wanted = {column: names[0] for column, names in COLUMNS.items() if column not in OPTIONAL}
    missing = [name for column, name in wanted.items() if column not in found]
    if missing:
        raise Unreadable(
            f"Add a column called “{missing[0].capitalize()}” to the first row of the file"
        )
    return found


def _take(
    sheet: Sheet, seen: dict[str, int], line: int, record: list[str], places: dict[str, int]
) -> None:
    cells = {
        column: clean(record[place], lines=True) if place < len(record) else ""
        for column, place in places.items()
    }
    details, problems = _details(cells)
    if details:
        earlier = seen.setdefault(details.number, line)
        if earlier != line:
            problems = [f"Row {earlier} has the same vacancy number. Keep one of them"]
    sheet.problems += [Problem(line, words) for words in problems]
    if details and not problems:
        sheet.rows.append(Row(line, details))


def _details(cells: dict[str, str]) -> tuple[Details | None, list[str]]:
    problems: list[str] = []
    for column, limit in LENGTHS.items():
        cells[column] = " ".join(cells[column].split())
        problems += _text_problems(column, cells[column], limit)
    closes = _closes(cells["closes"], problems)
    essential = _criteria(cells["essential"], problems)
    desirable = _criteria(cells.get("desirable", ""), problems)
    problems += _criteria_problems(essential, desirable)
    if problems or closes is None:
        return None, problems
    texts = plain(cells["number"]), cells["title"], cells["department"]
    return Details(*texts, closes, essential, desirable), problems


def _text_problems(column: str, cell: str, limit: int) -> list[str]:
    called = f"the {COLUMNS[column][0]}"
    if not cell:
        return [f"Enter {called}"]
    too_long = f"{called.capitalize()} must be {limit} characters or fewer"
    return [too_long] if len(cell) > limit else []


def _closes(cell: str, problems: list[str]) -> date | None:
    try:
        return read_date(cell)
    except ValueError as error:
        wrong = f"The closing date {error}: “{cell[:40]}”"
        problems.append(wrong if cell else "Enter the closing date, like 31/12/2026")
        return None


def _criteria(cell: str, problems: list[str]) -> tuple[str, ...]:
    try:
        return read_criteria(cell, PARTED_BY)
    except ValueError as error:
        problems.append(str(error))
        return ("",)  # something was there, so that nobody is told it is missing


def _criteria_problems(essential: tuple[str, ...], desirable: tuple[str, ...]) -> list[str]:
    if not essential:
        return ["Enter at least one essential criterion"]
    twice = in_both(essential, desirable) if essential != desirable else None
    return [f"“{twice[:60]}” is essential and desirable. Keep it in one column"] if twice else []
