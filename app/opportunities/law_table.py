"""The figures of the law as a dated table: what the lawful-offer check measures by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from app import typed
from app.opportunities.law.saying import clock
from app.opportunities.law.types import Limit
from app.settings import dated, services, tables
from app.settings.tables import DatedTable, Part, Row

TABLE = "law"
ENDS = "ends"  # how the file says that nothing will hold any more
ABOUT = (
    "Hours, breaks, rest, ages and the rest of the figures every offer is held against. When the law "
    "changes, enter the new figure from its first day, with the page where you read it."
)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, Any]]:
    """Return what each key is called, how it is counted, and its rows, as the product ships them."""
    return {entry["key"]: entry for entry in services.reference(TABLE)}


@lru_cache(maxsize=1)
def shipped() -> tuple[Row, ...]:
    """Return the rows that come with the product."""
    listed = [{**row, "key": key} for key, entry in catalogue().items() for row in entry["rows"]]
    return tuple(dated.shipped_rows(TABLE, listed))


@lru_cache(maxsize=1)
def waiting() -> tuple[Row, ...]:
    """Return law that is made and not in force: it has no first day yet."""
    return tuple(
        Row(
            TABLE,
            key,
            None if entry["waiting"]["value"] == ENDS else entry["waiting"]["value"],
            date.max,
            entry["waiting"]["source"],
            entry["waiting"]["address"],
        )
        for key, entry in catalogue().items()
        if "waiting" in entry
    )


def as_limits(rows: Sequence[Row]) -> tuple[Limit, ...]:
    """Return rows of the table as the check reads them."""
    return tuple(
        Limit(row.key, row.value, row.valid_from, row.source, row.valid_to, row.address)
        for row in rows
    )


def _names() -> Mapping[str, str]:
    return {key: entry["name"] for key, entry in catalogue().items()}


def _groups() -> Mapping[str, str]:
    return {key: entry["group"] for key, entry in catalogue().items()}


def _number(unit: str) -> Part:
    most = {"minutes": 1440, "hours": 168, "days": 3660, "months": 120, "percent": 100, "years": 99}
    return Part(
        "number",
        unit.capitalize(),
        lambda words: typed.read_whole(words, 0, most[unit]),
        say=lambda value: f"{value} {_unit(unit, value)}",
        hint="A whole number",
    )


def _unit(unit: str, value: object) -> str:
    return unit[:-1] if value == 1 and unit.endswith("s") else unit


def _yes(words: str) -> bool:
    if words.lower() not in {"yes", "no"}:
        raise ValueError("must be yes or no")
    return words.lower() == "yes"


def _times(words: str) -> list[str]:
    first, _, last = words.replace("–", " to ").replace(" - ", " to ").partition(" to ")
    try:
        return [f"{typed.read_time(part):%H:%M}" for part in (first, last)]
    except ValueError:
        raise ValueError("must be two times, like 10pm to 6am") from None


def _say_times(value: list[str]) -> str:
    return " to ".join(clock(part) for part in value)


def _range(words: str) -> list[int]:
    first, _, last = words.replace("–", " to ").replace("-", " to ").partition(" to ")
    low, high = typed.read_whole(first, 0, 99), typed.read_whole(last, 0, 99)
    if low > high:
        raise ValueError("must begin with the smaller number, like 2 to 7")
    return [low, high]


def _list(words: str) -> list[str]:
    found = [part.strip().replace(" ", "_") for part in words.lower().split(",") if part.strip()]
    if any(not part.isidentifier() or len(part) > 40 for part in found) or len(found) > 40:
        raise ValueError("must be names parted by commas, like retail, hospitality")
    return found


def _say_list(value: list[str]) -> str:
    return ", ".join(part.replace("_", " ") for part in value) or "none"


PARTS = {
    "yes": Part("yes", "Does this hold?", _yes, lambda v: "Yes" if v else "No", hint="Yes or no"),
    "times": Part("times", "From when to when", _times, _say_times, _say_times, "Like 10pm to 6am"),
    "range": Part(
        "range",
        "From which number to which",
        _range,
        lambda value: f"{value[0]} to {value[1]}",
        lambda value: f"{value[0]} to {value[1]}",
        "Like 2 to 7",
    ),
    "list": Part("list", "Which", _list, _say_list, _say_list, "Names parted by commas"),
}


def _parts(key: str) -> Sequence[Part]:
    unit = catalogue()[key]["unit"] if key in catalogue() else "list"
    return (PARTS[unit] if unit in PARTS else _number(unit),)


def register() -> None:
    """Let the law be kept by two people, like every dated table."""
    tables.register(
        DatedTable(
            TABLE,
            "Limits of the law",
            ABOUT,
            _names,
            _parts,
            shipped,
            groups=_groups,
            ahead=waiting,
        )
    )
