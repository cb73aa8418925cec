"""Figures as they may be shown: exact on the coordinator's desk, suppressed for everybody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import clock, suppression
from app.reports import queries
from app.reports.queries import Period, SectorDemand, Step
from app.settings.services import BEGINNING
from app.suppression import Figure


@dataclass(frozen=True)
class PublishedDemand:
    """A sector's demand and places as they may be published."""

    key: str
    name: str
    keen: Figure
    places: Figure


def whole() -> Period:
    """Return everything since the Council's motion."""
    return Period(BEGINNING, clock.today())


def to_last_month() -> Period:
    """Return everything up to the end of last month: one fixed view, so that nobody can tell
    from two days' figures what happened in between."""
    return Period(BEGINNING, clock.today().replace(day=1) - timedelta(days=1))


def period_of(since: date | None, until: date | None) -> Period:
    """Return the period asked for, within the campaign and in the right order."""
    first = max(since or BEGINNING, BEGINNING)
    last = min(until or clock.today(), clock.today())
    return Period(min(first, last), max(first, last))


def published(steps: list[Step]) -> list[tuple[str, Figure]]:
    """Return the steps of a funnel as they may be published."""
    shown = suppression.table({step.key: step.count for step in steps})
    return [(step.words, shown[step.key]) for step in steps]


def published_demand(rows: list[SectorDemand]) -> list[PublishedDemand]:
    """Return demand by sector as it may be published, what is needed most first."""
    keen = suppression.table({row.key: row.keen for row in rows})
    places = suppression.table({row.key: row.places for row in rows})
    shown = [PublishedDemand(row.key, row.name, keen[row.key], places[row.key]) for row in rows]
    # Sorted by what is shown, then by name: the order must not tell what the figures do not.
    return sorted(shown, key=lambda row: (-(row.keen.number or 0), row.name))


def as_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as CSV that no spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    writer.writerows([[inert(cell) for cell in row] for row in rows])
    return out.getvalue()


def inert(cell: str) -> str:
    """Return a cell that is text whatever it starts with."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def exact(period: Period) -> tuple[list[Step], list[Step], list[SectorDemand]]:
    """Return the coordinator's figures: the funnel, guaranteed interviews, demand."""
    demand = sorted(queries.demand(), key=lambda row: (row.places - row.keen, row.name))
    return queries.funnel(period), queries.guarantee(period), demand
