"""One row of an import, read into the columns of an offer, or into what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.employers.models import KIND_NAMES, EmployerKind
from app.opportunities.intake import cells as offer_cells
from app.opportunities.intake.tables import NEEDED
from app.settings.hints import Hint
from app.tables import cells
from app.tables.problems import Problem

EMPLOYER_KINDS = {
    **{kind.value: kind.value for kind in EmployerKind},
    **{words: kind.value for kind, words in KIND_NAMES.items()},
    **dict.fromkeys(("ltd", "limited company", "business", "plc", "private"), "company"),
    **dict.fromkeys(("self employed", "partnership", "sole"), "sole_trader"),
    **dict.fromkeys(("registered charity", "cic", "voluntary", "third sector"), "charity"),
    **dict.fromkeys(("council", "public sector", "council department", "nhs"), "public"),
}

READ: dict[str, Callable[[Any], Any]] = {
    "id": cells.text(80, lines=False),
    "employer": cells.text(120, lines=False),
    "employer_kind": cells.one_of(EMPLOYER_KINDS),
    "kind": offer_cells.kind,
    "title": cells.text(120, lines=False),
    "text": cells.text(10_000),
    "will_learn": cells.text(10_000),
    "skills": cells.listed,
    "essential": cells.listed,
    "desirable": cells.listed,
    "essential_qualifications": offer_cells.qualifications,
    "min_level": cells.whole(0, 8),
    "lat": offer_cells.degrees(90),
    "lon": offer_cells.degrees(180),
    "place": offer_cells.place,
    "postcode": cells.postcode,
    "area": cells.text(120, lines=False),
    "remote": cells.yes_no,
    "opens": cells.day,
    "closes": cells.day,
    "start": cells.day,
    "end": cells.day,
    "hours_per_week": cells.amount(168),
    "days": offer_cells.days,
    "pay_per_hour": cells.amount(10_000),
    "unpaid_basis": offer_cells.basis,
    "places": cells.whole(1, 10_000),
    "places_taken": cells.whole(0, 10_000),
    "min_age": cells.whole(0, 120),
    "max_age": cells.whole(0, 120),
    "dbs_required": cells.yes_no,
    "tools": cells.text(10_000),
    "adjustments_offered": cells.listed,
    "safeguarding_contact": cells.text(200, lines=False),
}
COLUMNS = {
    "id": "external_id",
    "sector": "sector_key",
    "text": "will_do",
    "adjustments_offered": "adjustments",
}
NO_SECTOR = "must be one of the campaign’s sectors, like retail"
UNTOLD = "must be given: the title and the text do not tell it"
NOT_COLUMNS = {"employer", "employer_kind", "lat", "lon", "place"}


Guess = Callable[[str], Hint | None]


def no_guess(_: str) -> Hint | None:
    """Nobody tells what a text is about."""
    return None


@dataclass
class Row:
    """One offer of the file: whose, and the values of its columns; or errors."""

    number: int
    ref: str = ""
    employer: str = ""
    employer_kind: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)


def read_row(
    number: int,
    record: dict[str, Any],
    sector: Callable[[Any], str],
    guess: Guess = no_guess,
    needed: Sequence[str] = NEEDED,
) -> Row:
    """Return a row with its values; what cannot be read is among its errors.

    `sector` reads the cell that names the sector.
    """
    row, found = Row(number), {}
    for key, cell in record.items():
        if key not in READ and key != "sector":
            continue
        try:
            cells.refuse_broken(cell)
            found[key] = sector(cell) if key == "sector" else READ[key](cell)
        except (ValueError, OverflowError) as error:
            row.errors.append(Problem(number, key, str(error)))
    _suggest_sector(row, found, guess)
    for key in needed:
        if not found.get(key) and key not in _wrong(row):
            row.errors.append(Problem(number, key, "must be given"))
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
        row.errors.append(Problem(row.number, "sector", UNTOLD))


def _wrong(row: Row) -> set[str]:
    return {error.field for error in row.errors}


def _fill(row: Row, found: dict[str, Any]) -> None:
    row.ref = found.get("id", "")
    row.employer, row.employer_kind = found.get("employer", ""), found.get("employer_kind")
    row.values |= {
        COLUMNS.get(key, key): value for key, value in found.items() if key not in NOT_COLUMNS
    }
    place = found.get("place") or (found.get("lat"), found.get("lon"))
    if (place[0] is None) != (place[1] is None) and not {"lat", "lon"} & _wrong(row):
        row.errors.append(Problem(row.number, "lat", "needs both lat and lon"))
    if place[0] is not None:
        row.values["latitude"], row.values["longitude"] = place
    if found.get("places_taken", 0) > found.get("places", 1):
        row.errors.append(Problem(row.number, "places_taken", "must not be more than places"))
