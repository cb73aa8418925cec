"""What the law or the money rules say, each with its source, its dates and how sure we are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
SURE = "H"


@dataclass(frozen=True)
class Statement:
    """One statement: in our words, on whose authority, checked when, valid from and to."""

    key: str
    words: str
    source: str
    sure: str  # H: read in the law or the guidance itself; M: a second hand; L: from memory
    checked: date
    ask: str = ""  # with whom to check what is not sure
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def to_check(self) -> bool:
        """Whether the reader should check it before relying on it."""
        return self.sure != SURE

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1)
def every() -> tuple[Statement, ...]:
    """Return every statement that ships with the product."""
    rows = json.loads((CONTENT / "statements.json").read_text(encoding="utf-8"))
    return tuple(
        Statement(
            key=row["key"],
            words=row["words"],
            source=row["source"],
            sure=row["sure"],
            checked=date.fromisoformat(row["checked"]),
            ask=row.get("ask", ""),
            valid_from=_day(row.get("from")),
            valid_to=_day(row.get("to")),
        )
        for row in rows
    )


def on(day: date) -> dict[str, Statement]:
    """Return the statements that hold on a day, by their key; the newest where two do."""
    holding = sorted((s for s in every() if s.holds(day)), key=lambda s: s.valid_from or date.min)
    return {statement.key: statement for statement in holding}
