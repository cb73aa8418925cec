"""One row of a caseload: its cells read into answers, or into what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.tables import cells as shared
from app.tables import columns as naming
from app.tables.problems import Problem
from app.young_people.activities import NewActivity
from app.young_people.intake import cells, dates
from app.young_people.models import Level

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.young_people.models import YoungPerson

NEW, CHANGED, SAME, WRONG = KINDS = ("new", "changed", "same", "wrong")


@dataclass
class Row:
    """One young person of the file: what the file says, whose record it is, what it would change."""

    number: int
    cells: Sequence[Any]  # as they stand in the file
    raw: dict[str, Any]  # the same by our keys, without empty ones
    said: dict[str, Any] = field(default_factory=dict)  # read
    levels: dict[str, Level] = field(default_factory=dict)  # by sector
    errors: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    person: YoungPerson | None = None
    advisor: User | None = None
    before: dict[str, Any] = field(default_factory=dict)  # what differs: what is stored now
    after: dict[str, Any] = field(default_factory=dict)  # and what it will be
    activity: NewActivity | None = None
    maybe: list[YoungPerson] = field(default_factory=list)  # records of the same name and birthday

    @property
    def kind(self) -> str:
        """What would happen to it."""
        if self.errors:
            return WRONG
        if self.person is None:
            return NEW
        return CHANGED if self.after or self.activity else SAME

    @property
    def version(self) -> int:
        """Which version of its record the file is compared with; 0 when there is none."""
        return self.person.version if self.person else 0

    @property
    def name(self) -> str:
        """Whom it is about, as the file or else the record says."""
        return f"{self.said.get('preferred_name', '')} {self.said.get('surname', '')}".strip()

    def wrong(self, key: str, words: str) -> None:
        """Add something to mend, unless something is wrong with this cell already."""
        if key not in {problem.field for problem in self.errors}:
            self.errors.append(Problem(self.number, key, words))


def read(number: int, line: Sequence[Any], mapping: Sequence[str], sector: cells.Reader) -> Row:
    """Return a row with its answers; `sector` reads a cell that names sectors."""
    row = Row(number, line, naming.record(mapping, line))
    row.raw = {key: cell for key, cell in row.raw.items() if not cells.is_unknown(key, cell)}
    for key, cell in row.raw.items():
        try:
            shared.refuse_broken(cell)
            _take(row, key, cell, sector)
        except (ValueError, OverflowError) as error:
            row.wrong(key, str(error))
    _name(row)
    return row


def _take(row: Row, key: str, cell: Any, sector: cells.Reader) -> None:
    if key in cells.READ:
        value = cells.READ[key](cell)
        if value not in ("", []):
            row.said[key] = value
    elif key in cells.LEVELS:
        for name in sector(cell):
            if name in row.levels:
                raise ValueError("names a sector that stands in another column of this row too")
            row.levels[name] = Level(cells.LEVELS[key])


def _name(row: Row) -> None:
    """Find the parts of a name in the columns case systems have for it."""
    first, last = _parts(row.said.pop("full_name", ""))
    given = row.said.pop("first_name", "") or first
    row.said = {"given_name": calm(given), "last_name": calm(last)} | row.said


def calm(name: str) -> str:
    """Return a name that a case system keeps in capitals as people write it."""
    return name.title() if name.isupper() and len(name) > 2 else name


def _parts(full: str) -> tuple[str, str]:
    """Return first and last name of “Robin Invented” or “INVENTED, Robin”."""
    if "," in full:
        last, _, first = (part.strip() for part in full.partition(","))
    else:
        first, _, last = (part.strip() for part in full.partition(" "))
    return first, last


def doubt_dates(rows: Sequence[Row]) -> None:
    """Refuse dates that could be two days, in a column where another has its month first."""
    for key in cells.DATES:
        first = next((row for row in rows if _month_first(row, key)), None)
        if first is None:
            continue
        words = (
            f"could be two days, since row {first.number} has the month first: write the month in "
            "letters, like 27 Mar 2008"
        )
        for row in rows:
            if dates.either_way(row.raw.get(key)):
                row.wrong(key, words)


def _month_first(row: Row, key: str) -> bool:
    return any(it.field == key and it.words == dates.MONTH_FIRST for it in row.errors)
