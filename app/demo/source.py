"""Reading the demo's invented people, employers and stories, with days counted from today."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from app import clock

CONTENT = Path(__file__).parent / "content"
Row = dict[str, Any]


def rows(folder: str) -> list[Row]:
    """Return every row of a folder's files, file by file."""
    files = sorted((CONTENT / folder).glob("*.json"))
    return [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]


def read(name: str) -> Any:
    """Return one file's content."""
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


def day(days: int | None) -> date | None:
    """Return the date so many days from today."""
    return None if days is None else clock.today() + timedelta(days=days)


def ago(days: int | None) -> date | None:
    """Return the date so many days before today."""
    return None if days is None else day(-days)


def moment_ago(days: int | float | None) -> datetime | None:
    """Return the moment so many days before now."""
    return None if days is None else clock.now() - timedelta(days=days)


def sure_moment_ago(days: int | float) -> datetime:
    """Return the moment so many days before now."""
    return clock.now() - timedelta(days=days)


def at(days: int, text: str) -> datetime:
    """Return a London time so many days from today."""
    return clock.at(clock.today() + timedelta(days=days), time.fromisoformat(text))


def born(years: int, days: int) -> date:
    """Return the date of birth of somebody this many years and days old."""
    birthday = clock.today() - timedelta(days=days)
    return date(birthday.year - years, birthday.month, min(birthday.day, 28))
