"""Company and charity numbers, by their shape."""

from __future__ import annotations

import re

from app.employers.models import EmployerKind

# Companies House: eight digits, or two letters and six digits (SC, NI, OC …).
COMPANY = re.compile(r"\d{8}|[A-Z]{2}\d{6}", re.ASCII)
# Charity Commission: six or seven digits; -1 and so on for a charity within a charity.
CHARITY = re.compile(r"\d{6,7}(-\d{1,3})?", re.ASCII)
SHAPES = {EmployerKind.COMPANY: COMPANY, EmployerKind.CHARITY: CHARITY}
ASKS = {
    EmployerKind.COMPANY: "Enter a company number with 8 digits, or 2 letters and 6 digits, like "
    "01234567 or SC123456",
    EmployerKind.CHARITY: "Enter a charity number with 6 or 7 digits, like 1234567 or 1234567-1",
}


def squeezed(typed: str) -> str:
    """Return a number as it is kept: capitals, no spaces."""
    return re.sub(r"\s", "", typed).upper()


def well_formed(kind: EmployerKind, number: str) -> bool:
    """Say whether a number has the shape this kind of organisation’s numbers have."""
    shape = SHAPES.get(kind)
    return bool(shape and shape.fullmatch(number))
