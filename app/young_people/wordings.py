"""The words an agreement is explained in: dated rows, which two people keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.settings import dated, tables
from app.settings.tables import DatedTable, Part, Row
from app.young_people.models import Purpose

TABLE = "agreement-words"
ABOUT = (
    "What young people are told before they agree. An agreement keeps the words it was given on; new "
    "words count for agreements from their first day on."
)
NAMES = {
    Purpose.MATCHING.value: "Looking for opportunities",
    Purpose.SHARE.value: "Sharing with one employer",
}
LONGEST = 2000


def _words(given: str) -> str:
    words = " ".join(given.split())
    if len(words) < 40:
        raise ValueError("must say in a few sentences what somebody agrees to")
    if len(words) > LONGEST:
        raise ValueError(f"must be {LONGEST} characters or fewer")
    return words


def _parts(_: str) -> Sequence[Part]:
    hint = "As you would say it to them"
    return (Part("words", "What they are told", _words, hint=hint, long=True),)


def _names() -> Mapping[str, str]:
    return NAMES


def _shipped() -> list[Row]:
    return dated.reference_rows(TABLE)


def register() -> None:
    """Let the table have its rows and its pages."""
    tables.register(DatedTable(TABLE, "Words of agreements", ABOUT, _names, _parts, _shipped))


def standing(purpose: Purpose) -> tuple[str, str]:
    """Return the words that hold today for a purpose, and their version: the day they began."""
    row = dated.on(TABLE, purpose.value)
    if row is None:  # ended without new ones: nobody can be asked with no words
        row = next(line for line in _shipped() if line.key == purpose.value)
    return str(row.value), row.valid_from.isoformat()
