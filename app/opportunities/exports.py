"""Offers as files for a spreadsheet: the same columns as the import reads, so that they come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from app.filters import listing
from app.opportunities import wording
from app.opportunities.intake.columns import COLUMNS, OWN
from app.opportunities.models import Opportunity
from app.tables import writing

LEFT_OUT = {"employer_response_rate"}
MOST = 5000


def _several(values: Iterable[str] | None) -> str:
    return "; ".join(values or ())


def _qualifications(rows: list[dict[str, Any]] | None) -> str:
    return _several(
        row["name"] + ("" if row.get("level") is None else f" (level {row['level']})")
        for row in rows or ()
    )


def _reference(offer: Opportunity) -> str:
    number = offer.external_id or offer.ref
    return number.removeprefix(f"{offer.employer.ref}:")


CELLS: dict[str, Callable[[Opportunity], Any]] = {
    "id": lambda offer: offer.external_id or offer.ref,
    "employer": lambda offer: offer.employer.name,
    "employer_kind": lambda offer: offer.employer.kind.value,
    "kind": lambda offer: wording.KINDS[offer.kind.value],
    "sector": lambda offer: offer.sector.name,
    "title": lambda offer: offer.title,
    "text": lambda offer: offer.will_do,
    "will_learn": lambda offer: offer.will_learn,
    "skills": lambda offer: _several(offer.skills),
    "essential": lambda offer: _several(offer.essential),
    "desirable": lambda offer: _several(offer.desirable),
    "essential_qualifications": lambda offer: _qualifications(offer.essential_qualifications),
    "lat": lambda offer: offer.latitude,
    "lon": lambda offer: offer.longitude,
    "days": lambda offer: _several(offer.days),
    "unpaid_basis": lambda offer: offer.unpaid_basis.value if offer.unpaid_basis else None,
    "adjustments_offered": lambda offer: _several(offer.adjustments),
    "state": lambda offer: listing([offer.state.value.replace("_", " ").capitalize()]),
}


def _cell(offer: Opportunity, key: str) -> Any:
    return CELLS[key](offer) if key in CELLS else getattr(offer, key)


def rows(offers: Iterable[Opportunity], *, own: bool) -> tuple[list[str], Iterator[list[Any]]]:
    """Return headings and rows: for the organisation itself, or for the council with whose it is."""
    columns = [column for column in (OWN if own else COLUMNS) if column.key not in LEFT_OUT]
    head = [column.label for column in columns]

    def row(offer: Opportunity) -> list[Any]:
        first = _reference(offer) if own else _cell(offer, "id")
        return [first, *(_cell(offer, column.key) for column in columns[1:])]

    return head, (row(offer) for offer in offers)


def as_file(offers: Iterable[Opportunity], ending: str, *, own: bool) -> str | bytes:
    """Return offers as a CSV file or as a workbook."""
    head, lines = rows(offers, own=own)
    if ending == "xlsx":
        return writing.as_xlsx(head, lines, sheet="Offers")
    return writing.as_csv(head, lines, mark=True)
