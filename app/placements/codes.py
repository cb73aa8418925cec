"""Which activity code of the SSDA903 return an outcome suggests; the advisor confirms or changes it."""

from __future__ import annotations

from decimal import Decimal

from app.opportunities.models import Kind

FULL_TIME = 16  # hours a week from which the return counts somebody as full time
# Work experience, tasters, mentoring and supported activity alone make nobody “in employment”.
DIGITS = {Kind.APPRENTICESHIP: "4", Kind.JOB: "5", Kind.INTERNSHIP: "5"}
NOT_IN_WORK = "G5"
NOT_KNOWN = "0"


def proposed(answer: str, kind: Kind, hours: Decimal | float | None) -> str | None:
    """Return the code an answer suggests, or None when the advisor has to say."""
    if answer == "neither":
        return NOT_IN_WORK
    if answer == "not_in_touch":
        return NOT_KNOWN
    digit = DIGITS.get(kind) if answer == "still_there" else None
    if digit is None:
        return None
    return f"{'P' if hours is not None and hours < FULL_TIME else 'F'}{digit}"
