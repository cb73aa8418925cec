"""What can be asked of the interface: one table, read by the code, the description and the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from app.errors import DomainError
from app.opportunities import looking, wording
from app.opportunities.forms.looking import ONLY, REASONS, SORTS, read_where
from app.opportunities.search.finding import AGES, Wanted
from app.opportunities.search.index import Index
from app.typed import clean

MOST, USUAL, LAST_PAGE = 100, 50, 100_000
FURTHEST = 500


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, what it means, and the shape of its value (JSON Schema)."""

    name: str
    about: str
    shape: dict[str, Any]
    several: bool = False


def parameters(sectors: list[str]) -> tuple[Parameter, ...]:
    """Return every parameter of the list."""
    day = {"type": "string", "format": "date"}
    return (
        Parameter("q", "Words; their beginnings count too", {"type": "string", "maxLength": 80}),
        Parameter("sector", "Sectors", _one_of(sectors), several=True),
        Parameter("kind", "Kinds of offer", _one_of(wording.KINDS), several=True),
        Parameter("paid", "Paid, or unpaid", _one_of(("yes", "no"))),
        Parameter("reason", "Why an unpaid offer is lawful", _one_of(REASONS), several=True),
        Parameter("age", "Open to somebody of this age", _whole(AGES[0], AGES[-1])),
        Parameter(
            "hours", "Part time is under 35 hours a week", _one_of(("part_time", "full_time"))
        ),
        Parameter("only", "Only what is true of all of these", _one_of(ONLY), several=True),
        Parameter("area", "The first part of the offer’s postcode", AREA),
        Parameter("postcode", "Where to measure from: a postcode or its first part", PLACE),
        Parameter("miles", "At most so far from the postcode", _whole(1, FURTHEST)),
        Parameter("start_from", "Starts on or after this day, or at a day not known yet", day),
        Parameter("start_to", "Starts on or before this day, or at a day not known yet", day),
        Parameter("sort", "Order; best needs q, nearest needs postcode", _one_of(SORTS)),
        Parameter("page", "Which page", _whole(1, LAST_PAGE)),
        Parameter("per_page", f"How many a page; {USUAL} unless said", _whole(1, MOST)),
    )


def _one_of(values: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _whole(low: int, high: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": low, "maximum": high}


AREA = {"type": "string", "pattern": "^[A-Z]{1,2}[0-9][A-Z0-9]?$"}
PLACE = {"type": "string", "minLength": 2, "maxLength": 10}


class Refused(DomainError):
    """Something in the address cannot be read; `problems` says what, by parameter."""

    message = "Some of the parameters cannot be read"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True)
class Asked:
    """What is asked for, which page of it, and how long a page is."""

    wanted: Wanted
    page: int
    per_page: int


def read(args: MultiDict[str, str], held: Index) -> Asked:
    """Return what an address asks for, or raise Refused with what is wrong."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for parameter in parameters(held.sectors):
        said = [clean(value) for value in args.getlist(parameter.name)]
        try:
            values[parameter.name] = _value(parameter, said)
        except ValueError as error:
            problems[parameter.name] = str(error)
    problems |= _where(values) if not problems else {}
    if problems:
        raise Refused(problems)
    return _asked(values)


def _value(parameter: Parameter, said: list[str]) -> Any:
    if parameter.several:
        return tuple(dict.fromkeys(_one(parameter.shape, value) for value in said))
    if len(said) > 1:
        raise ValueError("Say this once")
    return _one(parameter.shape, said[0]) if said else None


def _one(shape: dict[str, Any], value: str) -> Any:
    if "enum" in shape:
        if value not in shape["enum"]:
            raise ValueError(f"Must be one of {', '.join(shape['enum'])}")
        return value
    if shape["type"] == "integer":
        return _number(shape, value)
    if shape.get("format") == "date":
        return _date(value)
    longest = shape.get("maxLength", 80)
    if len(value) > longest:
        raise ValueError(f"Must be {longest} characters or fewer")
    return value


def _number(shape: dict[str, Any], value: str) -> int:
    low, high = shape["minimum"], shape["maximum"]
    plain = value.isascii() and value.isdigit() and len(value) < 8
    if not plain or not low <= int(value) <= high:
        raise ValueError(f"Must be a whole number from {low} to {high}")
    return int(value)


def _date(value: str) -> date:
    try:
        if len(value) != len("2027-01-31"):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("Must be a day like 2027-01-31") from None


def _where(values: dict[str, Any]) -> dict[str, str]:
    """Look the postcode up; say what is wrong with it, or what needs one."""
    said = values["postcode"]
    if said is None:
        needs = {"miles": values["miles"], "sort": values["sort"] == "nearest"}
        return {name: "Say a postcode too" for name, needed in needs.items() if needed}
    try:
        values["near"] = looking.place(read_where(said))
    except ValueError as error:
        return {"postcode": str(error)}
    return {} if values["near"] else {"postcode": "We do not know this postcode"}


def _asked(values: dict[str, Any]) -> Asked:
    same = ("sector", "kind", "reason", "age", "hours", "miles", "start_from", "start_to")
    wanted = Wanted(
        words=values["q"] or "",
        **{name: values[name] for name in same},
        area=(values["area"],) if values["area"] else (),
        paid={"yes": True, "no": False}.get(values["paid"] or ""),
        remote="from_home" in values["only"],
        first_step="first_step" in values["only"],
        any_time="any_time" in values["only"],
        near=values.get("near"),
        sort=values["sort"] or "",
    )
    return Asked(wanted, values["page"] or 1, values["per_page"] or USUAL)
