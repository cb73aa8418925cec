"""What dated tables hold: the rows that came with the product, and those two people put over them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import g, has_request_context
from sqlalchemy import select

from app import clock, db
from app.settings import services, tables
from app.settings.models import DatedRow, RowState
from app.settings.tables import Row


def rows(name: str) -> list[Row]:
    """Return what counts in a table, by key and first day, what is still to come included.

    A confirmed row takes the place of the one with the same key and first day that came with the
    product; any other new row of the product counts as soon as it ships.
    """
    found = {(row.key, row.valid_from): row for row in tables.find(name).shipped()}
    found |= {(row.key, row.valid_from): row for row in _confirmed() if row.table == name}
    return [found[place] for place in sorted(found)]


def on(name: str, key: str, day: date | None = None) -> Row | None:
    """Return the row that holds on a day (default today), or None."""
    return holding((row for row in rows(name) if row.key == key), day or clock.today())


def holding(candidates: Iterable[Row], day: date) -> Row | None:
    """Return the row of one key that holds on a day: the last to have begun, if it has not ended."""
    begun = [row for row in candidates if row.valid_from <= day]
    last = max(begun, key=lambda row: row.valid_from, default=None)
    ended = last is None or last.value is None or (last.valid_to and last.valid_to < day)
    return None if ended else last


def all_on(name: str, day: date | None = None) -> dict[str, Row]:
    """Return what holds on a day, by key."""
    day = day or clock.today()
    by_key: dict[str, list[Row]] = {}
    for row in rows(name):
        by_key.setdefault(row.key, []).append(row)
    held = {key: holding(group, day) for key, group in by_key.items()}
    return {key: row for key, row in held.items() if row is not None}


def _confirmed() -> list[Row]:
    if not has_request_context():
        return _read()
    if "dated_rows" not in g:
        g.dated_rows = _read()
    kept: list[Row] = g.dated_rows
    return kept


def forget() -> None:
    """Let the rest of this request see what has just changed."""
    g.pop("dated_rows", None)


def _read() -> list[Row]:
    statement = select(DatedRow).where(DatedRow.state == RowState.CONFIRMED)
    return [plain(row) for row in db.session.scalars(statement)]


def plain(row: DatedRow) -> Row:
    """Return a row of the database as everybody reads it."""
    value, ref = row.content, row.ref
    said = (row.source, row.address, row.valid_to, row.reason, ref)
    return Row(row.table_name, row.key, value, row.valid_from, *said)


def shipped_rows(name: str, listed: Iterable[dict[str, Any]]) -> list[Row]:
    """Return rows as a JSON file of the product lists them: key, value, valid_from, source …"""
    return [
        Row(
            table=name,
            key=item["key"],
            value=item["value"],
            valid_from=date.fromisoformat(item["valid_from"]),
            source=item["source"],
            address=item.get("address"),
            valid_to=date.fromisoformat(item["valid_to"]) if item.get("valid_to") else None,
        )
        for item in listed
    ]


def reference_rows(name: str) -> list[Row]:
    """Return the rows of `reference/<name>.json`."""
    return shipped_rows(name, services.reference(name))


def as_json(value: Any) -> Any:
    """Return a value as the database will give it back."""
    return json.loads(json.dumps(value))
