"""How old somebody is on the day something starts, and what the law says of it."""

from __future__ import annotations

import math
from calendar import FRIDAY
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from matching.settings import Settings
from matching.types import Opportunity, Person


@lru_cache(maxsize=100_000)
def stamp(day: date | None) -> int:
    """A day as a number that keeps the order of days; 0 when there is none."""
    return 0 if day is None else day.year * 10000 + day.month * 100 + day.day


def on_start(person: Person, start: date | None, on: date) -> tuple[float, float] | None:
    """The least and the most somebody's age can be on the start date, in whole years.

    Where the start is not said, nobody is younger than today, and nobody knows how much older.
    """
    day = start or on
    if person.born is not None:
        low: float = (stamp(day) - stamp(person.born)) // 10000
        high = low
    elif person.age is not None:
        years, rest = divmod(stamp(day) - stamp(on), 10000)
        low = person.age + years
        high = low + (rest != 0)
    else:
        return None
    return low, math.inf if start is None else high


def limits(opportunity: Opportunity, settings: Settings) -> tuple[int | None, int | None]:
    """The lowest and highest age, by the offer and by the law for its kind."""
    least = opportunity.min_age
    lawful = settings.legal_ages.get(opportunity.kind or "")
    if lawful is not None:
        least = lawful if least is None else max(least, lawful)
    return least, opportunity.max_age


@lru_cache(maxsize=100_000)
def leaves_school(born: date) -> date:
    """The last Friday in June of the school year in which somebody turns 16."""
    year = born.year + 16 + (born.month >= 9)
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - FRIDAY) % 7)


def school(
    person: Person, opportunity: Opportunity, settings: Settings, on: date
) -> Literal["yes", "no", "unknown"]:
    """Whether the start is after the day the person may leave school, where that matters."""
    if opportunity.kind not in settings.leave_school_first or person.born is None:
        return "yes"
    leaves = leaves_school(person.born)
    if opportunity.start is None:
        return "yes" if on > leaves else "unknown"
    return "yes" if opportunity.start > leaves else "no"
