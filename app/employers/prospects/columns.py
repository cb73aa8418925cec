"""What a list of contacts can say, column by column, and one row of it read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.employers.models import KIND_NAMES, SIZES, EmployerKind
from app.employers.numbers import squeezed
from app.tables import cells
from app.tables.columns import Column
from app.tables.problems import Problem

COLUMNS: tuple[Column, ...] = (
    Column(
        "id", "Reference", ("ref", "record number", "account number", "crm id"), "Your own number"
    ),
    Column(
        "name",
        "Organisation",
        ("company", "business", "employer", "organisation name", "company name", "account name"),
        "",
        needed=True,
        example="Garden Invented",
    ),
    Column(
        "kind",
        "Kind of organisation",
        ("organisation type", "type", "legal form"),
        "",
        example="Company",
        choices=tuple(KIND_NAMES.values()),
    ),
    Column("number", "Company or charity number", ("company number", "charity number", "crn"), ""),
    Column("postcode", "Postcode", ("post code", "zip"), "", example="MK9 3EJ"),
    Column("sector", "Sector", ("industry", "sector name"), "One of the campaign’s sectors"),
    Column("size", "Size", ("employees", "headcount", "number of employees", "staff"), ""),
    Column(
        "contact_name",
        "Contact",
        ("contact name", "name", "full name", "person", "contact person"),
        "Whom we write to",
        example="Sam Invented",
    ),
    Column("job_title", "Job title", ("position", "role", "job"), ""),
    Column(
        "email",
        "Email",
        ("email address", "e-mail", "contact email", "mail"),
        "Where an invitation would go",
        needed=True,
        example="sam@demo.example",
    ),
    Column("phone", "Phone", ("telephone", "tel", "mobile", "phone number", "contact number"), ""),
    Column("note", "Note", ("notes", "comments", "remarks"), "Only the council reads it"),
)
LABELS = {column.key: column.label for column in COLUMNS}
KINDS = {
    **{kind.value: kind.value for kind in EmployerKind},
    **{words: kind.value for kind, words in KIND_NAMES.items()},
    **dict.fromkeys(("ltd", "limited company", "business", "plc", "private"), "company"),
    **dict.fromkeys(("sole trader", "self employed", "partnership"), "sole_trader"),
    **dict.fromkeys(("registered charity", "cic", "voluntary sector"), "charity"),
    **dict.fromkeys(("council", "public sector", "council department", "nhs"), "public"),
}
_kind = cells.one_of(KINDS, "must be one of company, sole trader, charity, public")


def _number(cell: Any) -> str:
    words = squeezed(cells.words_of(cell))
    # A spreadsheet takes the first noughts of a number for nothing.
    words = words.zfill(8) if words.isdigit() and not isinstance(cell, str) else words
    if len(words) > 12:
        raise ValueError("must be 12 characters or fewer")
    return words


def _size(cell: Any) -> str:
    words = cells.words_of(cell).strip().replace("–", "-").replace(" to ", "-").replace(" ", "")
    if words in SIZES:
        return words
    digits = "".join(sign for sign in words if sign.isdigit())[:9]
    if not digits:
        raise ValueError("must be a number of people, like 25, or 10-49")
    count = int(digits) if words.rstrip("+").isdigit() else int(words.split("-")[0] or 0)
    return "1-9" if count < 10 else "10-49" if count < 50 else "50-249" if count < 250 else "250+"


READ: dict[str, Callable[[Any], Any]] = {
    "id": cells.text(80, lines=False),
    "name": cells.text(120, lines=False),
    "kind": lambda cell: EmployerKind(_kind(cell)),
    "number": _number,
    "postcode": cells.postcode,
    "size": _size,
    "contact_name": cells.text(80, lines=False),
    "job_title": cells.text(80, lines=False),
    "email": lambda cell: cells.email(cell).lower(),
    "phone": cells.phone,
    "note": cells.text(2000),
}
FIELDS = {"id": "external_id", "sector": "sector_key"}
NO_SECTOR = "must be one of the campaign’s sectors, like retail, or be left empty"


@dataclass
class Row:
    """One contact of a file, or what is wrong with it."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)


def read_row(number: int, record: Mapping[str, Any], sector: Callable[[Any], str]) -> Row:
    """Return a row with its values; what cannot be read is among its errors."""
    row = Row(number)
    for key, cell in record.items():
        try:
            cells.refuse_broken(cell)
            read = sector if key == "sector" else READ[key]
            row.values[FIELDS.get(key, key)] = read(cell)
        except (ValueError, OverflowError) as error:
            row.errors.append(Problem(number, key, str(error)))
    wrong = {problem.field for problem in row.errors}
    for key in ("name", "email"):
        if not row.values.get(key) and key not in wrong:
            row.errors.append(Problem(number, key, "must be given"))
    return row
