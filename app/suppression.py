"""The one function every count passes before it leaves the coordinator's desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALL = 5  # counts up to here are shown as "0 to 5" (practice for local looked-after figures)
STEP = 5  # other counts are rounded to the nearest five
BASE = 11  # no percentage on a smaller base


@dataclass(frozen=True)
class Figure:
    """A count as it may be published: its words, and the number where there is one."""

    words: str
    number: int | None


HIDDEN = Figure(f"0 to {SMALL}", None)
SECOND = Figure("not shown", None)


def rounded(count: int) -> int:
    """Return the count to the nearest five, halves up."""
    return (count + STEP // 2) // STEP * STEP


def one(count: int) -> Figure:
    """Return a single count as it may be published."""
    return HIDDEN if count <= SMALL else Figure(f"about {rounded(count)}", rounded(count))


def table(counts: Mapping[str, int]) -> dict[str, Figure]:
    """Return counts that add up to a total as they may be published together.

    Rounded cells cannot be subtracted from a rounded total exactly, but one hidden cell
    beside a total could still be narrowed down; so when just one cell is small, the
    smallest other cell is hidden as well.
    """
    shown = {name: one(count) for name, count in counts.items()}
    small = [name for name, figure in shown.items() if figure is HIDDEN]
    others = sorted((count, name) for name, count in counts.items() if count > SMALL)
    if len(small) == 1 and others:
        shown[others[0][1]] = SECOND
    return shown


def share(part: int, base: int) -> Figure:
    """Return a percentage as it may be published: none on a small base or of a small part."""
    if base < BASE or part <= SMALL or base - part <= SMALL:
        return Figure("not shown", None)
    percent = round(100 * rounded(part) / rounded(base))
    return Figure(f"about {percent}%", percent)
