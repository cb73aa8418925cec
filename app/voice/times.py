"""Safe times as people write them, read into hours a message may leave in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.filters import clock_time, listing
from app.outbox.hours import Window
from app.typed import read_time

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GROUPS = {
    "weekday": range(5),
    "weekend": (5, 6),
    "everyday": range(7),
    "day": range(7),
    "daily": range(7),
}
PARTS = {"morning": (0, 12 * 60), "afternoon": (12 * 60, 17 * 60), "evening": (17 * 60, 24 * 60)}
ANY = {"anytime", "whenever"}
FILL = set("on at the in is are ok okay fine best and or during only please every but just".split())
NO = {"not", "never", "no", "except"}
TOKEN = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?|[a-z]+|[-–]|\S")
WHOLE_DAY = (0, 24 * 60)
Span = tuple[int, int]


class NotUnderstood(Exception):
    """Some of it could mean anything, so a person has to look."""


@dataclass
class Clause:
    """A part between commas: which days, which hours, and whether it says no to them."""

    no: bool = False
    days: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)


def windows(said: str, *, first: int, last: int) -> list[Window] | None:
    """Return the hours a text means, within these hours of the day; None when it cannot be read."""
    outer = (first * 60, last * 60)
    if not said.strip():
        return [[day, *outer] for day in range(7)]
    try:
        clauses = [
            _clause(part) for part in re.split(r"[,;]|\.(?!\d)", said.lower()) if part.strip()
        ]
        _unmixed(clauses)
    except (NotUnderstood, ValueError):
        return None
    found = [
        [day, max(span[0], outer[0]), min(span[1], outer[1])]
        for day in range(7)
        for span in _of_day(clauses, day)
    ]
    return [window for window in found if window[1] < window[2]] or None


def _unmixed(clauses: list[Clause]) -> None:
    # “Wednesday, Thursday 4pm to 6pm”: whether Wednesday has hours too, only a person can tell.
    timed = {bool(one.spans) for one in clauses if one.days and not one.no}
    if len(timed) > 1:
        raise NotUnderstood


def _of_day(clauses: list[Clause], day: int) -> list[Span]:
    if any(one.no and day in one.days for one in clauses):
        return []
    named = [one for one in clauses if one.days and not one.no]
    mine = [one for one in named if day in one.days]
    if named and not mine:
        return []
    spans = [span for one in mine for span in one.spans or [WHOLE_DAY]] or [WHOLE_DAY]
    for one in clauses:
        if not one.days and one.spans:
            spans = [
                (max(a, c), min(b, d))
                for a, b in spans
                for c, d in one.spans
                if max(a, c) < min(b, d)
            ]
    return spans


def _clause(words: str) -> Clause:
    tokens = [token.strip() for token in TOKEN.findall(words.replace("any time", "anytime"))]
    tokens = [token for token in tokens if token not in FILL - {"and"}]
    found = Clause()
    while tokens:
        _take(tokens, found)
    if found.no and found.days and found.spans:
        raise NotUnderstood
    if not (found.days or found.spans):
        raise NotUnderstood
    return found


def _take(tokens: list[str], found: Clause) -> None:
    token = tokens.pop(0)
    if token in NO:
        found.no = True
    elif token in {"after", "before", "from", "until", "till", "between"} or token[0].isdigit():
        found.spans.append(_span(token, tokens, found))
    elif days := _days(token):
        found.days |= _up_to(days, tokens)
    elif token.rstrip("s") in PARTS and not found.no:
        found.spans.append(PARTS[token.rstrip("s")])
    elif token in ANY and not found.no:
        found.spans.append(WHOLE_DAY)
    elif token not in {"and", "or"}:
        raise NotUnderstood


def _days(token: str) -> set[int]:
    group = GROUPS.get(token.rstrip("s"))
    if group:
        return set(group)
    short = token.rstrip("s")
    known = len(short) > 2
    return {n for n, name in enumerate(NAMES) if known and name.lower().startswith(short)}


def _up_to(days: set[int], tokens: list[str]) -> set[int]:
    if len(tokens) > 1 and tokens[0] in {"to", "-", "–"} and (ends := _days(tokens[1])):
        del tokens[:2]
        begin, end = min(days), max(ends)
        return {number % 7 for number in range(begin, end + 1 + (7 if end < begin else 0))}
    return days


def _span(token: str, tokens: list[str], found: Clause) -> Span:
    word = "" if token[0].isdigit() else token
    begin = _minute(tokens.pop(0) if word and tokens else token)
    if (
        tokens
        and tokens[0] in {"to", "-", "–", "and", "until", "till"}
        and word in {"", "between", "from"}
    ):
        if len(tokens) < 2 or not tokens[1][0].isdigit():
            raise NotUnderstood
        del tokens[0]
        return (begin, _minute(tokens.pop(0)))
    up_to = word in {"before", "until", "till"}
    if word in {"", "between"}:
        raise NotUnderstood
    if found.no and found.days:
        raise NotUnderstood
    if found.no:  # “not before ten” means after it
        up_to, found.no = not up_to, False
    return (0, begin) if up_to else (begin, 24 * 60)


def _minute(token: str) -> int:
    plain = token.replace(" ", "")
    hour = re.match(r"\d+", plain)
    if hour is None:
        raise NotUnderstood
    if plain.isdigit() and int(plain) < 8:  # nobody means five in the morning
        plain += "pm"
    elif plain.isdigit():
        plain += ":00"
    moment = read_time(plain)
    return moment.hour * 60 + moment.minute


def told(hours: list[Window]) -> str:
    """Return hours in words: Monday to Friday, 11am to 8pm."""
    by_span: dict[tuple[int, ...], list[int]] = {}
    spans: dict[int, list[Span]] = {}
    for day, begin, end in hours:
        spans.setdefault(day, []).append((begin, end))
    for day, found in sorted(spans.items()):
        by_span.setdefault(tuple(n for span in found for n in span), []).append(day)
    return "; ".join(f"{_named(days)}, {_said(key)}" for key, days in by_span.items())


def _named(days: list[int]) -> str:
    if len(days) == 7:
        return "Every day"
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{NAMES[days[0]]} to {NAMES[days[-1]]}"
    return listing([NAMES[day] for day in days])


def _said(key: tuple[int, ...]) -> str:
    pairs = zip(key[::2], key[1::2], strict=True)
    return listing([f"{_clock(begin)} to {_clock(end)}" for begin, end in pairs])


def _clock(minute: int) -> str:
    return clock_time(read_time(f"{minute // 60 % 24}:{minute % 60:02d}"))
