"""Everything the product holds about one young person, value by value, in the order of a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.privacy import decisions, finding, saying
from app.privacy.decisions import Column, Table
from app.privacy.finding import Row
from app.privacy.saying import Names

PREPARING = "Preparing the copy of their data they asked for"
DECIDING = "Deciding whether their record is kept"
# Reasons the product itself writes: there is nothing to look for in them.
OUR_WORDS = frozenset(
    {
        PREPARING,
        DECIDING,
        "They asked for this on their own page",
        "Taken back on their own page",
        "They took back their agreement",
        "Their agreement ran out",
        "Their advisor asked for it",
        "No answer came in time",
        "flask sar",
    }
)


@dataclass(frozen=True)
class Item:
    """One value: where it stands, what it is called, what it says, whether somebody must look."""

    key: str
    table: str
    column: str
    label: str
    words: str
    data: Any
    look: bool
    shown: bool  # in the document; otherwise only in the file for machines


@dataclass(frozen=True)
class Entry:
    """One row of a section: what belongs together."""

    key: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Section:
    """What one table holds about somebody."""

    table: Table
    entries: tuple[Entry, ...]


def sections(person: int) -> list[Section]:
    """Return everything that is held about somebody; tables with nothing are left out."""
    names = Names(frozenset(finding.addresses(person)))
    found = [
        Section(table, tuple(_entries(table, person, names)))
        for table in decisions.of_young_people()
    ]
    return [section for section in found if section.entries]


def to_look_at(held: list[Section]) -> list[tuple[Section, Item]]:
    """Return what a person has to look at before it goes."""
    return [
        (section, item)
        for section in held
        for entry in section.entries
        for item in entry.items
        if item.look
    ]


def _entries(table: Table, person: int, names: Names) -> Iterator[Entry]:
    keys = [column.name for column in finding.real(table.name).primary_key.columns]
    for row in finding.rows(table, person):
        key = f"{table.name}:{'-'.join(str(row[name]) for name in keys)}"
        held = tuple(
            _item(table, column, key, row, names)
            for column in table.columns
            if column.copy != "no" and row[column.name] not in saying.NOTHING
        )
        if held:
            yield Entry(key, held)


def _item(table: Table, column: Column, key: str, row: Row, names: Names) -> Item:
    value, said = row[column.name], _said(table, column, row[column.name], names)
    return Item(
        f"{key}:{column.name}",
        table.name,
        column.name,
        column.label,
        said,
        said if finding.real(table.name).c[column.name].foreign_keys else saying.as_data(value),
        column.copy == "look" and said not in OUR_WORDS,
        column.copy != "data",
    )


def _said(table: Table, column: Column, value: Any, names: Names) -> str:
    here = finding.real(table.name).c[column.name]
    for key in here.foreign_keys:
        return names.of(key.column.table.name, value)
    if (table.name, column.name) == ("audit_event", "actor_id"):
        return names.of("user", value)
    if (table.name, column.name) == ("message", "to_address"):
        return str(value) if value in names.own else "somebody else, about you"
    return saying.as_words(value, column.name)
