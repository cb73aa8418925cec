"""Tables as files for a spreadsheet, in which no cell can run; read back, each cell is as it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from app.filters import listing
from app.tables.columns import Column

# Apostrophes in front are counted in, so that taking one away again always gives the original.
_LIVE = re.compile(r"'*[=+\-@\t\r\n]")
LONGEST_CELL = 32_767
LONGEST_LIST = 250  # characters of a drop-down list


def inert(text: str) -> str:
    """Return text that a spreadsheet shows and never calculates."""
    return f"'{text}" if _LIVE.match(text) else text


def original(cell: str) -> str:
    """Return what a cell held before it was made inert."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell


def written(value: Any) -> Any:
    """Return a value as a cell of a CSV file holds it: dates as 31/12/2026, yes and no as words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float | Decimal):
        # Text for a machine that looks at the first sign only: a minus may begin a formula.
        return inert(format(value, "f") if isinstance(value, Decimal) else str(value))
    return inert(str(value))


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Any]], *, mark: bool = False) -> str:
    """Return rows as CSV with every cell quoted; `mark` begins it as spreadsheets like UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([written(cell) for cell in row] for row in rows)
    return ("\ufeff" if mark else "") + out.getvalue()


class _Book:
    """A workbook in memory whose text is always text."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = Workbook(self.file, options)
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.quiet = self.book.add_format({"italic": True, "font_color": "#56646b"})
        self.date = self.book.add_format({"num_format": "dd/mm/yyyy"})

    def head(self, sheet: Any, names: Sequence[str]) -> None:
        """Write the names of the columns and keep them in view."""
        for at, name in enumerate(names):
            sheet.write_string(0, at, name, self.bold)
            sheet.set_column(at, at, min(44, max(14, len(name) + 2)))
        sheet.freeze_panes(1, 0)

    def write(self, sheet: Any, line: int, row: Iterable[Any], style: Any = None) -> None:
        """Write one row."""
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, at, _moment(value), self.date)
            elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                sheet.write_number(line, at, float(value), style)
            elif value is not None and value != "":
                sheet.write_string(line, at, str(written(value))[:LONGEST_CELL], style)

    def bytes(self) -> bytes:
        """Return the finished file."""
        self.book.close()
        return self.file.getvalue()


def _moment(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell has no zone


def as_xlsx(head: Sequence[str], rows: Iterable[Sequence[Any]], *, sheet: str = "Rows") -> bytes:
    """Return rows as a workbook."""
    book = _Book()
    page = book.book.add_worksheet(sheet)
    book.head(page, head)
    for line, row in enumerate(rows, 1):
        book.write(page, line, row)
    return book.bytes()


def template(columns: Sequence[Column], *, rows: int = 500) -> bytes:
    """Return a workbook to fill in: headings, an example row, drop-down lists, what each means."""
    book = _Book()
    page = book.book.add_worksheet("To fill in")
    lists, about = book.book.add_worksheet("Lists"), book.book.add_worksheet("What is what")
    book.head(page, [column.label for column in columns])
    book.write(page, 1, [column.example for column in columns], book.quiet)
    for at, column in enumerate(columns):
        if column.choices:
            _drop_down(page, lists, at, column.choices, rows)
    book.head(about, ["Column", "Needed", "What it holds", "Also called"])
    for line, column in enumerate(columns, 1):
        also = listing(column.also[:4])
        needed = "yes" if column.needed else "no"
        book.write(about, line, [column.label, needed, column.about, also])
    return book.bytes()


def _drop_down(page: Any, lists: Any, at: int, choices: Sequence[str], rows: int) -> None:
    for line, choice in enumerate(choices):
        lists.write_string(line, at, choice)
    name = _column_name(at)
    source = f"=Lists!${name}$1:${name}${len(choices)}"
    page.data_validation(
        1,
        at,
        rows,
        at,
        {
            "validate": "list",
            "source": source,
            "error_title": "Not on the list",
            "error_message": "Choose from the list",
            "error_type": "warning",
        },
    )


def _column_name(at: int) -> str:
    name, left = "", at + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name
