"""A file of offers as records: CSV and XLSX by their columns, JSON Lines by their keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.opportunities.intake.columns import COLUMNS
from app.tables import columns as naming
from app.tables.files import MB, BadFile, Limits, Table

__all__ = ["KEYS", "NEEDED", "BadFile", "Source"]

KEYS = (*(column.key for column in COLUMNS), "place")
NEEDED = ("id", "employer", "kind", "sector", "title")  # the sector may be suggested
Rows = Iterator[tuple[int, dict[str, Any]]]
JSON_LINES = {".jsonl", ".ndjson"}


@dataclass(frozen=True)
class Source:
    """A file that can be read more than once; `mapping` says what each heading means.

    Without it every heading has to be one of ours, word for word.
    """

    name: str
    content: bytes | Path
    most: int = 50_000
    mapping: tuple[str, ...] | None = None
    heading_row: int = 1

    @property
    def table(self) -> Table:
        """The file as rows of cells."""
        return Table(self.name, self.content, Limits(bytes=50 * MB, rows=self.most))

    @property
    def says(self) -> frozenset[str] | None:
        """The keys the file has a column for; None when each row has its own."""
        return None if self.mapping is None else frozenset(self.mapping) - {""}

    def rows(self) -> Rows:
        """Yield each row’s number, as people count in the file, and its cells by key."""
        if Path(self.name).suffix.lower() in JSON_LINES:
            yield from _counted(_json_lines(self.table.raw()), self.most)
            return
        columns = self.columns()
        for number, cells in self.cells():
            yield number, naming.record(columns, cells)

    def columns(self) -> tuple[str, ...]:
        """Return the key of each column."""
        return exact(self.table.headings()[1]) if self.mapping is None else self.mapping

    def cells(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield the rows as they stand in the file."""
        below = self.heading_row if self.mapping is not None else self.table.headings()[0]
        return self.table.rows(below)


def exact(headings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of headings that are ours; refuse one nobody knows, and one that is missing."""
    keys = tuple(heading.casefold().replace(" ", "_") for heading in headings)
    unknown = [key for key in keys if key not in KEYS]
    if unknown:
        raise BadFile(f"The column “{unknown[0][:40]}” is not known: remove or rename it")
    missing = [key for key in NEEDED if key not in keys]
    if missing:
        raise BadFile(f"Add a column “{missing[0]}”")
    if len(set(keys)) < len(keys):
        raise BadFile("Two columns have the same name: remove one")
    return keys


def _counted(rows: Rows, most: int) -> Rows:
    for count, row in enumerate(rows, 1):
        if count > most:
            raise BadFile(f"This file has more than {most:,} rows: divide it")
        yield row


def _json_lines(content: bytes) -> Rows:
    for number, raw in enumerate(content.split(b"\n"), 1):
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
        said = {key: value for key, value in record.items() if value is not None and value != ""}
        yield number, said
