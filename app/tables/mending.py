"""The rows of an uploaded file that have to be mended: on the page, and as a file of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.tables import problems, uploads
from app.tables.models import Upload
from app.tables.problems import Problem, WrongRow, said

MOST_SHOWN = 30  # rows on the page; the file has them all


def _by_row(listed: Iterable[Problem]) -> dict[int, list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for problem in listed:
        found.setdefault(problem.row, []).append(problem)
    return found


def wrong_rows(
    upload: Upload, listed: Iterable[Problem], labels: Mapping[str, str]
) -> list[WrongRow]:
    """Return the first rows with something wrong, as they stand in the file."""
    found = _by_row(listed)
    wanted = set(list(found)[:MOST_SHOWN])
    return [
        problems.shown(upload.headings, upload.mapping, number, cells, found[number], labels)
        for number, cells in uploads.table(upload).rows(upload.heading_row)
        if number in wanted
    ]


def errors_file(upload: Upload, listed: Iterable[Problem], labels: Mapping[str, str]) -> str:
    """Return every row with something wrong as CSV, each with what to mend."""
    found = _by_row(listed)
    rows = uploads.table(upload).rows(upload.heading_row)
    lines = (
        (n, cells, "; ".join(said(labels.get(it.field, it.field), it.words) for it in found[n]))
        for n, cells in rows
        if n in found
    )
    return problems.as_file(upload.headings, lines)
