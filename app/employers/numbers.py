"""Company and charity numbers: how people type them, how they are kept, where they can be looked up."""

from __future__ import annotations

import re

from app.employers.models import EmployerKind

# The prefixes Companies House gives out, besides plain figures for England and Wales: SC and SO for
# Scotland, NI and NC for Northern Ireland, OC for partnerships with limited liability, and so on.
PREFIXES = (
    *("AC", "CE", "CS", "FC", "FE", "GE", "GN", "GS", "IC", "IP", "LP", "NA", "NC", "NF", "NI"),
    *("NL", "NO", "NP", "NR", "NV", "NZ", "OC", "OE", "PC", "RC", "RS", "SA", "SC", "SE", "SF"),
    *("SG", "SI", "SL", "SO", "SP", "SR", "SZ", "ZC"),
)
COMPANY = re.compile(rf"\d{{8}}|({'|'.join(PREFIXES)})\d{{6}}|R\d{{7}}|(IP|SP)\d{{5}}R", re.ASCII)
# England and Wales: six or seven figures, -1 and so on for a charity within a charity. Scotland: SC
# and six figures, of which the first is a nought. Northern Ireland: NIC and six figures.
CHARITY = re.compile(r"\d{6,7}(-\d{1,3})?|SC0\d{5}|NIC\d{6}", re.ASCII)
SHAPES = {EmployerKind.COMPANY: COMPANY, EmployerKind.CHARITY: CHARITY}
ASKS = {
    EmployerKind.COMPANY: "Enter a company number with 8 digits, or 2 letters and 6 digits, like "
    "01234567 or SC123456",
    EmployerKind.CHARITY: "Enter a charity number with 6 or 7 digits, like 1234567 or 1234567-1. "
    "In Scotland it is like SC012345, in Northern Ireland like NIC100001",
}
SHORTEST = 5  # fewer figures are a slip rather than noughts left out
_NOUGHTS = re.compile(r"(?P<letters>[A-Z]{2}|)(?P<figures>\d+)", re.ASCII)
_COMPANIES = "https://find-and-update.company-information.service.gov.uk/company"
_CHARITIES = (
    "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details"
)
_SCOTTISH = "https://www.oscr.org.uk/about-charities/search-the-register/charity-details?number="
_NORTHERN = "https://www.charitycommissionni.org.uk/charity-details/?regId="


def squeezed(typed: str) -> str:
    """Return a number without what people write around it: capitals, no spaces, dots or “No.”.

    What is no number stays as it was typed, so that it comes back to be mended.
    """
    plain = re.sub(r"[\s./]|^\s*(No|Nr|#)\b", "", typed, flags=re.IGNORECASE).upper()
    plain = plain.replace("–", "-")
    return plain if not plain or plain.replace("-", "").isalnum() else typed


def read(kind: EmployerKind, typed: str) -> str:
    """Return a number as its register keeps it: noughts that were left out are put back."""
    plain = squeezed(typed)
    parts = _NOUGHTS.fullmatch(plain.replace("-", "") if kind == EmployerKind.COMPANY else plain)
    if parts is None or len(parts["figures"]) < SHORTEST:
        return plain
    letters, figures = parts["letters"], parts["figures"]
    if kind == EmployerKind.COMPANY:
        return letters + figures.zfill(8 - len(letters))
    return letters + figures.zfill(6) if letters == "SC" else plain


def well_formed(kind: EmployerKind, number: str) -> bool:
    """Say whether a number has the shape this kind of organisation’s numbers have."""
    shape = SHAPES.get(kind)
    return bool(shape and shape.fullmatch(number))


def register_url(kind: EmployerKind, number: str | None) -> str | None:
    """Return where the public register shows a number, or None when it has none."""
    if not number or not well_formed(kind, number):
        return None
    if kind == EmployerKind.COMPANY:
        return f"{_COMPANIES}/{number}"
    if number.startswith("SC"):
        return _SCOTTISH + number
    if number.startswith("NIC"):
        return _NORTHERN + number.removeprefix("NIC")
    return f"{_CHARITIES}/{number.partition('-')[0]}"
