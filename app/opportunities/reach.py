"""How many young people could take an offer up, and would if it asked for less: coarse on purpose.

The answer is worked out by a room above that this one may not know; it is told to answer at start-up.
Nobody can single out anybody by changing answers: only a coarse picture of the offer is asked about,
only fixed changes are looked at, people are counted in groups of six and more that stay the same all
day, and an organisation may ask a limited number of times a day (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import suppression
from app.opportunities import barriers
from app.opportunities.answers import Answers
from app.opportunities.law import week as weeks
from app.opportunities.law.reading import read_week
from app.opportunities.models import Opportunity
from app.suppression import Figure

HOURS = (8, 16, 24, 30, 40)
SHORT_WEEK = 16
YOUNGEST = (16, 18, 21)
OLDEST = 25  # nobody here is older; a limit at or above it is none
PAGES = {"asks", "who", "hours", "checks"}


@dataclass(frozen=True)
class Wanted:
    """An offer as coarsely as it is counted: a month, an area, a class of hours, classes of age."""

    sector: str
    kind: str
    area: str | None
    month: date | None
    youngest: int
    oldest: int | None
    hours: int | None
    level: int | None
    names: tuple[str, ...]
    dbs: bool


@dataclass(frozen=True)
class Change:
    """One thing that could be asked differently, and how many could take the offer up then."""

    words: str
    figure: Figure
    more: bool


@dataclass(frozen=True)
class Reach:
    """How many could take an offer up as it is, and with each change; None: not today any more."""

    now: Figure | None
    changes: tuple[Change, ...] = ()


class TooOften(Exception):
    """An organisation has asked as often as it may today."""


Counter = Callable[[Sequence[Wanted], int], Sequence[int] | None]
_counter: list[Counter] = []


def answered_by(counter: Counter) -> None:
    """Let this answer from now on; it is given pictures of an offer and who asks."""
    _counter[:] = [counter]


def coarse(answers: Answers) -> Wanted:
    """Return an offer as it is counted; two that differ in detail only are the same here."""
    names = (wish.barrier.name for wish in barriers.wishes(answers) if wish.where != "desirable")
    return Wanted(
        sector=answers.sector_key,
        kind=answers.kind.value,
        area=None if answers.remote or not answers.postcode else answers.postcode.split(" ")[0],
        month=answers.start.replace(day=1) if answers.start else None,
        youngest=max((age for age in YOUNGEST if age <= (answers.min_age or 16)), default=16),
        oldest=_oldest(answers.max_age),
        hours=_hours(answers),
        level=answers.min_level or None,
        names=tuple(sorted({name for name in names if name})),
        dbs=bool(answers.dbs_required),
    )


def _oldest(age: int | None) -> int | None:
    return None if age is None or age >= OLDEST else next(a for a in (18, 21, 24) if age <= a)


def _hours(answers: Answers) -> int | None:
    full = [day for day in answers.week or () if "from" in day and "to" in day]
    keys = ("day", "from", "to", "break_minutes")
    shifts = read_week([{key: day[key] for key in keys if key in day} for day in full])
    hours = weeks.worked_on(weeks.stretches(shifts)) / 60 if full else answers.hours_per_week
    return None if not hours else next((top for top in HOURS if hours <= top), HOURS[-1])


def changes(wanted: Wanted) -> Iterator[tuple[str, Wanted]]:
    """Yield the fixed changes that apply to an offer, in words, each as another picture of it."""
    for name in wanted.names:
        left = tuple(other for other in wanted.names if other != name)
        yield f"Without “{name}”", replace(wanted, names=left)
    if wanted.level:
        yield "Without a level of qualification", replace(wanted, level=None)
    if wanted.dbs:
        yield "Without a DBS check", replace(wanted, dbs=False)
    if wanted.youngest > 16:
        yield "From the age of 16", replace(wanted, youngest=16)
    if wanted.oldest:
        yield "Without an oldest age", replace(wanted, oldest=None)
    if (wanted.hours or 0) > SHORT_WEEK:
        yield f"With {SHORT_WEEK} hours a week or fewer", replace(wanted, hours=SHORT_WEEK)


def reach(opportunity: Opportunity, answers: Answers) -> Reach | None:
    """Return how far an offer reaches, for its own organisation; None where nothing can be said."""
    if not _counter or not answers.title:
        return None
    now = coarse(answers)
    others = list(changes(now))
    try:
        counts = _counter[0]([now, *(other for _, other in others)], opportunity.employer_id)
    except TooOften:
        return Reach(None)
    if counts is None:
        return None
    figures = [suppression.one(count) for count in counts]
    first = figures[0]
    return Reach(
        first,
        tuple(
            Change(words, figure, (figure.number or 0) > (first.number or 0))
            for (words, _), figure in zip(others, figures[1:], strict=True)
        ),
    )
