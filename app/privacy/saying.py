"""Values of the database as people read them: names for numbers, London’s time, plain words."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import select

from app import clock, db
from app.filters import clock_time, words
from app.privacy.finding import real
from app.young_people import changes, choices

NOTHING: tuple[Any, ...] = (None, "", [], {})
STAFF = {
    "advisor": "personal advisor",
    "manager": "team manager",
    "coordinator": "coordinator at the council",
    "admin": "administrator at the council",
    "hr": "the council’s HR team",
    "councillor": "councillor",
}
# The words of fixed answers, by the column that holds them.
ANSWERS: dict[str, choices.Choices] = {
    **{name: answers for name, (_, answers) in changes.QUESTIONS.items() if answers},
    "code": choices.ACTIVITIES,
    "accommodation": choices.ACCOMMODATION,
    "contact": tuple(choices.NOTES.items()),
    "in_touch": choices.IN_TOUCH,
    "shared_fields": choices.SHARED,
    "checklist": choices.PROGRESS,
}
QUESTIONS = {"field", "answered"}
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+|[A-Z]+(_[A-Z]+)*")


@dataclass
class Names:
    """Names behind the numbers a copy may speak of, each read once."""

    own: frozenset[str]  # the addresses of whoever asks

    def __post_init__(self) -> None:
        self.known: dict[tuple[str, Any], str] = {}

    def of(self, table: str, key: Any) -> str:
        """Return what people call the row of this key."""
        if (table, key) not in self.known:
            self.known[table, key] = self._read(table, key)
        return self.known[table, key]

    def _read(self, table: str, key: Any) -> str:
        here = real(table)
        column = next(iter(here.primary_key.columns))
        row = db.session.execute(select(here).where(column == key)).mappings().first()
        if row is None:
            return ""
        if table == "user":
            return _person(str(row["name"]), str(getattr(row["role"], "value", row["role"])))
        if table == "opportunity":
            return f"{row['title']} at {self.of('employer', row['employer_id'])}"
        if table == "fair_day_offer":
            return self.of("opportunity", row["opportunity_id"])
        return str(row.get("name") or "")


def _person(name: str, role: str) -> str:
    # Whoever acts for the council does so in public office; somebody at an employer is private.
    return f"{name}, {STAFF[role]}" if role in STAFF else "somebody at the employer"


def moment(value: datetime) -> str:
    """Return a moment in London; on the days the clocks change, with which time it is."""
    at = clock.local(value if value.tzinfo else value.replace(tzinfo=UTC))
    zone = f" {at:%Z}" if _clocks_change(at.date()) else ""
    return f"{at.day} {at:%B %Y}, {clock_time(value)}{zone}"


def _clocks_change(day: date) -> bool:
    begins, ends = clock.at(day, time()), clock.at(day + timedelta(days=1), time())
    return ends - begins != timedelta(days=1)


def as_data(value: Any) -> Any:
    """Return a value as JSON has it; moments in London’s time with their distance from UTC."""
    if isinstance(value, datetime):
        moment_at = value if value.tzinfo else value.replace(tzinfo=UTC)
        return clock.local(moment_at).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return _unpacked(value)
    return str(value) if isinstance(value, Decimal) else value


def _unpacked(body: bytes) -> str:
    try:
        return zlib.decompress(body).decode()
    except (zlib.error, UnicodeDecodeError):
        return f"{len(body)} bytes"


def as_words(value: Any, column: str = "") -> str:
    """Return a value of a column in words; nothing for what is empty."""
    if value in NOTHING:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, Enum) and column not in ANSWERS:
        return words(value.value)
    return _of_json(value, column)


def _of_json(value: Any, column: str = "") -> str:
    if isinstance(value, dict):
        return _of_dict(value, column)
    if isinstance(value, list | tuple):
        return "; ".join(part for held in value if (part := _of_json(held, column)))
    if isinstance(value, bool) or value is None:
        return as_words(value)
    return _fixed(str(getattr(value, "value", value)), column)


def _of_dict(value: dict[str, Any], column: str) -> str:
    if said := value.get("words") or value.get("what"):
        return _of_json(said)
    name, rest = value.get("name"), {key: held for key, held in value.items() if key != "name"}
    told = [
        f"{_plain(key)}: {said}" if not name else f"{_plain(key)} {said}"
        for key, held in rest.items()
        if (said := _of_json(held, column))
    ]
    if not name:
        return ", ".join(told)
    return f"{_of_json(name)} ({', '.join(told)})" if told else _of_json(name)


def _fixed(text: str, column: str) -> str:
    if column in ANSWERS:
        return choices.words(ANSWERS[column], text) or text
    if column in QUESTIONS and text in changes.QUESTIONS:
        return changes.QUESTIONS[text][0]
    return words(text) if CODE.fullmatch(text) else text


def _plain(key: object) -> str:
    return str(key).replace("_", " ")
