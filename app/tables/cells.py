"""One cell of an import, read into a value; the error says what to enter instead.

Each reader takes whatever a cell holds and returns a value or raises ValueError. Its words
either start with “must”, to be put after the column’s name, or are a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from app import typed
from app.filters import listing
from app.tables.columns import plain
from app.tables.writing import original

YES = {"yes", "y", "true", "t", "1", "ja", "on", "x", "✓", "✔", "yes please", "aye"}
NO = {"no", "n", "false", "f", "0", "off", "none", "✗", "✘", "-", "n/a", "na", "nil"}
# What a spreadsheet shows where it could not calculate.
BROKEN = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}


def refuse_broken(cell: Any) -> None:
    """Refuse what a spreadsheet writes where a formula failed."""
    if isinstance(cell, str) and cell.strip().upper() in BROKEN:
        raise ValueError("must be a value: the spreadsheet shows an error here")


def words_of(cell: Any) -> str:
    """Return a cell as text: 3 for 3.0, 31/12/2026 for a date, without an inert mark."""
    if isinstance(cell, bool | dict | list):
        raise ValueError("must be words")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return original(str(cell))


def text(most: int, *, lines: bool = True) -> Callable[[Any], str]:
    """Return a reader for words of at most so many characters."""

    def read(cell: Any) -> str:
        words = typed.clean(words_of(cell), lines=lines)
        if len(words) > most:
            raise ValueError(f"must be {most:,} characters or fewer, and is {len(words):,}")
        return words

    return read


def one_of(choices: Mapping[str, str], called: str | None = None) -> Callable[[Any], str]:
    """Return a reader for one of some words; `choices` gives the value of each word people use."""
    known = {plain(word): value for word, value in choices.items()}

    def read(cell: Any) -> str:
        found = known.get(plain(words_of(cell)))
        if found is None:
            raise ValueError(called or f"must be one of {listing(sorted(set(choices.values())))}")
        return found

    return read


def day(cell: Any) -> date:
    """Return a date: a date cell, 2026-12-31 or 31/12/2026, with a time after it or not."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", words_of(cell).strip())
    return typed.read_date(re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", words, flags=re.IGNORECASE))


def whole(least: int, most: int) -> Callable[[Any], int]:
    """Return a reader for a whole number between two bounds."""

    def read(cell: Any) -> int:
        if isinstance(cell, bool | dict | list | datetime | date):
            raise ValueError("must be a whole number, like 3")
        return typed.read_whole(re.sub(r"\.0+$", "", words_of(cell).strip()), least, most)

    return read


def amount(most: int, places: str = "0.01") -> Callable[[Any], Decimal]:
    """Return a reader for an amount that is not negative: £12.71, 12.71 an hour, 1,200."""

    def read(cell: Any) -> Decimal:
        words = re.sub(r"(an|per|/|p)\s*(hour|hr|h|week|wk)\b.*$", "", str(cell), flags=re.I)
        try:
            value = Decimal(original(re.sub(r"[£,\s]|GBP", "", words)))
        except InvalidOperation:
            raise ValueError("must be a number, like 12.71") from None
        if isinstance(cell, bool) or not value.is_finite() or not 0 <= value <= most:
            raise ValueError(f"must be a number from 0 to {most}")
        return value.quantize(Decimal(places))

    return read


def yes_no(cell: Any) -> bool:
    """Return an answer that is yes or no."""
    word = str(cell).strip().casefold()
    word = word[:-2] if word in {"1.0", "0.0"} else word
    if word not in YES | NO:
        raise ValueError("must be yes or no")
    return word in YES


def listed(cell: Any) -> list[str]:
    """Return several words: a JSON list, or a cell with semicolons or new lines between them."""
    parts = cell if isinstance(cell, list) else re.split(r"[;\n]", original(str(cell)))
    if len(parts) > 40 or not all(isinstance(part, str) and len(part) <= 200 for part in parts):
        raise ValueError("must be at most 40 short entries with semicolons between them")
    bare = (original(typed.clean(part)).lstrip("•–").strip() for part in parts)
    return [words for words in bare if words]


def email(cell: Any) -> str:
    """Return an e-mail address, taken out of “Sam <sam@…>” or “mailto:…” where need be."""
    words = words_of(cell).strip().removeprefix("mailto:")
    found = re.search(r"<([^<>]+)>$", words)
    return typed.read_email((found[1] if found else words).strip())


def phone(cell: Any) -> str:
    """Return a telephone number; a spreadsheet may have taken its first 0 for nothing."""
    words = words_of(cell).strip()
    if not isinstance(cell, str) and re.fullmatch(r"[127]\d{9}", words):
        words = f"0{words}"
    return typed.read_phone(words)


def postcode(cell: Any) -> str:
    """Return a full postcode by its shape."""
    return typed.read_postcode(words_of(cell))
