"""Offers as JSON Lines, read into the values of the check; a bad line says what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from app.opportunities.law.types import DAYS, Offer, Shift

KINDS = (
    "work_experience",
    "taster",
    "apprenticeship",
    "internship",
    "supported",
    "mentoring",
    "job",
)
EMPLOYER_KINDS = ("company", "sole_trader", "charity", "public")
BASES = ("shadowing", "course", "funded_scheme", "voluntary")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(:\d{2})?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199
CHECKS = ("none", "basic", "enhanced", "enhanced_barred")
SHIFT_KEYS = {"day", "from", "to", "break_minutes"}


class BadLine(ValueError):
    """A line that cannot be read; the words name the key."""


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise BadLine(f"must be one of {', '.join(choices)}")
        return value

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadLine("must be text")
    return value


def _whole(value: Any) -> int:
    whole = isinstance(value, int | float) and not isinstance(value, bool)
    if not whole or not 0 <= value <= 120 or value != int(value):
        raise BadLine("must be a whole number from 0 to 120")
    return int(value)


def _amount(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadLine("must be a number")
    try:
        amount = Decimal(str(value))
    except (InvalidOperation, ValueError):  # ValueError: a number of thousands of digits
        raise BadLine("must be a number") from None
    if not amount.is_finite() or not 0 <= amount <= 10_000:
        raise BadLine("must be a number from 0 to 10,000")
    return amount


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadLine("must be true or false")
    return value


def _day(value: Any) -> date:
    try:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise ValueError
        found = date.fromisoformat(value)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValueError
        return found
    except ValueError:
        raise BadLine("must be a date, like 2027-03-31") from None


def _time(value: Any) -> time:
    found = TIME.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise BadLine("must have times, like 09:00")
    hour, minute = int(found["hour"]), int(found["minute"])
    if (hour, minute) == (24, 0):
        hour = 0  # the end of a day is the beginning of the next
    if hour > 23 or minute > 59:
        raise BadLine("must have times, like 09:00")
    return time(hour, minute)


def _shift(value: Any) -> Shift:
    if not isinstance(value, Mapping) or not {"day", "from", "to"} <= value.keys() <= SHIFT_KEYS:
        raise BadLine("must hold day, from, to and break_minutes")
    if not isinstance(value["day"], str) or value["day"] not in DAYS:
        raise BadLine(f"must have days out of {', '.join(DAYS)}")
    pause = value.get("break_minutes")
    if pause is not None and (
        isinstance(pause, bool) or not isinstance(pause, int) or not 0 <= pause <= 1440
    ):
        raise BadLine("must have breaks in whole minutes")
    return Shift(value["day"], _time(value["from"]), _time(value["to"]), pause)


def read_week(value: Any) -> tuple[Shift, ...]:
    """Return the shifts of a week; raise BadLine where it is none."""
    if not isinstance(value, list) or len(value) > 50:
        raise BadLine("must be a list of days")
    return tuple(_shift(item) for item in value)


READERS: dict[str, Callable[[Any], Any]] = {
    "kind": _one_of(*KINDS),
    "employer_kind": _one_of(*EMPLOYER_KINDS),
    "min_age": _whole,
    "max_age": _whole,
    "start": _day,
    "end": _day,
    "closes": _day,
    "week": read_week,
    "hours_per_week": _amount,
    "pay_per_hour": _amount,
    "unpaid_basis": _one_of(*BASES),
    "level": _whole,
    "training_provider": _text,
    "first_year_apprentice": _yes_or_no,
    "insurance_until": _day,
    "risk_assessed_on": _day,
    "school_age": _yes_or_no,
    "supervisor_dbs": _one_of(*CHECKS),
    "person_dbs": _one_of(*CHECKS),
    "regulated_activity": _yes_or_no,
    "supervised_frequently": _yes_or_no,
    "sector": _text,
}


def read_line(line: str) -> tuple[Any, Offer]:
    """Return the id and the offer of one line; raise BadLine in plain words."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):  # ValueError also: a number of thousands of digits
        raise BadLine("this is not JSON") from None
    if not isinstance(record, dict):
        raise BadLine("this is not a JSON object")
    return _identity(record), read_offer(record)


def _identity(record: dict[str, Any]) -> Any:
    name = record.pop("id", None)
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise BadLine("id: must be given")
    return name


def read_offer(record: Mapping[str, Any]) -> Offer:
    """Return the offer of a record; a key that is missing or null was not said, but see pay.

    Other keys are facts of an offer that the law does not look at.
    """
    if record.get("kind") is None:
        raise BadLine("kind: must be given")
    values = {key: _read(key, record[key]) for key in READERS if record.get(key) is not None}
    # Here null does say something: there is no pay. Nothing an hour is no pay either.
    said = "pay_per_hour" in record
    claimed = True if "unpaid_basis" in values else None
    values["unpaid"] = not values.get("pay_per_hour") if said else claimed
    return Offer(**values)


def _read(key: str, value: Any) -> Any:
    try:
        return READERS[key](value)
    except BadLine as error:
        raise BadLine(f"{key}: {error}") from None
