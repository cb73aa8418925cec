"""An organisation’s facts as people read them."""

from __future__ import annotations

from datetime import date

from app.employers.forms import OPENS
from app.employers.models import KIND_NAMES, SIZES, Employer, EmployerKind
from app.filters import long_date

Row = dict[str, str | None]
NUMBERS = {EmployerKind.COMPANY: "Company number", EmployerKind.CHARITY: "Charity number"}


def rows(employer: Employer, edit_url: str | None = None) -> list[Row]:
    """Return the rows of a summary list; with an address, each has its way to change it."""
    lines: list[tuple[str, str | None, str]] = [
        ("Name", employer.name, "name"),
        ("Kind", KIND_NAMES[employer.kind], "kind-0"),
        ("Postcode", employer.postcode, "postcode"),
        ("Sector", employer.sector.name, "sector"),
        ("Size", SIZES.get(employer.size) or None, "size"),
        ("What you do" if edit_url else "What they do", employer.about or None, "about"),
        ("Website", employer.website, "website"),
        ("Insured until", _day(employer.insurance_until), "insurance_until"),
        ("Risks assessed on", _day(employer.risk_assessed_on), "risk_assessed_on"),
    ]
    if employer.kind == EmployerKind.PUBLIC:
        lines.insert(2, ("Directorate or service", employer.directorate, "directorate"))
    if employer.kind in OPENS:
        lines.insert(2, (NUMBERS[employer.kind], employer.number, OPENS[employer.kind]))
    return [_row(key, value, anchor, edit_url) for key, value, anchor in lines]


def _day(value: date | None) -> str | None:
    return long_date(value) if value else None


def _row(key: str, value: str | None, anchor: str, edit_url: str | None) -> Row:
    return {"key": key, "value": value, "change": f"{edit_url}#{anchor}" if edit_url else None}
