"""A caseload as a file for a spreadsheet, in which no cell can run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.filters import words
from app.settings import services as settings
from app.tables import writing
from app.young_people.caseload import TURNS, Line
from app.young_people.intake.columns import COLUMNS, with_sectors
from app.young_people.intake.known import Known
from app.young_people.intake.writing import cell

if TYPE_CHECKING:
    from app.accounts.models import User

HEADINGS = (
    "Name",
    "Pronouns",
    "Case reference",
    "Status",
    "Whose turn",
    "What waits",
    "Advisor",
    "Last changed",
)

# Everything the import reads; of the columns for a name only the two that a record has.
WHOLE = tuple(column for column in COLUMNS if column.key not in {"first_name", "full_name"})


def as_csv(lines: Iterable[Line]) -> str:
    """Return these lines as a CSV file with every cell quoted."""
    return writing.as_csv(HEADINGS, map(_cells, lines))


def _cells(line: Line) -> list[str]:
    return [
        line.name,
        line.pronouns,
        line.case_reference,
        words(line.state),
        TURNS[line.turn],
        "; ".join(reason.words for reason in line.reasons),
        line.advisor,
        line.changed_at.date().isoformat(),
    ]


def whole(ending: str, *, by: User) -> tuple[str | bytes, list[str]]:
    """Return everything about a caseload as a file the import reads, and whose records are in it."""
    known, sectors = Known(by), dict(settings.sector_choices())
    people = sorted(known.people, key=lambda it: (it.full_name.casefold(), it.id))
    head = [column.label for column in WHOLE]

    def line(at: int) -> list[Any]:
        it = people[at]
        facts = (it, known.levels(it), known.current(it), sectors)
        return [cell(column.key, *facts) for column in WHOLE]

    rows = map(line, range(len(people)))
    refs = [person.ref for person in people]
    if ending == "xlsx":
        return writing.as_xlsx(head, rows, sheet="Caseload"), refs
    return writing.as_csv(head, rows, mark=True), refs


def template(ending: str) -> str | bytes:
    """Return a file to fill in: the headings and the row of somebody invented."""
    names = [name for _, name in settings.sector_choices()]
    keys = {column.key for column in WHOLE} - {"record"}
    columns = [column for column in with_sectors(names) if column.key in keys]
    if ending == "xlsx":
        return writing.template(columns)
    return writing.as_csv([it.label for it in columns], [[it.example for it in columns]], mark=True)
