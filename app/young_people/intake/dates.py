"""Dates as case systems write them: day first, in words, with two numbers for the year, as serials.

A date that could be two days is never guessed at: its words ask for one that is plain.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from app import clock, typed
from app.tables import cells

EXCEL_BEGINS = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)  # 1927 to 2119
WRONG = "must be a date with the day first, like 27/03/2008"
MONTH_FIRST = "has the month first: write the day first, like 27/03/2008"
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_SIGN = r"[\s/.,-]+"
_THREE = re.compile(rf"(\w{{1,9}}){_SIGN}(\w{{1,9}}){_SIGN}(\d{{4}}|\d{{2}})")
_YEAR_FIRST = re.compile(rf"((?:19|20)\d\d){_SIGN}(\d{{1,2}}){_SIGN}(\d{{1,2}})", re.ASCII)
_RUN = re.compile(r"\d{8}", re.ASCII)


class MonthFirst(ValueError):
    """A date that can only be read the American way: the others of its column are in doubt."""


def past(cell: Any) -> date:
    """Return a day that has been: of two numbers for a year, the latest that is over."""
    return _read(cell, latest=clock.today().year)


def near(cell: Any) -> date:
    """Return a day of these years: two numbers mean this century."""
    return _read(cell, latest=2099)


def either_way(cell: Any) -> bool:
    """Say whether a date in numbers would be another day with its month first."""
    found = _THREE.fullmatch(_words(cell)) if isinstance(cell, str) else None
    if not found or not (found[1].isdecimal() and found[2].isdecimal()):
        return False
    return found[1] != found[2] and int(found[1]) <= 12 and int(found[2]) <= 12


def _words(cell: Any) -> str:
    words = _CLOCK.sub("", cells.words_of(cell).strip())
    return _ORDINAL.sub("", _WEEKDAY.sub("", words)).strip()


def _read(cell: Any, latest: int) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = _words(cell)
    if re.fullmatch(r"\d{5}(\.\d+)?", words, re.ASCII):
        return _serial(words)
    if _RUN.fullmatch(words):
        return _run(words)
    if found := _YEAR_FIRST.fullmatch(words):
        return _real(found[3], found[2], found[1])
    if found := _THREE.fullmatch(words):
        return _three(found[1], found[2], _year(found[3], latest))
    raise ValueError(WRONG)


def _serial(words: str) -> date:
    days = int(words.partition(".")[0])
    if days not in SERIALS:
        raise ValueError(WRONG)
    return EXCEL_BEGINS + timedelta(days)


def _run(words: str) -> date:
    """Return eight numbers in a row as a day: 20080327 or 27032008, of which only one can be."""
    year_first = words[:2] in {"19", "20"} and 1 <= int(words[4:6]) <= 12
    if year_first:
        return _real(words[6:], words[4:6], words[:4])
    return _real(words[:2], words[2:4], words[4:])


def _year(words: str, latest: int) -> str:
    if len(words) == 4:
        return words
    century = latest // 100 * 100
    year = century + int(words)
    return str(year if year <= latest else year - 100)


def _three(day: str, month: str, year: str) -> date:
    if day.isalpha() and month.isdecimal():  # March 27 2008: words leave no doubt
        day, month = month, day
    try:
        return _real(day, month, year)
    except ValueError:
        if day.isdecimal() and month.isdecimal() and _fits(month, day, year):
            raise MonthFirst(MONTH_FIRST) from None
        raise


def _fits(day: str, month: str, year: str) -> bool:
    try:
        _real(day, month, year)
    except ValueError:
        return False
    return True


def _real(day: str, month: str, year: str) -> date:
    try:
        return typed.real_date(day, month, year)
    except ValueError:
        raise ValueError("must be a real date, with the day first, like 27/03/2008") from None
