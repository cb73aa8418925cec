"""Guides ready to be shown: their statements on a day, their tables, who to ask."""

from __future__ import annotations

from collections.abc import Callable
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


def tables(guide: Guide) -> dict[str, Any]:
    """Return what the tables of a guide hold today."""
    today = clock.today()
    size = guide.key if guide.group == "sizes" else None
    ways: dict[str, Callable[[], Any]] = {
        "wages": lambda: money.wages(today),
        "incentives": lambda: money.on(today),
        "money": lambda: money.for_size(today, size),
        "hr": people.hr_contact,
    }
    return {name: ways[name]() for name in sorted(guide.tables)}


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
        tables=tables(guide),
        checked=library.last_checked(guide, used),
        before=before,
        after=after,
        related=[shelf[name] for name in guide.related if name in shelf],
    )
