"""What a benchmark says: rows of one measure each, ours beside others, with what we aim at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Bar:
    """One contender with its figure; None where it could not be measured, with the reason."""

    name: str
    value: float | None
    ours: bool = False
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """One picture: bars of one measure, its unit, and whether more is better."""

    name: str
    title: str
    unit: str
    bars: Sequence[Bar]
    more_is_better: bool = True
    aim: float | None = None
    digits: int = 3


@dataclass(frozen=True)
class Section:
    """One group of measures: what was done in one sentence, the charts, and what to know."""

    key: str
    title: str
    done: str
    charts: Sequence[Chart]
    notes: Sequence[str] = ()


def as_plain(section: Section) -> dict[str, Any]:
    """A section as plain values, to be kept in a file."""
    return asdict(section)


def from_plain(plain: Mapping[str, Any]) -> Section:
    """A section from plain values."""
    charts = [
        Chart(**{**chart, "bars": [Bar(**bar) for bar in chart["bars"]]})
        for chart in plain["charts"]
    ]
    return Section(**{**plain, "charts": charts})


def said(value: float | None, digits: int) -> str:
    """A figure as people read it: at most so many digits behind the point."""
    if value is None:
        return "–"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
