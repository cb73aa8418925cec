"""The sector model goes on learning from approved offers: plain values in, sealed bytes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.matches.engine.sectors import shipped
from matching.sector_lessons import Labelled, learn, to_bytes


@dataclass(frozen=True)
class Line:
    """What one approved offer says, the sector it is in, and whose offer it is."""

    text: str
    sector: str
    source: str


@dataclass(frozen=True)
class TextAttempt:
    """What was learnt, sealed with a digest; nothing when the shipped model stays better."""

    sealed: bytes | None
    better: bool
    why: str
    figures: dict[str, Any]


def attempt(lines: Iterable[Line]) -> TextAttempt:
    """Try to hear sectors better, judged on the newest lines, never far from what ships."""
    found = learn(shipped(), [Labelled(row.text, row.sector, row.source) for row in lines])
    sealed = to_bytes(found.model, shipped()) if found.published else None
    return TextAttempt(sealed, found.published, found.why, dict(found.figures))
