"""Guides ready to be shown: their statements on a day, their tables, who to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app import clock
from app.guidance import library, money, people, statements
from app.guidance.statements import Statement
from app.guidance.writing import Guide


@dataclass(frozen=True)
class Shown:
    """One guide as it reads on a day."""

    guide: Guide
    said: dict[str, Statement]
    tables: dict[str, Any]
    checked: date
    before: Guide | None
    after: Guide | None
    related: list[Guide]


def tables(names: set[str]) -> dict[str, Any]:
    """Return what the tables of a guide hold today."""
    today = clock.today()
    ways = {
        "wages": lambda: money.wages(today),
        "incentives": lambda: money.on(today),
        "hr": people.hr_contact,
    }
    return {name: ways[name]() for name in sorted(names)}


def show(slug: str) -> Shown | None:
    """Return a guide as it reads today, or None where there is none."""
    guide = library.by_slug().get(slug)
    if guide is None:
        return None
    used = library.sources(guide, clock.today())
    before, after = library.neighbours(guide)
    shelf = library.by_slug()
    return Shown(
        guide=guide,
        said=statements.on(clock.today()),
        tables=tables(guide.tables),
        checked=library.last_checked(guide, used),
        before=before,
        after=after,
        related=[shelf[name] for name in guide.related if name in shelf],
    )
