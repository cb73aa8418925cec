"""Dated tables that two people keep: which there are, what a row holds, who must hear of a change.

To add one, describe it and register it when the feature is put in its place, for example in the
`listen()` of its listeners:

    tables.register(DatedTable("incentives", "Money for employers", "What …", names, parts, shipped))

`shipped` returns the rows that come with the product (a JSON file of `reference/` will do, see
`dated.shipped_rows`). From then on the table has its pages at /settings/incentives, changes are
proposed by one person and confirmed by another, everything is audited and nothing is edited: a
correction is a new row that takes the place of the old one, with a reason. Read it by
`dated.rows("incentives")` or `dated.on("incentives", key, day)`; no table of its own in the
database, no migration and no page is needed. What a change would do is told by a preview
(`previewed_by`); who must act once it is confirmed follows the machine’s signal `states.moved`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import NoResultFound


@dataclass(frozen=True)
class Row:
    """What one key of a table holds from a day on; no value means that nothing holds any more."""

    table: str
    key: str
    value: Any
    valid_from: date
    source: str
    address: str | None = None
    valid_to: date | None = None
    reason: str | None = None
    ref: str | None = None  # of the row in the database; None: it came with the product


@dataclass(frozen=True)
class Part:
    """One box of a row: how it is asked, read, written back and said.

    `read` raises ValueError with a sentence, or with words that begin with “must”.
    """

    name: str
    label: str
    read: Callable[[str], Any]
    say: Callable[[Any], str] = str
    write: Callable[[Any], str] = str
    hint: str = ""
    needed: bool = True
    long: bool = False  # several sentences: a box of several lines


@dataclass(frozen=True)
class DatedTable:
    """One table: its name in addresses, its words, its keys with their words, its boxes, its rows.

    A row with one part holds its plain value, with several a dictionary by their names; values are
    what JSON can hold. With `open_keys` people may add keys; a new one is made from the first part.
    `groups` gives the heading each key stands under; `ahead` the rows that are made and have no first
    day yet (their first day is `date.max`), which the page offers to bring into force.
    """

    name: str
    title: str
    about: str
    names: Callable[[], Mapping[str, str]]
    parts: Callable[[str], Sequence[Part]]
    shipped: Callable[[], Iterable[Row]]
    open_keys: bool = False
    groups: Callable[[], Mapping[str, str]] = dict
    ahead: Callable[[], Iterable[Row]] = tuple
    brief: Sequence[str] = ()  # the parts a list of the table shows, where a row has many


@dataclass(frozen=True)
class Touched:
    """One thing a change would reach, and what would become of it."""

    title: str
    words: str
    href: str


@dataclass(frozen=True)
class Effect:
    """What a change would do, in a sentence, and whom it reaches; the list may be cut."""

    words: str
    touched: tuple[Touched, ...] = ()
    more: int = 0


Preview = Callable[[Row], Effect]
_tables: dict[str, DatedTable] = {}
_previews: dict[str, Preview] = {}


def register(table: DatedTable) -> None:
    """Let a table have rows and pages; the last description of a name counts."""
    _tables[table.name] = table


def previewed_by(name: str, preview: Preview) -> None:
    """Let this say what a change to a table would do, before anybody confirms it."""
    _previews[name] = preview


def find(name: str) -> DatedTable:
    """Return a table by its name; raise NoResultFound, hence a 404, where there is none."""
    if name not in _tables:
        raise NoResultFound(name)
    return _tables[name]


def every() -> list[DatedTable]:
    """Return all tables in the order of their titles."""
    return sorted(_tables.values(), key=lambda table: table.title)


def effect(row: Row) -> Effect | None:
    """Return what a change would do, or None where nothing follows from the table at once."""
    preview = _previews.get(row.table)
    return preview(row) if preview else None


def said(row: Row) -> str:
    """Return what a row holds, in words."""
    if row.value is None:
        return "Nothing: it ends"
    parts = find(row.table).parts(row.key)
    if len(parts) == 1:
        return parts[0].say(row.value)
    held = ((part, row.value.get(part.name)) for part in parts)
    return "; ".join(
        f"{part.label}: {part.say(value)}" for part, value in held if value not in (None, "")
    )


def in_brief(row: Row) -> str:
    """Return what a list of the table shows of a row: the parts that tell it from others."""
    table = find(row.table)
    if row.value is None or not table.brief:
        return said(row)
    shown = {part.name: part for part in table.parts(row.key)}
    return "; ".join(shown[name].say(row.value[name]) for name in table.brief)


def name_of(table: DatedTable, key: str) -> str:
    """Return what a key is called; one that people added says its first part."""
    return table.names().get(key) or key.replace("_", " ").replace("-", " ").capitalize()
