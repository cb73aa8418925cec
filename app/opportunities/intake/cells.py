"""One cell of an import, read into a value; the error says what to enter instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from app import typed
from app.opportunities.law.types import DAYS
from app.opportunities.models import Kind

YES = {"yes", "y", "true", "1", "ja", "on"}
NO = {"no", "n", "false", "0", "off"}
_QUALIFICATION = re.compile(r"(?P<name>.+?)(?:\s*\(level (?P<level>[0-8])\))?", re.IGNORECASE)


def text(most: int) -> Callable[[Any], str]:
    """Return a reader for words of at most so many characters."""

    def read(cell: Any) -> str:
        if isinstance(cell, dict | list | bool):
            raise ValueError("must be words")
        words = unquoted(typed.clean(str(cell), lines=True))
        if len(words) > most:
            raise ValueError(f"must be {most:,} characters or fewer, and is {len(words):,}")
        return words

    return read


def unquoted(words: str) -> str:
    """Return words without the apostrophe that keeps a spreadsheet from calculating them."""
    return words[1:] if words[:1] == "'" and words[1:2] in {"=", "+", "-", "@"} else words


def one_of(*choices: str) -> Callable[[Any], str]:
    """Return a reader for one of some fixed words."""

    def read(cell: Any) -> str:
        word = typed.clean(str(cell)).casefold().replace(" ", "_").replace("-", "_")
        if word not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return word

    return read


def kind(cell: Any) -> Kind:
    """Return the kind of offer."""
    return Kind(one_of(*(kind.value for kind in Kind))(cell))


def day(cell: Any) -> date:
    """Return a date: a date cell, 2026-12-31 or 31/12/2026."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else typed.read_date(str(cell))


def whole(least: int, most: int) -> Callable[[Any], int]:
    """Return a reader for a whole number between two bounds."""

    def read(cell: Any) -> int:
        if isinstance(cell, bool | dict | list):
            raise ValueError("must be a whole number, like 3")
        plain = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        return typed.read_whole(plain, least, most)

    return read


def amount(most: int, places: str = "0.01") -> Callable[[Any], Decimal]:
    """Return a reader for an amount that is not negative."""

    def read(cell: Any) -> Decimal:
        try:
            value = Decimal(re.sub(r"[£,\s]", "", str(cell)))
        except InvalidOperation:
            raise ValueError("must be a number, like 12.71") from None
        if isinstance(cell, bool) or not value.is_finite() or not 0 <= value <= most:
            raise ValueError(f"must be a number from 0 to {most}")
        return value.quantize(Decimal(places))

    return read


def degrees(most: int) -> Callable[[Any], float]:
    """Return a reader for a latitude or a longitude."""

    def read(cell: Any) -> float:
        try:
            value = float(str(cell))
        except ValueError:
            raise ValueError("must be degrees, like 52.04") from None
        if not -most <= value <= most:
            raise ValueError(f"must be degrees from -{most} to {most}")
        return value

    return read


def place(cell: Any) -> tuple[float, float]:
    """Return where a JSON place lies."""
    if not isinstance(cell, dict) or cell.keys() != {"lat", "lon"}:
        raise ValueError("must hold lat and lon")
    return degrees(90)(cell["lat"]), degrees(180)(cell["lon"])


def yes_no(cell: Any) -> bool:
    """Return an answer that is yes or no."""
    word = str(cell).strip().casefold()
    if word not in YES | NO:
        raise ValueError("must be yes or no")
    return word in YES


def listed(cell: Any) -> list[str]:
    """Return several words: a JSON list, or a cell with semicolons between them."""
    parts = cell if isinstance(cell, list) else str(cell).split(";")
    if len(parts) > 40 or not all(isinstance(part, str) and len(part) <= 200 for part in parts):
        raise ValueError("must be at most 40 short entries with semicolons between them")
    return [words for words in (unquoted(typed.clean(part)) for part in parts) if words]


def days(cell: Any) -> list[str]:
    """Return days of the week in their order."""
    found = {word[:3].casefold() for word in listed(cell)}
    if not found <= set(DAYS):
        raise ValueError("must be days, like mon; wed; fri")
    return [name for name in DAYS if name in found]


def qualifications(cell: Any) -> list[dict[str, Any]]:
    """Return qualifications: JSON objects, or “Food hygiene (level 2); English GCSE”."""
    if isinstance(cell, list) and all(isinstance(row, dict) for row in cell):
        return [_qualification(row.get("name"), row.get("level")) for row in cell]
    found = (_QUALIFICATION.fullmatch(words) for words in listed(cell))
    return [_qualification(match["name"], match["level"]) for match in found if match]


def _qualification(name: Any, level: Any) -> dict[str, Any]:
    if not isinstance(name, str) or not name or len(name) > 200:
        raise ValueError("must have a name, like Food hygiene (level 2)")
    return {"name": typed.clean(name), "level": None if level is None else whole(0, 8)(level)}
