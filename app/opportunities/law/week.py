"""A week of shifts as stretches of minutes, and what can be measured on it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import lru_cache

from app.opportunities.law.types import DAYS, Offer, Shift

DAY = 24 * 60
WEEK = 7 * DAY
# A break nobody spoke of may be there: an hour at most is given the benefit of the doubt.
LIKELY_BREAK, LIKELY_AFTER = 60, 240


@dataclass(frozen=True)
class Stretch:
    """One shift in minutes since Monday midnight; it may run past the end of the week."""

    day: str
    begins: int
    ends: int
    break_minutes: int | None

    @property
    def length(self) -> int:
        """Minutes from coming to going."""
        return self.ends - self.begins

    @property
    def worked(self) -> int:
        """Minutes of work at least: without the break, or without a likely one if none was said."""
        unsaid = LIKELY_BREAK if self.length > LIKELY_AFTER else 0
        return max(0, self.length - (unsaid if self.break_minutes is None else self.break_minutes))


def minutes(at: time) -> int:
    """Return a time of day in minutes since midnight."""
    return at.hour * 60 + at.minute


def stretches(week: tuple[Shift, ...]) -> list[Stretch]:
    """Return the week’s shifts in order; one that starts and ends at the same time is left out."""
    return list(_stretches(week))


@lru_cache(maxsize=32)  # twenty rules ask about the same week
def _stretches(week: tuple[Shift, ...]) -> tuple[Stretch, ...]:
    found = []
    for shift in week:
        base, first, last = DAYS.index(shift.day) * DAY, minutes(shift.starts), minutes(shift.ends)
        if first != last:
            ends = base + last + (DAY if last < first else 0)
            found.append(Stretch(shift.day, base + first, ends, shift.break_minutes))
    return tuple(sorted(found, key=lambda part: (part.begins, part.ends)))


def weekly_minutes(offer: Offer) -> float | None:
    """Return the minutes worked in a week, at least: from the grid, else as said, else None."""
    if offer.week:
        return sum(part.worked for part in stretches(offer.week))
    return None if offer.hours_per_week is None else float(offer.hours_per_week) * 60


def longest_minutes(offer: Offer) -> float | None:
    """Return the minutes worked in a week, at most: a break that was not said is none."""
    if offer.week:
        return sum(part.length - (part.break_minutes or 0) for part in stretches(offer.week))
    return weekly_minutes(offer)


def by_day(parts: list[Stretch]) -> dict[str, list[Stretch]]:
    """Return the stretches of each day that has any."""
    found: dict[str, list[Stretch]] = {}
    for part in parts:
        found.setdefault(part.day, []).append(part)
    return found


def worked_on(parts: list[Stretch]) -> int:
    """Return the minutes worked in these stretches, at least."""
    return sum(part.worked for part in parts)


def rest_within(parts: list[Stretch]) -> int | None:
    """Return the longest break of a day, a gap between two shifts counted; None if not said."""
    gaps = [later.begins - earlier.ends for earlier, later in itertools.pairwise(parts)]
    breaks = [part.break_minutes for part in parts]
    if any(pause is None for pause in breaks):
        return max(gaps) if gaps and max(gaps) >= LIKELY_BREAK else None
    return max([*(pause or 0 for pause in breaks), *gaps])


def overlap(parts: list[Stretch], *, repeats: bool) -> Stretch | None:
    """Return a shift that begins before another has ended, the next week’s first one included."""
    if not parts:
        return None
    first = parts[0]
    again = Stretch(first.day, first.begins + WEEK, first.ends + WEEK, first.break_minutes)
    ended = 0
    for part in [*parts, again] if repeats and len(parts) > 1 else parts:
        if part.begins < ended:
            return part
        ended = max(ended, part.ends)
    return None


def daily_rests(parts: list[Stretch], *, repeats: bool) -> Iterator[tuple[Stretch, Stretch, int]]:
    """Yield the first shifts of each two neighbouring days with the minutes of rest between them."""
    days = list(by_day(parts).values())
    for earlier, later in itertools.pairwise(days):
        yield earlier[0], later[0], later[0].begins - max(part.ends for part in earlier)
    if repeats and len(days) > 1:
        last = max(part.ends for part in days[-1])
        yield days[-1][0], days[0][0], days[0][0].begins + WEEK - last


def longest_rest(parts: list[Stretch]) -> int:
    """Return the longest time off in a week that repeats, in minutes."""
    if not parts:
        return WEEK
    rests, end = [], parts[0].ends
    for part in [*parts[1:], Stretch("mon", parts[0].begins + WEEK, parts[0].ends + WEEK, 0)]:
        rests.append(part.begins - end)
        end = max(end, part.ends)
    return max(rests)


def inside(part: Stretch, begins: int, ends: int) -> int:
    """Return how many minutes of a stretch fall between two times of day; `ends` may be next day."""
    ends += DAY if ends <= begins else 0
    first_day = part.begins // DAY - 1
    return sum(
        max(0, min(part.ends, day * DAY + ends) - max(part.begins, day * DAY + begins))
        for day in range(first_day, part.ends // DAY + 1)
    )
