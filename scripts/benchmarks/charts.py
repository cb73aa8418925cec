"""Bars as a picture that needs nothing else: SVG with its words inside."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from scripts.benchmarks.figures import Bar, Chart, said

ROOM, RIGHT, LETTER = 380, 96, 7.6
ROW, TOP = 30, 52
INK, QUIET, OURS, OTHERS, AIM = "#1b2a32", "#56646b", "#0a5560", "#b9c6cb", "#f4a62a"
FONT = "Atkinson Hyperlegible Next, Segoe UI, Noto Sans, Arial, sans-serif"


def names(chart: Chart) -> int:
    """How much room the names take, in pixels."""
    return round(LETTER * max(len(bar.name) for bar in chart.bars)) + 16


def svg(chart: Chart) -> str:
    """The chart as a whole SVG file; figures that span more than 50-fold get a log scale."""
    width = max(names(chart) + ROOM + RIGHT, round(9.2 * len(chart.title)))
    height = TOP + ROW * len(chart.bars) + 26
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" font-family="{FONT}">',
        f"<title>{escape(chart.title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="0" y="20" font-size="17" font-weight="700" fill="{INK}">{escape(chart.title)}</text>',
        f'<text x="0" y="40" font-size="13" fill="{QUIET}">{escape(under(chart))}</text>',
        *bars(chart),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def under(chart: Chart) -> str:
    """What the axis shows and which way is better."""
    better = "longer is better" if chart.more_is_better else "shorter is better"
    scale = ", each step ten times the last" if logarithmic(chart) else ""
    return f"{chart.unit}; {better}{scale}"


def values(chart: Chart) -> list[float]:
    """All figures of a chart that can be drawn, its aim among them."""
    found = [bar.value for bar in chart.bars if bar.value is not None and bar.value > 0]
    return [*found, *([chart.aim] if chart.aim else [])]


def logarithmic(chart: Chart) -> bool:
    """Whether the figures lie too far apart for a straight scale."""
    found = values(chart)
    return bool(found) and max(found) / min(found) > 50


def length(chart: Chart, value: float) -> float:
    """How long a bar is, in pixels."""
    room, found = ROOM, values(chart)
    if not found or value <= 0:
        return 0.0
    if not logarithmic(chart):
        return room * value / max(found)
    low = math.floor(math.log10(min(found)))
    return room * (math.log10(value) - low) / (math.log10(max(found)) - low)


def bars(chart: Chart) -> Iterator[str]:
    """Each contender’s name, bar and figure, and the line of what is aimed at."""
    if chart.aim:
        x = names(chart) + length(chart, chart.aim)
        bottom = TOP + ROW * len(chart.bars)
        yield (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 4}" y2="{bottom}" '
            f'stroke="{AIM}" stroke-width="3"/>'
        )
        yield (
            f'<text x="{x:.1f}" y="{bottom + 16}" font-size="13" fill="{INK}" '
            f'text-anchor="middle">aim: {said(chart.aim, chart.digits)}</text>'
        )

    for number, bar in enumerate(chart.bars):
        yield from one(chart, bar, TOP + ROW * number)


def one(chart: Chart, bar: Bar, y: int) -> Iterator[str]:
    """One contender."""
    weight, left = "700" if bar.ours else "400", names(chart)
    yield (
        f'<text x="{left - 10}" y="{y + 17}" font-size="14" font-weight="{weight}" fill="{INK}" '
        f'text-anchor="end">{escape(bar.name)}</text>'
    )
    if bar.value is None:
        yield f'<text x="{left}" y="{y + 17}" font-size="13" fill="{QUIET}">{escape(bar.note)}</text>'
        return
    wide = max(2.0, length(chart, bar.value))
    colour = OURS if bar.ours else OTHERS
    yield f'<rect x="{left}" y="{y + 3}" width="{wide:.1f}" height="20" rx="3" fill="{colour}"/>'
    yield (
        f'<text x="{left + wide + 8:.1f}" y="{y + 17}" font-size="14" font-weight="{weight}" '
        f'fill="{INK}" stroke="#ffffff" stroke-width="4" paint-order="stroke">'
        f"{said(bar.value, chart.digits)}</text>"
    )
