"""One row of an import, read into the columns of an offer, or into what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.employers.models import EmployerKind
from app.opportunities.intake import cells
from app.opportunities.intake.tables import NEEDED
from app.settings.hints import Hint
from app.typed import read_postcode

READ: dict[str, Callable[[Any], Any]] = {
    "id": cells.text(80),
    "employer": cells.text(120),
    "employer_kind": cells.one_of(*(kind.value for kind in EmployerKind)),
    "kind": cells.kind,
    "sector": cells.one_of(),
    "title": cells.text(120),
    "text": cells.text(10_000),
    "skills": cells.listed,
    "essential_qualifications": cells.qualifications,
    "min_level": cells.whole(0, 8),
    "lat": cells.degrees(90),
    "lon": cells.degrees(180),
    "place": cells.place,
    "postcode": lambda cell: read_postcode(str(cell)),
    "area": cells.text(120),
    "remote": cells.yes_no,
    "opens": cells.day,
    "closes": cells.day,
    "start": cells.day,
    "end": cells.day,
    "hours_per_week": cells.amount(168),
    "days": cells.days,
    "pay_per_hour": cells.amount(10_000),
    "places": cells.whole(1, 10_000),
    "places_taken": cells.whole(0, 10_000),
    "min_age": cells.whole(0, 120),
    "max_age": cells.whole(0, 120),
    "dbs_required": cells.yes_no,
    "adjustments_offered": cells.listed,
}
COLUMNS = {
    "id": "external_id",
    "sector": "sector_key",
    "text": "will_do",
    "adjustments_offered": "adjustments",
}
UNTOLD = "must be given: the title and the text do not tell it"
NOT_COLUMNS = {"employer", "employer_kind", "lat", "lon", "place"}


Guess = Callable[[str], Hint | None]


def no_guess(_: str) -> Hint | None:
    """Nobody tells what a text is about."""
    return None


@dataclass(frozen=True)
class RowError:
    """What is wrong with one cell, in plain words."""

    row: int
    field: str
    words: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.field}: {self.words}"


@dataclass
class Row:
    """One offer of the file: whose, and the values of its columns; or errors."""

    number: int
    employer: str = ""
    employer_kind: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)


def read_row(
    number: int, record: dict[str, Any], sectors: frozenset[str], guess: Guess = no_guess
) -> Row:
    """Return a row with its values; what cannot be read is among its errors."""
    row, found = Row(number), {}
    for key, cell in record.items():
        if key not in READ:
            continue
        try:
            found[key] = cells.one_of(*sectors)(cell) if key == "sector" else READ[key](cell)
        except (ValueError, OverflowError) as error:
            words = (
                str(error)
                if key != "sector"
                else "must be one of the campaign’s sectors, like retail"
            )
            row.errors.append(RowError(number, key, words))
    _suggest_sector(row, found, guess)
    for key in NEEDED:
        if not found.get(key) and key not in _wrong(row):
            row.errors.append(RowError(number, key, "must be given"))
    _fill(row, found)
    return row


def _suggest_sector(row: Row, found: dict[str, Any], guess: Guess) -> None:
    # Only where the file says nothing; a sector nobody knows is an error to mend.
    if found.get("sector") or "sector" in _wrong(row):
        return
    hint = guess(f"{found.get('title', '')}. {found.get('text', '')}")
    if hint:
        found["sector"], row.values["sector_suggested"] = hint.sector, True
    else:
        row.errors.append(RowError(row.number, "sector", UNTOLD))


def _wrong(row: Row) -> set[str]:
    return {error.field for error in row.errors}


def _fill(row: Row, found: dict[str, Any]) -> None:
    row.employer, row.employer_kind = found.get("employer", ""), found.get("employer_kind")
    row.values |= {
        COLUMNS.get(key, key): value for key, value in found.items() if key not in NOT_COLUMNS
    }
    place = found.get("place") or (found.get("lat"), found.get("lon"))
    if (place[0] is None) != (place[1] is None) and not {"lat", "lon"} & _wrong(row):
        row.errors.append(RowError(row.number, "lat", "needs both lat and lon"))
    row.values["latitude"], row.values["longitude"] = place
    if found.get("places_taken", 0) > found.get("places", 1):
        row.errors.append(RowError(row.number, "places_taken", "must not be more than places"))
