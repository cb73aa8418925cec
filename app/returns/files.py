"""The OC3 file itself: headings and order as the return asks for them."""

from __future__ import annotations

from collections.abc import Iterable

from app.returns.cohort import Entry
from app.tables.writing import as_csv

HEADINGS = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")


def as_oc3(entries: Iterable[Entry]) -> str:
    """Return the file; dates as DD/MM/YYYY."""
    return as_csv(HEADINGS, (_cells(entry) for entry in entries))


def _cells(entry: Entry) -> list[str]:
    line = entry.line
    born = f"{line.born:%d/%m/%Y}" if line.born else ""
    return [line.child or "", born, *(code or "" for code in line.codes)]
