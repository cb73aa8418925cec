"""Ready-made offers to start from, by kind and sector."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.opportunities.models import Kind

FILE = Path(__file__).with_name("starters.json")


@dataclass(frozen=True)
class Starter:
    """One ready-made offer: a name, a line about it, and answers."""

    key: str
    title: str
    about: str
    kind: Kind
    sector_key: str
    answers: dict[str, Any]

    def given(self) -> dict[str, Any]:
        """Return what a draft begins with."""
        return {"kind": self.kind, "sector_key": self.sector_key, "given": dict(self.answers)}


@lru_cache(maxsize=1)
def starters() -> tuple[Starter, ...]:
    """Return every ready-made offer."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Starter(
            row["key"],
            row["title"],
            row["about"],
            Kind(row["kind"]),
            row["sector"],
            row["answers"],
        )
        for row in rows
    )


def find(key: str) -> Starter:
    """Return one by its key."""
    return next(starter for starter in starters() if starter.key == key)
