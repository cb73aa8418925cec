"""Files of offers as rows: CSV, XLSX and JSON Lines, measured before they are unpacked."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.errors import DomainError
from app.typed import clean

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_COLUMNS = 60
KEYS = (
    *("id", "employer", "employer_kind", "kind", "sector", "title", "text", "skills"),
    *("essential_qualifications", "min_level", "lat", "lon", "place", "postcode", "area", "remote"),
    *("opens", "closes", "start", "end", "hours_per_week", "days", "pay_per_hour", "places"),
    *("places_taken", "min_age", "max_age", "dbs_required", "adjustments_offered"),
    "employer_response_rate",
)
NEEDED = ("id", "employer", "kind", "sector", "title")
Rows = Iterator[tuple[int, dict[str, Any]]]


class BadFile(DomainError):
    """The file as a whole cannot be read."""

    message = "Choose a CSV, XLSX or JSON Lines file"
    field = "file"


@dataclass(frozen=True)
class Source:
    """A file that can be read more than once; `most` is how many rows it may have."""

    name: str
    content: bytes | Path
    most: int = 50_000

    def open(self) -> BinaryIO:
        """Return the content from its beginning."""
        return (
            io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")
        )

    def rows(self) -> Rows:
        """Yield each row’s number, as people count in the file, and its cells by key."""
        reader = READERS.get(Path(self.name).suffix.lower())
        if reader is None:
            raise BadFile
        with self.open() as file:
            if _size(file) > MOST_BYTES:
                raise BadFile("This file is larger than 50 MB: divide it")
            yield from self._counted(reader(file))

    def _counted(self, rows: Rows) -> Rows:
        for count, row in enumerate(rows, 1):
            if count > self.most:
                raise BadFile(f"This file has more than {self.most:,} rows: divide it")
            yield row


def _size(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _csv(file: BinaryIO) -> Rows:
    coding = "utf-16" if file.read(2) in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=coding, newline="")
    try:
        first = text.readline()
        text.seek(0)
        sign = max(",;\t", key=first.count)
        lines = csv.reader(text, delimiter=sign)
        keys = headings(next(lines, []))
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield lines.line_num, _record(keys, cells)
    except UnicodeError:
        raise BadFile("This file is not UTF-8: save it as “CSV UTF-8”") from None
    except csv.Error as error:
        raise BadFile(f"This CSV file is broken: {error}") from None


def headings(cells: list[Any]) -> list[str]:
    """Return the keys of the columns; refuse a column nobody knows, and one that is missing."""
    keys = [clean(str(cell or "")).casefold().replace(" ", "_") for cell in cells[:MOST_COLUMNS]]
    while keys and not keys[-1]:
        keys.pop()
    unknown = [key for key in keys if key not in KEYS]
    if unknown:
        raise BadFile(f"The column “{unknown[0][:40]}” is not known: remove or rename it")
    missing = [key for key in NEEDED if key not in keys]
    if missing:
        raise BadFile(f"Add a column “{missing[0]}”")
    if len(set(keys)) < len(keys):
        raise BadFile("Two columns have the same name: remove one")
    return keys


def _record(keys: list[str], cells: Any) -> dict[str, Any]:
    pairs = zip(keys, cells, strict=False)
    return {key: cell for key, cell in pairs if cell is not None and cell != ""}


def _xlsx(file: BinaryIO) -> Rows:
    _measure(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        lines = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        keys = headings(list(next(lines, ())))
        for number, cells in enumerate(lines, 2):
            if any(cell is not None and str(cell).strip() for cell in cells):
                yield number, _record(keys, cells)
    except BadFile:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        IndexError,
    ) as e:
        raise BadFile("This workbook cannot be read: save it again as XLSX or CSV") from e


def _measure(file: BinaryIO) -> None:
    """Refuse a workbook that would unpack to too much; its directory tells without unpacking."""
    try:
        with zipfile.ZipFile(file) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise BadFile("This is not a workbook: save it again as XLSX or CSV") from None
    if unpacked > MOST_UNPACKED:
        raise BadFile(
            "This workbook is larger than 20 MB once unpacked: divide it, or save it as CSV"
        )
    file.seek(0)


def _jsonl(file: BinaryIO) -> Rows:
    for number, raw in enumerate(file, 1):
        if not raw.strip():
            continue
        try:
            record = json.loads(raw.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            raise BadFile(f"Line {number} is not JSON") from None
        if not isinstance(record, dict):
            raise BadFile(f"Line {number} is not a JSON object")
        unknown = sorted(record.keys() - set(KEYS))
        if unknown:
            raise BadFile(f"Line {number} has a key that is not known: “{unknown[0][:40]}”")
        yield (
            number,
            {key: value for key, value in record.items() if value is not None and value != ""},
        )


READERS = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl, ".ndjson": _jsonl}
