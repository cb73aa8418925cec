"""A young person’s story as one picture: lanes of bars over time, drawn in shares of the width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import clock
from app.states import history as moves
from app.young_people import choices, signals
from app.young_people.models import Activity, YoungPerson
from app.young_people.models import YoungPersonState as S
from app.young_people.signals import Span
from app.young_people.states import YOUNG_PERSON

SHORTEST = 0.8  # per cent of the width: a day in five years can still be seen
STATES = {
    S.NOT_STARTED: ("Not started", "quiet"),
    S.IN_PROGRESS: ("Getting ready", "main"),
    S.READY: ("Ready", "good"),
    S.NOT_NOW: ("Not now", "quiet"),
    S.CLOSED: ("Closed", "quiet"),
}
LANES = ("Doing", "Record", "Advisor", "Introductions", "Placements")


@dataclass(frozen=True)
class Bar:
    """A span as it is drawn: where it begins and how wide it is, in per cent."""

    span: Span
    x: float
    width: float


@dataclass(frozen=True)
class Picture:
    """Lanes in order, marks of time below them, and where today is."""

    lanes: list[tuple[str, list[Bar]]]
    ticks: list[tuple[float, str]]
    today: float

    @property
    def rows(self) -> list[tuple[str, str, date, date | None]]:
        """The same as a table: lane, words, from, until."""
        return [
            (name, bar.span.words, bar.span.since, bar.span.until)
            for name, bars in self.lanes
            for bar in bars
        ]


def draw(person: YoungPerson, codes: Sequence[Activity]) -> Picture | None:
    """Return the picture of a record; None while nothing has lasted a day."""
    answers = signals.asked_for_spans.send(person)
    spans = [
        *doing(codes),
        *_states(person),
        *(span for _, given in answers for span in given),
    ]
    return arrange(spans, clock.today())


def doing(codes: Iterable[Activity]) -> list[Span]:
    """Return activity codes as spans; each lasts until the next."""
    ordered = sorted(codes, key=lambda row: (row.since, row.id))
    ends: list[date | None] = [row.since for row in ordered[1:]] + [None] * bool(ordered)
    return [
        Span(
            "Doing",
            choices.words(choices.ACTIVITIES, row.code) or row.code,
            row.since,
            end,
            _tone(row),
        )
        for row, end in zip(ordered, ends, strict=True)
        if end is None or end > row.since
    ]


def _tone(row: Activity) -> str:
    return {"F": "good", "P": "good", "G": "warn"}.get(row.code[:1], "quiet")


def _states(person: YoungPerson) -> list[Span]:
    changes = moves(YOUNG_PERSON, person.id)
    days = [clock.local(change.at).date() for change in changes]
    states = [S.NOT_STARTED, *(S(change.to_state) for change in changes)]
    starts = [clock.local(person.created_at).date(), *days]
    ends = [*days, None]
    return [
        Span("Record", STATES[state][0], since, until, STATES[state][1])
        for state, since, until in zip(states, starts, ends, strict=True)
        if until is None or until > since
    ]


def arrange(spans: Sequence[Span], today: date) -> Picture | None:
    """Return spans as bars in lanes, from the first day of any to today or what is still to come."""
    if not spans:
        return None
    first = min([today, *(span.since for span in spans)])
    last = max([today, *(span.until or span.since for span in spans)]) + timedelta(days=1)
    whole = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(100 * (day - first).days / whole, 2)

    def bar(span: Span) -> Bar:
        x, end = at(span.since), at(min(span.until or last, last))
        width = max(end - x, SHORTEST)
        return Bar(span, min(x, 100 - width), round(width, 2))

    known = list(dict.fromkeys([*LANES, *(span.lane for span in spans)]))
    lanes = [(name, [bar(span) for span in spans if span.lane == name]) for name in known]
    return Picture([lane for lane in lanes if lane[1]], _ticks(first, last, at), at(today))


def _ticks(first: date, last: date, share: Callable[[date], float]) -> list[tuple[float, str]]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((n for n in (1, 3, 6, 12) if months / n <= 5), 24)
    day, found = clock.months_after(first.replace(day=1), 1), list[tuple[float, str]]()
    while day < last:
        if (day.month - 1) % min(step, 12) == 0:
            found.append((share(day), f"{day:%b %Y}" if step < 12 else f"{day:%Y}"))
        day = clock.months_after(day, 1)
    return found[:8]
