"""Wishes that are really barriers: found by a dated table, each with why, and a kinder way to say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app import clock
from app.opportunities import wording
from app.opportunities.answers import Answers
from app.settings import services as settings

DOWN, OUT, SWAP = "down", "out", "swap"
ALONE = {"min_level": None, "person_dbs": "none"}  # answers that are one thing, not a list
DEGREE = 4  # from this level on a qualification takes years after school


@dataclass(frozen=True)
class Barrier:
    """One row of the table."""

    key: str
    pattern: re.Pattern[str]
    why: str
    instead: str
    ask: str
    valid_from: date
    source: str
    name: str | None = None  # the qualification it stands for, where the engine knows one


@dataclass(frozen=True)
class Wish:
    """One line of what is asked for that may keep people out, and where it stands."""

    where: str  # essential, desirable, essential_qualifications, min_level
    words: str
    barrier: Barrier


@lru_cache(maxsize=1)
def _table() -> tuple[Barrier, ...]:
    return tuple(
        Barrier(
            row["key"],
            re.compile(row["pattern"], re.IGNORECASE),
            row["why"],
            row["instead"],
            row["ask"],
            date.fromisoformat(row["valid_from"]),
            row["source"],
            row.get("name"),
        )
        for row in settings.reference("barriers")
    )


def table(on: date | None = None) -> list[Barrier]:
    """Return the rows that hold on a day."""
    day = on or clock.today()
    return [row for row in _table() if row.valid_from <= day]


def match(words: str) -> Barrier | None:
    """Return the first row that these words fall under."""
    return next((row for row in table() if row.pattern.search(words)), None)


def wishes(answers: Answers) -> list[Wish]:
    """Return every line of what is asked for that may keep somebody out for no good reason."""
    found = [*_lines("essential", answers.essential), *_lines("desirable", answers.desirable)]
    names = (str(row["name"]) for row in answers.essential_qualifications or ())
    found += _lines("essential_qualifications", names)
    if answers.min_level is not None and answers.min_level >= DEGREE:
        degree = next(row for row in _table() if row.key == "degree")
        found.append(Wish("min_level", wording.LEVELS[answers.min_level], degree))
    if answers.person_dbs not in {None, "none"} and not answers.regulated_activity:
        check = next(row for row in _table() if row.key == "dbs")
        found.append(Wish("person_dbs", wording.CHECKS[str(answers.person_dbs)], check))
    return found


def _lines(where: str, lines: Iterable[str] | None) -> list[Wish]:
    return [Wish(where, line, row) for line in lines or () if (row := match(line))]


def in_words(answers: Answers) -> list[Wish]:
    """Return what the title and the text say that may put people off."""
    fields = {"title": answers.title, "will_do": answers.will_do, "will_learn": answers.will_learn}
    hits = (
        (name, row.pattern.search(words), row) for name, words in fields.items() for row in table()
    )
    return [Wish(name, hit[0], row) for name, hit, row in hits if hit and row.key in OF_PEOPLE]


OF_PEOPLE = {"age_words", "native", "physical", "culture", "communication"}


def eased(values: dict[str, Any], how: str) -> dict[str, Any]:
    """Return the answers with one line moved to what would help, taken out, or said kindlier.

    `how` is “down|essential|Driving licence”; what fits no line changes nothing.
    """
    verb, _, rest = how.partition("|")
    where, _, words = rest.partition("|")
    if where in ALONE:
        return {**values, where: ALONE[where]} if verb == OUT and where in values else values
    rows = values.get(where) or []
    row = next((row for row in rows if _words(row) == words), None)
    barrier = match(words)
    if row is None or verb not in {DOWN, OUT, SWAP}:
        return values
    changed = {**values, where: [each for each in rows if each is not row]}
    if verb == DOWN and where != "desirable":
        changed["desirable"] = _with(changed["desirable"], words)
    elif verb == SWAP and barrier:
        target = "desirable" if where == "desirable" else "essential"
        changed[target] = _with(changed[target], barrier.instead)
    return changed


def _words(row: Any) -> str:
    return str(row["name"]) if isinstance(row, dict) else str(row)


def _with(lines: list[str], line: str) -> list[str]:
    return list(dict.fromkeys([*lines, line]))
