"""“What happens next, and when”: one step of somebody’s journey, said the same way on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock

YOU = "You"


@dataclass(frozen=True)
class Upcoming:
    """Who does what by when, the one button there may be, and what follows after it."""

    who: str
    what: str
    by: date | None = None
    href: str | None = None
    button: str = ""
    then: str = ""
    ring: str = ""  # whom to ring when it is late

    @property
    def yours(self) -> bool:
        """Say whether the person who reads it has to act."""
        return self.who == YOU

    @property
    def late(self) -> bool:
        """Say whether the day it should be done by is over."""
        return self.by is not None and self.by < clock.today()

    @property
    def left(self) -> str:
        """Return the clock in words: “2 working days left”, “today”, “1 working day late”."""
        if self.by is None:
            return ""
        days = clock.working_days_between(clock.today(), self.by)
        if self.late:
            return f"{_days(max(-days, 1))} late"
        if self.by == clock.today():
            return "today"
        return f"{_days(days)} left" if days else "before the next working day"


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
