"""What was decided about every table and column: whose it is, who may read it, how it ends.

The decisions are two tables beside this file, `map/tables.csv` and `map/columns.csv`. A test holds
them against the database: a new column fails the build until somebody has decided about it.

tables.csv: `whose`; `found_by` how a young person’s rows are found (a column, a column that leads
to another table, or a way of its own that begins with a colon); `erased` delete, strip or keep;
`kept` the rule of retention; `why` where something stays or is not plain.

columns.csv: `class` of what it holds (A1 who somebody is, A2 wishes and needs, A3 reasons and
decisions, A4 agreements, A5 guaranteed interviews, A6 accounts and organisations, A7 the trail, - no
person); `copy` yes, data (only in the file for machines), look (a person looks before it goes) or no;
`erase` delete, keep, blank, new (another reference), or = and what it becomes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app import db

HERE = Path(__file__).parent / "map"


# What a copy says to whoever reads about themself, as others read it.
THEIRS = (
    *((f"{word} you", f"{word} them") for word in ("about", "to", "forget", "by")),
    *(("Your", "Their"), ("your", "their"), ("You", "They"), ("you", "they")),
)


def theirs(words: str) -> str:
    """Return a title or label of a copy as others read it: “What they like”."""
    for ours, others in THEIRS:
        words = re.sub(rf"\b{ours}\b", others, words)
    return words


@dataclass(frozen=True)
class Column:
    """What was decided about one column."""

    name: str
    about: str
    copy: str
    erase: str
    words: str

    @property
    def label(self) -> str:
        """What it is called in a copy."""
        plain = self.name.removesuffix("_id").removesuffix("_at").removesuffix("_key")
        return self.words or plain.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Table:
    """What was decided about one table."""

    name: str
    whose: str
    found_by: str
    title: str
    erased: str
    kept: str
    why: str
    columns: tuple[Column, ...]

    @property
    def of_young_people(self) -> bool:
        """Whether rows of it are about one young person and can be found."""
        return bool(self.found_by)

    def column(self, name: str) -> Column:
        """Return one of its columns."""
        return next(column for column in self.columns if column.name == name)


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """Return every table that was decided about, in the order of a copy."""
    columns: dict[str, list[Column]] = {}
    for line in _lines("columns"):
        given = (line["class"], line["copy"], line["erase"], line["words"])
        told = columns.setdefault(line["table"], [])
        told.extend(Column(name, *given) for name in line["columns"].split())
    names = "whose found_by title erased kept why".split()
    return {
        line["table"]: Table(
            name=line["table"],
            columns=tuple(columns.get(line["table"], ())),
            **{name: line[name] for name in names},
        )
        for line in _lines("tables")
    }


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def of_young_people() -> list[Table]:
    """Return the tables in which a young person’s rows can be found."""
    return [table for table in tables().values() if table.of_young_people]


def undecided() -> list[str]:
    """Return what the database has and nobody decided about, and what was decided and is gone."""
    real = {
        (table.name, column.name)
        for table in db.Model.metadata.sorted_tables
        for column in table.columns
    }
    known = {(table.name, column.name) for table in tables().values() for column in table.columns}
    missing = [f"decide about {table}.{column}" for table, column in real - known]
    return sorted(missing + [f"{table}.{column} is gone" for table, column in known - real])
