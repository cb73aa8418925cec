"""What the pages of this feature are given: for one young person, and for the whole cohort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from app.filters import plural
from app.opportunities.models import Opportunity
from app.unlocks import queries, wording
from app.unlocks.models import Demand
from app.young_people.models import YoungPerson

SHORT = 4
FEW = 6
# In the order of the page: what the Council can go out and look for comes first.
GROUPS = ("sector", "certificate", "area", "employer", "rule", "person", "better")
NAMES = [(key, wording.GROUPS[key]) for key in GROUPS]
MEANS = {
    "sector": "Ready young people who would like a sector and have nothing open in it yet.",
    "certificate": "What would open if everybody who is kept out by a certificate had it.",
    "area": "Offers that only the journey keeps closed, by the area they are in.",
    "employer": "What would open if every employer did this.",
    "rule": "Offers that this one rule keeps closed, and nothing else.",
    "person": "What would open if everybody could do this.",
    "better": "This opens nothing new, but makes matches better.",
}
COUNTS = {"rule": "Closed by this alone", "better": "Better matches", "sector": "First offers"}


@dataclass(frozen=True)
class Line:
    """One thing that would open more, as a line of a page."""

    key: str
    what: str
    opens: int
    together: bool
    about: tuple[str, ...]
    numbers: list[int]
    href: str
    actions: list[tuple[str, str]]

    @property
    def verb(self) -> str:
        """What it does and how many: “opens 7 more”."""
        return f"{'together open' if self.together else 'opens'} {self.opens} more"


@dataclass(frozen=True)
class WouldOpen:
    """Everything that would open more for one young person."""

    lines: list[Line]
    better: list[Line]
    gentle: list[Line]
    made_at: datetime | None

    @property
    def short(self) -> list[Line]:
        """The few that open most, one of each sort."""
        first: dict[tuple[str, ...], Line] = {}
        for line in self.lines:
            first.setdefault(line.about, line)
        return list(first.values())[:SHORT]

    @property
    def by_subject(self) -> list[tuple[str, list[Line]]]:
        """Every line, under what it is about, with what opens most first."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(wording.heading(line.about), []).append(line)
        return list(found.items())

    def find(self, key: str) -> Line | None:
        """Return a line by its key; None when the list has changed meanwhile."""
        every = (*self.lines, *self.better, *self.gentle)
        return next((line for line in every if line.key == key), None)


def would_open(person: YoungPerson) -> WouldOpen:
    """Return what would open more for a young person, most first."""
    found = queries.list_of(person)
    sorts: dict[str, list[Line]] = {"open": [], "better": [], "gentle": []}
    for line in found.lines if found else []:
        sorts[line["sort"]].append(_line(person, line))
    made_at = found.made_at if found else None
    return WouldOpen(sorts["open"], _few(sorts["better"]), sorts["gentle"], made_at)


def would_lift(person: YoungPerson, opportunity: Opportunity) -> list[Line]:
    """Return what would make one offer a better match for a young person."""
    found = queries.list_of(person)
    lines = found.lines if found else []
    return [
        _line(person, line)
        for line in lines
        if line["sort"] == "better" and opportunity.id in line["opportunities"]
    ]


def _line(person: YoungPerson, line: dict[str, Any]) -> Line:
    return Line(
        key=line["key"],
        what=line["what"],
        opens=len(line["opportunities"]),
        together=len(line["fields"]) > 1,
        about=tuple(wording.SUBJECTS.get(name, name) for name in line["fields"]),
        numbers=line["opportunities"],
        href=url_for("unlocks.show", ref=person.ref, key=line["key"]),
        actions=wording.where_to_change(person.ref, line["fields"]),
    )


def _few(lines: list[Line]) -> list[Line]:
    return lines[:SHORT]


@dataclass(frozen=True)
class Group:
    """One sort of barrier with the rows that matter most."""

    key: str
    name: str
    means: str
    counted: str
    rows: list[dict[str, Any]]
    total: int


def groups(demand: Demand, chosen: str = "", *, by: str = "pairs") -> list[Group]:
    """Return the barriers of the cohort by sort: the first few of each, or all of one."""
    wanted = [chosen] if chosen in GROUPS else list(GROUPS)
    found = [_group(demand, key, by, everything=key == chosen) for key in wanted]
    return [group for group in found if group.rows]


def _group(demand: Demand, key: str, by: str, *, everything: bool) -> Group:
    rows = [row for row in demand.barriers if row["group"] == key]
    if key == "sector":
        rows = _with_places(rows, demand.sectors)
    rows.sort(key=lambda row: (-row["people" if by == "people" else "pairs"], row["label"]))
    shown = rows if everything else rows[:FEW]
    counted = COUNTS.get(key, "Opens")
    return Group(key, wording.GROUPS[key], MEANS[key], counted, shown, len(rows))


def _with_places(
    rows: Iterable[dict[str, Any]], sectors: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    known = {sector["name"]: sector for sector in sectors}
    nothing = {"keen": 0, "places": 0}
    return [{**(known.get(row["label"]) or nothing), **row} for row in rows]


def rows_of_file(demand: Demand) -> list[tuple[str, ...]]:
    """Return every barrier as a row of a file."""
    return [
        (
            wording.GROUPS[row["group"]],
            row["label"],
            str(row["pairs"]),
            str(row["people"]),
            str(len(row["opportunities"])),
        )
        for key in GROUPS
        for row in demand.barriers
        if row["group"] == key
    ]


def barrier(demand: Demand | None, key: str) -> tuple[dict[str, Any], list[Opportunity]] | None:
    """Return one barrier with the offers it keeps closed; None when it is gone."""
    rows = demand.barriers if demand else []
    row = next((row for row in rows if row["key"] == key), None)
    return (row, queries.offers(row["opportunities"])) if row else None


def finding(demand: Demand) -> str:
    """Return the one sentence the page begins with."""
    rows = [row for row in demand.barriers if row["group"] in {"certificate", "area", "employer"}]
    if not rows:
        return "Nothing that could be supplied would open more right now."
    most = max(rows, key=lambda row: (row["pairs"], row["label"]))
    people = plural(most["people"], "young person", "young people")
    return f"{most['label']}: opens {most['pairs']} more for {people}. Nothing else would open as many."
