"""Good practice to learn from: invented examples, each marked as one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from app.guidance.statements import CONTENT


@dataclass(frozen=True)
class Example:
    """How somebody did it, in a few paragraphs."""

    key: str  # also the name of its picture
    title: str
    who: str
    picture: str  # what the picture shows
    story: tuple[str, ...]
    worked: tuple[str, ...]
    copy: str
    guide: str


@lru_cache(maxsize=1)
def every() -> tuple[Example, ...]:
    """Return every example, in their order."""
    rows = json.loads((CONTENT / "examples.json").read_text(encoding="utf-8"))
    return tuple(
        Example(**{**row, "story": tuple(row["story"]), "worked": tuple(row["worked"])})
        for row in rows
    )
