"""What the pages about people’s data show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import NoResultFound

from app import clock
from app.accounts.models import User
from app.filters import long_date, plural, short_date
from app.privacy import items, preparing
from app.privacy.copying import REASONS, SOURCES, Outcome
from app.privacy.decisions import theirs
from app.privacy.forms import DOES
from app.privacy.items import Entry, Item, Section
from app.privacy.models import CopyState as S
from app.privacy.models import DataCopy
from app.privacy.states import DATA_COPY
from app.settings import services as settings

STANDS = {
    S.PREPARING: "Being looked through",
    S.CHECKING: "Waits for the second look",
    S.READY: "Ready to be handed over",
    S.HANDED_OVER: "Handed over",
    S.STOPPED: "Stopped",
}
ORDER = (S.PREPARING, S.CHECKING, S.READY, S.HANDED_OVER)
LABELS = ("Look through it", "Second look", "Ready", "Handed over")
LAW = "UK GDPR, articles 12(3), 12A and 15"


@dataclass(frozen=True)
class Place:
    """One place somebody has to look at, with what stands around it."""

    number: int
    item: Item
    section: Section
    entry: Entry
    outcome: Outcome | None

    @property
    def around(self) -> list[dict[str, str]]:
        """What stands in the same row, to understand it by."""
        if self.section.table.name == "young_person":
            return []
        others = [one for one in self.entry.items if one.key != self.item.key and one.shown]
        return [{"key": theirs(one.label), "value": one.words} for one in others if one.words][:8]

    @property
    def where(self) -> str:
        """Where it stands, as others than the young person read it."""
        return theirs(f"{self.section.table.title}: {self.item.label.lower()}")

    @property
    def left(self) -> str:
        """What they will read; as it stands where nobody has looked yet."""
        words = self.outcome.of(self.item.words) if self.outcome else self.item.words
        return words or "–"

    @property
    def why(self) -> str:
        """Why something is covered or left out."""
        return REASONS.get(self.outcome.reason, "") if self.outcome else ""

    @property
    def decided(self) -> str:
        """What becomes of it, in words."""
        if self.outcome is None:
            return "Not yet"
        does = "leave" if not self.outcome.give else "cover" if self.outcome.cover else "give"
        return dict(DOES)[does]


def places(row: DataCopy) -> list[Place]:
    """Return every marked place, in the order of the copy."""
    decided = preparing.outcomes(row)
    marked = [
        (item, section, entry)
        for section in items.sections(row.young_person_id)
        for entry in section.entries
        for item in entry.items
        if item.look
    ]
    return [
        Place(number, item, section, entry, decided.get(item.key))
        for number, (item, section, entry) in enumerate(marked, 1)
    ]


def place(row: DataCopy, number: int) -> tuple[Place, int]:
    """Return one marked place and how many there are; NoResultFound past the last."""
    found = places(row)
    if number > len(found):
        raise NoResultFound
    return found[number - 1], len(found)


def next_place(found: list[Place]) -> Place | None:
    """Return the first place nobody has looked at."""
    return next((place for place in found if place.outcome is None), None)


def copy(row: DataCopy, user: User) -> dict[str, Any]:
    """Return one copy with its clock, its places and what this person may do."""
    found = places(row) if row.state in preparing.OPEN else []
    allowed = {line.verb for line in DATA_COPY.allowed(row, role=user.role)}
    left = sum(place.outcome is None for place in found)
    return {
        "it": row,
        "person": row.young_person,
        "stands": STANDS[row.state],
        "steps": steps(row),
        "places": found,
        "left": left,
        "following": next_place(found),
        "clock_words": clock_words(row),
        "late": is_late(row),
        "allowed": allowed,
        "own": user.id in {row.begun_by_id, row.asked_check_by_id},
        "may_prepare": user.role == "coordinator",
        "two_people": settings.value("privacy.two_people"),
        "next_words": next_words(row, left),
        "law": LAW,
        "running": row.state in preparing.OPEN,
    }


def is_late(row: DataCopy) -> bool:
    """Whether the last day is over and nothing went out."""
    return row.state in preparing.OPEN and not row.paused_on and clock.today() > row.due


def clock_words(row: DataCopy) -> str:
    """Return how the clock stands, in words."""
    if row.state not in preparing.OPEN:
        made = f"Ready since {short_date(row.ready_at)}" if row.ready_at else ""
        return made or "The clock has stopped for good"
    if row.paused_on:
        return f"The clock stands since {long_date(row.paused_on)}"
    days = (row.due - clock.today()).days
    if days < 0:
        return f"{plural(-days, 'day')} late: it was due on {long_date(row.due)}"
    left = "today is the last day" if days == 0 else f"{plural(days, 'day')} left"
    return f"By {long_date(row.due)}: {left}"


def next_words(row: DataCopy, left: int) -> str:
    """Return what happens next, by whom."""
    if row.paused_on:
        return "You wait for what you asked them. Let the clock run as soon as they have answered."
    if row.state == S.PREPARING:
        again = "Ask somebody else to look, then it may go."
        return f"Look at {plural(left, 'place')}, one by one." if left else again
    if row.state == S.CHECKING:
        return "A manager of their advisor’s team, or another coordinator, looks through it."
    if row.state == S.READY:
        return "They can open it on their own page. Their advisor can print it and hand it over."
    return "Nothing more to do."


def steps(row: DataCopy) -> list[dict[str, Any]]:
    """Return the line of steps."""
    if row.state not in ORDER:
        return []
    at = ORDER.index(row.state)
    last = at == len(ORDER) - 1
    return [
        {
            "label": label,
            "state": "done" if place < at or last else "now" if place == at else "next",
        }
        for place, label in enumerate(LABELS)
    ]


def sources() -> dict[str, str]:
    """Return under each reason where the law allows it."""
    return {key: SOURCES[key] for key in REASONS}


def due_today() -> date:
    """Return the last day of a request made today."""
    return preparing.due_on(clock.today())
