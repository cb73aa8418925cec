"""“The rules we check”: every rule with its plain words, its figures, their dates and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app import clock
from app.opportunities import law_table
from app.opportunities.law.types import Rule
from app.opportunities.lawful import RULES
from app.settings import dated, tables, wages
from app.settings.tables import Row

FAMILIES = {
    "wage": "Pay",
    "unpaid": "Work without pay",
    "hours": "Hours",
    "break": "Breaks",
    "rest": "Rest",
    "night": "Night",
    "age": "Ages",
    "apprenticeship": "Apprenticeships",
    "insurance": "Insurance",
    "risk": "Risks",
    "dbs": "DBS checks",
    "dates": "Dates",
}


@dataclass(frozen=True)
class Figure:
    """One figure a rule measures by: what it is called, what it says, since when, and who says so."""

    name: str
    words: str
    since: date | None
    source: str
    address: str | None
    coming: bool = False


@dataclass(frozen=True)
class Told:
    """One rule as people read it."""

    rule: Rule
    figures: tuple[Figure, ...]


def families() -> list[tuple[str, str, list[Told]]]:
    """Return each family of rules with its heading and its rules."""
    limits, order = _figures(), list(FAMILIES)
    ordered = sorted(RULES, key=lambda rule: order.index(rule.family))
    return [
        (family, FAMILIES[family], [_told(rule, limits) for rule in group])
        for family, group in groupby(ordered, key=lambda rule: rule.family)
    ]


def counts() -> tuple[int, int]:
    """Return how many rules there are, and how many dated rows they measure by."""
    return len(RULES), sum(len(dated.rows(name)) for name in (law_table.TABLE, wages.TABLE))


def rates() -> list[tuple[str, list[Figure]]]:
    """Return each band of the minimum wage with its rates, the newest first."""
    table, found = tables.find(wages.TABLE), dated.rows(wages.TABLE)
    return [
        (name, [_figure("", row) for row in reversed(found) if row.key == band])
        for band, name in table.names().items()
    ]


def _told(rule: Rule, limits: dict[str, list[Figure]]) -> Told:
    return Told(rule, tuple(figure for key in rule.uses for figure in limits.get(key, ())))


def _figures() -> dict[str, list[Figure]]:
    table, today = tables.find(law_table.TABLE), clock.today()
    found: dict[str, list[Figure]] = {}
    for key, row in dated.all_on(law_table.TABLE, today).items():
        found[key] = [_figure(tables.name_of(table, key), row)]
    for row in [r for r in dated.rows(law_table.TABLE) if r.valid_from > today] + list(
        law_table.waiting()
    ):
        figure = _figure(tables.name_of(table, row.key), row)
        found.setdefault(row.key, []).append(figure)
    return found


def _figure(name: str, row: Row) -> Figure:
    since = None if row.valid_from == date.max else row.valid_from
    coming = row.valid_from > clock.today()
    return Figure(name, tables.said(row), since, row.source, row.address, coming)
