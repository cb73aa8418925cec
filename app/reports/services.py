"""Figures as they may be shown: exact on the coordinator's desk, suppressed for everybody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import clock, suppression
from app.reports import queries
from app.reports.queries import Period, Step
from app.settings.services import BEGINNING
from app.suppression import Figure
from app.tables import writing
from app.unlocks import queries as unlocks
from app.unlocks.queries import SectorDemand

EMPLOYER = "An employer who "  # how the words for what an employer arranges begin


@dataclass(frozen=True)
class PublishedDemand:
    """A sector's demand and places as they may be published."""

    key: str
    name: str
    keen: Figure
    places: Figure
    nothing: Figure


@dataclass(frozen=True)
class Needs:
    """Where employers are needed most, as it may be published: one fixed view a month."""

    day: date
    sectors: list[PublishedDemand]
    areas: list[tuple[str, Figure]]
    employers: list[tuple[str, Figure]]


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


def published_demand(
    rows: Sequence[SectorDemand], nothing: Mapping[str, int]
) -> list[PublishedDemand]:
    """Return demand by sector as it may be published, what is needed most first.

    `nothing` counts those who would like a sector and have nothing open in it.
    """
    keen = suppression.table({row.key: row.keen for row in rows})
    places = suppression.table({row.key: row.places for row in rows})
    first = suppression.table({row.key: nothing.get(row.name, 0) for row in rows})
    shown = [
        PublishedDemand(row.key, row.name, keen[row.key], places[row.key], first[row.key])
        for row in rows
    ]
    # Sorted by what is shown, then by name: the order must not tell what the figures do not.
    return sorted(shown, key=lambda row: (-_shown(row.nothing), -_shown(row.keen), row.name))


def _shown(figure: Figure) -> int:
    return figure.number or 0


def published_needs() -> Needs | None:
    """Return where employers are needed most, as it was first worked out this month."""
    kept = unlocks.of_month(clock.today().replace(day=1))
    if kept is None:
        return None
    by_group: dict[str, dict[str, int]] = {"sector": {}, "area": {}, "employer": {}, "better": {}}
    for row in kept.barriers:
        by_group.get(row["group"], {})[row["label"]] = row["people"]
    helps = {label: n for label, n in by_group["better"].items() if label.startswith(EMPLOYER)}
    return Needs(
        day=clock.local(kept.made_at).date(),
        sectors=published_demand([SectorDemand(**row) for row in kept.sectors], by_group["sector"]),
        areas=_large(by_group["area"]),
        employers=_large(by_group["employer"] | helps),
    )


def _large(counts: Mapping[str, int]) -> list[tuple[str, Figure]]:
    # A row is there only when its count may be shown, so that a missing one says nothing
    # but that it is small or none at all.
    shown = {name: suppression.one(count) for name, count in counts.items()}
    large = [(name, figure) for name, figure in shown.items() if figure.number is not None]
    return sorted(large, key=lambda row: (-_shown(row[1]), row[0]))


def as_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as CSV that no spreadsheet takes for a formula."""
    return writing.as_csv(head, rows)


def exact(period: Period) -> tuple[list[Step], list[Step], list[SectorDemand]]:
    """Return the coordinator's figures: the funnel, guaranteed interviews, demand."""
    demand = sorted(unlocks.sector_demand(), key=lambda row: (row.places - row.keen, row.name))
    return queries.funnel(period), queries.guarantee(period), demand
