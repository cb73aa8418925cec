"""Files people upload, as rows of cells: CSV and XLSX, measured before and while they are unpacked."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from app.errors import DomainError
from app.typed import clean

MB = 1024 * 1024
LOOK_FOR_HEADINGS = 20  # rows from the top
SIGNS = ",;\t|"
CHUNK = 64 * 1024
PACKED, OLD_BOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how XLSX and XLS files begin
Cells = tuple[Any, ...]
Lines = Iterator[tuple[int, Cells]]


class BadFile(DomainError):
    """The file as a whole cannot be read."""

    message = "Choose a CSV or XLSX file"
    field = "file"


@dataclass(frozen=True)
class Limits:
    """How much of a file is read at all."""

    bytes: int = 5 * MB
    unpacked: int = 20 * MB
    rows: int = 5000
    columns: int = 80


@dataclass(frozen=True)
class Table:
    """A file that can be read more than once: its headings, then its rows."""

    name: str
    content: bytes | Path
    limits: Limits = field(default_factory=Limits)

    def raw(self) -> bytes:
        """Return the content; refuse one that is too long."""
        size = len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size
        if size > self.limits.bytes:
            raise BadFile(
                f"This file is larger than {self.limits.bytes // MB} MB: "
                "divide it, or leave out what is not needed"
            )
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()

    def lines(self) -> Lines:
        """Yield each row that is not blank, with its number as a spreadsheet counts."""
        reader = READERS.get(Path(self.name).suffix.lower())
        if reader is None:
            raise BadFile
        raw = self.raw()
        if raw.startswith(OLD_BOOK):
            raise BadFile("This is a workbook of an old kind: save it as XLSX and choose that one")
        # What a file holds counts, not what somebody called it.
        reader = _xlsx if raw.startswith(PACKED) else reader
        for number, cells in _bounded(reader(raw, self.limits), self.limits):
            if any(cell is not None and str(cell).strip() for cell in cells):
                yield number, cells

    def headings(self, known: Callable[[str], bool] = bool) -> tuple[int, tuple[str, ...]]:
        """Return the number of the row that names the columns, and the names.

        Titles, blank and merged rows may stand above it: of the first rows the one with the most
        names somebody knows is taken, or else the first with more than one name.
        """
        top = list(islice(self.lines(), LOOK_FOR_HEADINGS))
        if not top:
            raise BadFile("There is nothing in this file: choose another one")
        best = max(top, key=lambda line: _promise(line[1], known))
        names = [clean(_text(cell))[:120] for cell in best[1]]
        while names and not names[-1]:
            names.pop()
        if len(names) > self.limits.columns:
            raise BadFile(f"This file has more than {self.limits.columns} columns: remove some")
        return best[0], tuple(names)

    def rows(self, below: int) -> Lines:
        """Yield the rows under the headings; refuse more than the limit."""
        count = 0
        for number, cells in self.lines():
            if number <= below:
                continue
            count += 1
            if count > self.limits.rows:
                raise BadFile(f"This file has more than {self.limits.rows:,} rows: divide it")
            yield number, cells


def _promise(cells: Cells, known: Callable[[str], bool]) -> tuple[int, bool]:
    names = [clean(_text(cell)) for cell in cells if cell is not None]
    filled = [name for name in names if name]
    return sum(map(known, filled)) if known is not bool else 0, len(filled) > 1


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _bounded(lines: Lines, limits: Limits) -> Lines:
    """Stop reading where a file claims to go on for ever."""
    for count, line in enumerate(lines):
        if count > 2 * limits.rows + 1000:
            raise BadFile(
                f"This file has more than {limits.rows:,} rows, counting empty ones: divide it"
            )
        yield line


def _csv(content: bytes, limits: Limits) -> Lines:
    text = _decoded(content)
    if "\x00" in text:
        raise BadFile("This file is not text: save it again as CSV or XLSX")
    said = re.match(r"sep=(.)\r?\n", text)
    if said:
        text = text[said.end() :]
    sign = said[1] if said else _sign(text)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        for number, cells in enumerate(lines, 2 if said else 1):
            yield number, tuple(cells[: limits.columns + 1])
    except (csv.Error, TypeError) as error:
        raise BadFile(f"This CSV file is broken: {error}") from None


def _decoded(content: bytes) -> str:
    coding = _coding(content)
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        if coding != "utf-8-sig":
            raise BadFile("This file is not text: save it again as CSV or XLSX") from None
        # What Windows writes when nobody asks for UTF-8; its few empty places become a mark.
        return content.decode("cp1252", errors="replace")


def _coding(content: bytes) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    head = content[:400]
    if len(head) >= 4 and len(head) % 2 == 0:
        for coding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
            if zeros.count(0) > 0.7 * len(zeros):
                return coding
    return "utf-8-sig"


def _sign(text: str) -> str:
    """Return what stands between the cells: the sign under which most rows are equally wide."""
    head = text[:20_000]

    def fit(sign: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(head, newline=""), delimiter=sign), 12))
        except csv.Error:
            return (0, 0)
        widths = [len(row) for row in rows if len(row) > 1]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(common), common)

    return max(SIGNS, key=fit)


def _xlsx(content: bytes, limits: Limits) -> Lines:
    measure(content, limits.unpacked)
    book = None
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
        cells = sheet.iter_rows(max_col=limits.columns + 1, values_only=True)
        for number, row in enumerate(cells, 1):
            yield number, _trimmed(row)
    except Exception as error:
        # A broken workbook trips the reader in any of a dozen ways; each means the same here.
        raise BadFile("This workbook cannot be read: save it again as XLSX or CSV") from error
    finally:
        if book is not None:
            book.close()


def _trimmed(cells: Cells) -> Cells:
    """Return a row without the empty cells at its end."""
    last = max((at for at, cell in enumerate(cells, 1) if cell is not None), default=0)
    return cells[:last]


SMALL = MB  # of what is neither a sheet nor its words: styles, names, relations


def measure(content: bytes, most: int) -> None:
    """Refuse a workbook that unpacks to too much: by its directory, and again while it unpacks."""
    large = (
        f"This workbook is larger than {most // MB} MB once unpacked: divide it, or save it as CSV"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > 1000 or sum(part.file_size for part in parts) > most:
                raise BadFile(large)
            left = most
            for part in parts:
                left -= _unpacked(packed, part, left, large)
    except BadFile:
        raise
    except Exception as error:
        raise BadFile("This is not a workbook: save it again as XLSX or CSV") from error


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, most: int, large: str) -> int:
    sheet = "worksheets/" in part.filename or part.filename.endswith("sharedStrings.xml")
    xml = part.filename.endswith((".xml", ".rels"))
    if xml and not sheet and part.file_size > SMALL:
        raise BadFile(large)
    size, last = 0, b""
    with packed.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise BadFile(large)
            # A workbook has no need to define words of its own, which may unfold without end.
            if xml and (b"<!DOCTYPE" in last + chunk or b"<!ENTITY" in last + chunk):
                raise BadFile("This workbook cannot be read: save it again as XLSX or CSV")
            last = chunk[-16:]
    return size


READERS: dict[str, Callable[[bytes, Limits], Lines]] = {
    ".csv": _csv,
    ".txt": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
}
