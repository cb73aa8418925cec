"""What the pages of dated tables show: what holds now, what comes, what waits, and the whole history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import NoResultFound

from app import clock
from app.settings import changing, dated, tables
from app.settings.models import DatedRow, RowState
from app.settings.tables import DatedTable, Row

if TYPE_CHECKING:
    from app.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """One key of a table: what holds, what follows, what is made and has no first day yet."""

    key: str
    name: str
    group: str
    now: Row | None
    coming: tuple[Row, ...]
    earlier: tuple[Row, ...]
    ahead: Row | None
    waiting: bool


@dataclass(frozen=True)
class Overview:
    """One table among the others."""

    table: DatedTable
    entries: int
    coming: int
    waiting: int


def overviews() -> list[Overview]:
    """Return every dated table, with how much is in it, to come and waiting."""
    open_ones, today = changing.waiting(), clock.today()
    return [
        Overview(
            table,
            len(dated.all_on(table.name)),
            sum(row.valid_from > today for row in dated.rows(table.name)),
            sum(row.table_name == table.name for row in open_ones),
        )
        for table in tables.every()
    ]


def entries(table: DatedTable) -> list[tuple[str, list[Entry]]]:
    """Return a table’s keys under their headings, in the order of the table."""
    rows, today = dated.rows(table.name), clock.today()
    ahead = {row.key: row for row in table.ahead()}
    open_keys = {r.key for r in changing.waiting() if r.table_name == table.name}
    found = [
        _entry(table, key, [row for row in rows if row.key == key], today, ahead, open_keys)
        for key in _keys(table, rows)
    ]
    return [(name, list(group)) for name, group in groupby(found, key=lambda entry: entry.group)]


def _keys(table: DatedTable, rows: list[Row]) -> list[str]:
    named = list(table.names())
    return named + [key for key in dict.fromkeys(row.key for row in rows) if key not in named]


def _entry(
    table: DatedTable,
    key: str,
    rows: list[Row],
    today: date,
    ahead: dict[str, Row],
    open_keys: set[str],
) -> Entry:
    now = dated.holding(rows, today)
    return Entry(
        key,
        tables.name_of(table, key),
        table.groups().get(key, table.title),
        now,
        tuple(row for row in rows if row.valid_from > today),
        tuple(row for row in reversed(rows) if row.valid_from <= today and row is not now),
        ahead.get(key),
        key in open_keys,
    )


def starting_point(table: DatedTable, key: str, *, new_law: bool) -> Row | None:
    """Return what a form begins with: the row that waits for its day, or what holds now.

    Raise NoResultFound, hence a 404, for a key people may not propose a row for.
    """
    if not known(table, key):
        raise NoResultFound(key)
    if new_law:
        return next((row for row in table.ahead() if row.key == key), None)
    return dated.on(table.name, key)


def title(table: DatedTable, key: str) -> str:
    """Return what is being changed."""
    return tables.name_of(table, key) if key else "Something new"


def known(table: DatedTable, key: str) -> bool:
    """Say whether people may propose a row for this key."""
    return key in _keys(table, dated.rows(table.name)) or (table.open_keys and not key)


def one(row: DatedRow, *, by: User) -> dict[str, Any]:
    """Return what the page of one row shows, with what it would do while that is still open."""
    table, plain = tables.find(row.table_name), dated.plain(row)
    before = changing.before(plain)
    return {
        "row": row,
        "table": table,
        "name": tables.name_of(table, row.key),
        "after": tables.said(plain),
        "before": tables.said(before) if before else None,
        "corrects": before is not None and before.valid_from == row.valid_from,
        "in_the_past": row.valid_from < clock.today(),
        "effect": tables.effect(plain) if row.state == RowState.PROPOSED else None,
        "moves": changing.may(row, by=by),
        "own": row.proposed_by_id == by.id,
    }


def history(table: DatedTable) -> list[tuple[DatedRow, str, str]]:
    """Return every row anybody proposed, with its name and what it says."""
    return [
        (row, tables.name_of(table, row.key), tables.said(dated.plain(row)))
        for row in changing.kept(table.name)
    ]
