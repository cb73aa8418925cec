"""Answers as people read them: one line for each, and totals of the week."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any

from app.filters import clock_time, listing, long_date, money, plural, yes_no
from app.opportunities import wording
from app.opportunities.answers import Answers
from app.opportunities.law import week as weeks
from app.opportunities.law.reading import read_week
from app.opportunities.law.saying import spoken
from app.opportunities.law.types import DAY_NAMES
from app.opportunities.lawful import Finding
from app.opportunities.models import Kind


@dataclass(frozen=True)
class Fact:
    """One answer: the field, what it is called, and the answer in words; None when not said."""

    name: str
    label: str
    value: str | None


def _lines(values: Iterable[str] | None) -> str | None:
    return "; ".join(values or ()) or None


def _named(words: dict[str, str]) -> Callable[[Any], str | None]:
    return lambda value: (
        None if value is None else words.get(str(getattr(value, "value", value)), str(value))
    )


def _chosen(words: dict[str, str]) -> Callable[[Any], str | None]:
    return lambda values: _lines(words.get(value, value) for value in values or ())


def _flag(value: bool | None) -> str | None:
    return None if value is None else yes_no(value)


def _date(value: Any) -> str | None:
    return None if value is None else long_date(value)


def _qualifications(rows: list[dict[str, Any]]) -> str | None:
    return _lines(_qualification(row) for row in rows or ())


def _qualification(row: dict[str, Any]) -> str:
    level = row.get("level")
    return str(row["name"]) + ("" if level is None else f" (level {level})")


def _sites(sites: list[dict[str, Any]]) -> str | None:
    return _lines(
        " ".join(filter(None, (site.get("name"), site["postcode"])))
        + (f", {plural(site['places'], 'place')}" if site.get("places") else "")
        for site in sites or ()
    )


def _card(card: dict[str, Any]) -> str | None:
    return _lines(
        f"{wording.DAY_ONE.get(key, key)}: {words}" for key, words in (card or {}).items() if words
    )


def day_line(day: dict[str, Any]) -> str:
    """Return Monday 9am to 5pm, 30 minutes’ break."""
    name = str(DAY_NAMES.get(day["day"], day["day"]))
    if "from" not in day or "to" not in day:
        return name
    starts, ends = (clock_time(time.fromisoformat(day[key])) for key in ("from", "to"))
    pause = day.get("break_minutes")
    rest = f", {pause} minutes’ break" if pause else ""
    return f"{name} {starts} to {ends}{rest}"


WAYS: dict[str, Callable[[Any], str | None]] = {
    "kind": _named(wording.KINDS),
    "could_lead": _named(wording.COULD_LEAD),
    "unpaid_basis": _named(wording.BASES),
    "person_dbs": _named(wording.CHECKS),
    "supervisor_dbs": _named(wording.CHECKS),
    "min_level": lambda value: None if value is None else wording.LEVELS.get(value, str(value)),
    "level": lambda value: None if value is None else wording.LEVELS.get(value, str(value)),
    "adjustments": _chosen(wording.ADJUSTMENTS),
    "flexible": _chosen(wording.FLEXIBLE),
    "essential": _lines,
    "desirable": _lines,
    "skills": _lines,
    "essential_qualifications": _qualifications,
    "sites": _sites,
    "day_one": _card,
    "week": lambda value: _lines(day_line(day) for day in value or ()),
    "pay_per_hour": lambda value: None if value is None else f"{money(value)} an hour",
    "hours_per_week": lambda value: None if value is None else f"{value:g} hours a week",
}
for _name in ("opens", "closes", "start", "end", "risk_assessed_on"):
    WAYS[_name] = _date
for _name in (
    *("remote", "ring_fenced", "paid", "school_age", "regulated_activity"),
    *("supervised_frequently", "first_year_apprentice"),
):
    WAYS[_name] = _flag


def fact(answers: Answers, name: str, sectors: dict[str, str]) -> Fact:
    """Return one answer as people read it."""
    value = getattr(answers, name)
    if name == "sector_key":
        words = sectors.get(value, value)
    else:
        words = WAYS[name](value) if name in WAYS else (None if value in (None, "") else str(value))
    return Fact(name, wording.FIELDS[name], words)


def facts(answers: Answers, names: Iterable[str], sectors: dict[str, str]) -> list[Fact]:
    """Return several answers as people read them; what follows from another answer has no name."""
    return [fact(answers, name, sectors) for name in names if name in wording.FIELDS]


def week_total(answers: Answers) -> str | None:
    """Return “22 and a half hours a week over 3 days”, breaks taken off."""
    full = [day for day in answers.week or () if "from" in day and "to" in day]
    if not full:
        return (
            None if answers.hours_per_week is None else f"{answers.hours_per_week:g} hours a week"
        )
    keys = ("day", "from", "to", "break_minutes")
    shifts = read_week([{key: day[key] for key in keys if key in day} for day in full])
    parts = weeks.stretches(shifts)
    days = len({part.day for part in parts})
    return f"{spoken(weeks.worked_on(parts))} a week over {plural(days, 'day')}, breaks taken off"


def paid_hours(answers: Answers) -> dict[str, str]:
    """Return the paid hours of each day of the week grid, breaks taken off."""
    full = [day for day in answers.week or () if "from" in day and "to" in day]
    keys = ("day", "from", "to", "break_minutes")
    parts = weeks.stretches(
        read_week([{key: day[key] for key in keys if key in day} for day in full])
    )
    return {day: spoken(weeks.worked_on(shifts)) for day, shifts in weeks.by_day(parts).items()}


def short_breaks(answers: Answers, found: Iterable[Finding]) -> dict[str, str]:
    """Return what the law says of a single day’s break, by day, to be read beside that break."""
    about = [each for each in found if each.rule.startswith("break.")]
    names = {
        day: name
        for day, name in DAY_NAMES.items()
        if any(d["day"] == day for d in answers.week or ())
    }
    return {day: each.words for day, name in names.items() for each in about if name in each.words}


def hours_words(answers: Answers) -> str | None:
    """Return the hours in a few words for a list."""
    if answers.week:
        return listing(
            DAY_NAMES.get(day, day) for day in dict.fromkeys(d["day"] for d in answers.week)
        )
    return None if answers.hours_per_week is None else f"{answers.hours_per_week:g} hours a week"


def pay_words(answers: Answers) -> str | None:
    """Return the pay as it is said to young people; None where nobody works."""
    if answers.kind == Kind.MENTORING and not answers.pay_per_hour:
        return None
    if answers.pay_per_hour:
        return f"{money(answers.pay_per_hour)} an hour"
    if answers.paid is False or answers.unpaid_basis:
        return "Unpaid"
    return "Paid, we don’t know how much yet" if answers.paid else "We don’t know yet"


def where_words(answers: Answers) -> str:
    """Return the place in a few words."""
    if answers.remote:
        return "From home"
    return answers.area or answers.postcode or "Place not known yet"
