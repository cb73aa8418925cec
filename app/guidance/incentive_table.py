"""The money there is as a dated table: the coordinator changes it, a second person confirms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from app import typed
from app.employers.models import SIZES
from app.filters import long_date
from app.guidance.incentives import GETS
from app.opportunities import wording
from app.settings import dated, tables
from app.settings.tables import DatedTable, Part, Row

TABLE = "incentives"
ABOUT = (
    "Payments and free training on the day somebody starts. Guides, checklists and packs show what "
    "holds on the first day of an offer. Say how sure it is: H, read in the rules themselves; M, from "
    "a second hand; L, from memory. M and L are shown with “check”."
)


@lru_cache(maxsize=1)
def shipped() -> tuple[Row, ...]:
    """Return the rows that come with the product."""
    return tuple(dated.reference_rows(TABLE))


def _names() -> Mapping[str, str]:
    return {row.key: row.value["name"] for row in shipped()}


def _words(words: str) -> str:
    if not words.strip():
        raise ValueError("must be filled in")
    return words.strip()


def _one_of(known: Sequence[str]) -> Any:
    def read(words: str) -> str:
        found = words.strip().lower().replace(" ", "_")
        if found not in known:
            raise ValueError(f"must be one of {', '.join(known)}".replace("_", " "))
        return found

    return read


def _some_of(known: Sequence[str]) -> Any:
    def read(words: str) -> list[str]:
        parts = [part.strip().lower().replace(" ", "_") for part in words.split(",")]
        found = [part for part in parts if part]
        if not set(found) <= set(known):
            raise ValueError(f"must be out of {', '.join(known)}".replace("_", " "))
        return found

    return read


def _sure(words: str) -> str:
    if words.strip().upper() not in {"H", "M", "L"}:
        raise ValueError("must be H, M or L")
    return words.strip().upper()


def _levels(words: str) -> list[int]:
    return [typed.read_whole(part, 1, 8) for part in words.split(",") if part.strip()]


def _age(words: str) -> int:
    return typed.read_whole(words, 0, 99)


def _yes(words: str) -> bool:
    if words.strip().lower() not in {"yes", "no"}:
        raise ValueError("must be yes or no")
    return words.strip().lower() == "yes"


def _say_yes(value: bool) -> str:
    return "Yes" if value else "No"


def _listed(value: Sequence[object]) -> str:
    return ", ".join(str(part).replace("_", " ") for part in value)


def _conditions(words: str) -> list[str]:
    return [part.strip() for part in words.replace("\n", ";").split(";") if part.strip()]


def _joined(value: Sequence[str]) -> str:
    return "; ".join(value)


def _day(words: str) -> str:
    return typed.read_date(words).isoformat()


def _write_day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _say_day(value: str) -> str:
    return long_date(date.fromisoformat(value))


PARTS = (
    Part("name", "Name", _words),
    Part(
        *("gets", "Who gets it", _one_of(tuple(GETS))),
        say=lambda value: GETS[value],
        write=lambda value: value.replace("_", " "),
        hint="Employer, young person or provider",
    ),
    Part("amount", "How much", _words, hint="Like £1,000"),
    Part("when", "When it is paid", _words, hint="Like: half after 90 days"),
    Part("claim", "How to claim it", _words),
    Part("depends", "What it depends on", _conditions, _joined, _joined, "Parted by semicolons"),
    Part(
        *("private", "Does it hang on something only the young person may tell?", _yes),
        say=_say_yes,
        write=_say_yes,
        hint="Yes or no",
    ),
    Part(
        *("kinds", "For which kinds of offer", _some_of(tuple(wording.KINDS)), _listed, _listed),
        hint="Parted by commas; empty for all",
        needed=False,
    ),
    Part(
        *("levels", "For which levels", _levels, _listed, _listed),
        hint="Like 2, 3; empty for all",
        needed=False,
    ),
    Part(
        *("sizes", "For which sizes", _some_of(tuple(SIZES)), _listed, _listed),
        hint="Out of 1-9, 10-49, 50-249, 250+; empty for all",
        needed=False,
    ),
    Part("youngest", "From which age", _age, needed=False),
    Part("oldest", "Up to which age", _age, needed=False),
    Part(
        "paid", "Only where somebody is paid?", _yes, _say_yes, _say_yes, "Yes or no", needed=False
    ),
    Part("sure", "How sure", _sure, hint="H, M or L"),
    Part("ask", "With whom to check", str.strip, needed=False),
    Part("checked", "When somebody last looked", _day, _say_day, _write_day, "Like 22/11/2026"),
)


def _parts(_: str) -> Sequence[Part]:
    return PARTS


def register() -> None:
    """Let the table have its rows and its pages."""
    words = ("Money for employers", ABOUT)
    shown = ("amount", "gets")
    tables.register(DatedTable(TABLE, *words, _names, _parts, shipped, open_keys=True, brief=shown))
