"""The dated table of incentives, and the table of wages, as guides and packs show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.guidance import incentive_table, incentives
from app.guidance.incentives import Incentive, Start
from app.opportunities import checking
from app.opportunities.lawful import Wage
from app.settings import dated

BANDS = {
    "21+": "21 and over",
    "18-20": "18 to 20",
    "16-17": "16 and 17, past school age",
    "apprentice": "Apprentices under 19, or in their first year",
}


@dataclass(frozen=True)
class Step:
    """The minimum wages from a day on."""

    valid_from: date
    rates: tuple[tuple[str, Decimal], ...]  # who, and how much an hour
    source: str


def on(day: date) -> list[Incentive]:
    """Return the incentives for somebody who starts on a day."""
    held = dated.all_on(incentive_table.TABLE, day).values()
    return incentives.ordered(
        incentives.read(row.key, row.value, row.source, row.valid_from, row.valid_to)
        for row in held
    )


def for_size(day: date, size: str | None) -> list[Incentive]:
    """Return the incentives for organisations of a size who begin on a day."""
    return [row for row in on(day) if size is None or not row.sizes or size in row.sizes]


def of_offer(start: Start) -> list[Incentive]:
    """Return the incentives there may be for an offer."""
    return incentives.of_offer(on(start.on), start)


def wages(day: date) -> list[Step]:
    """Return the minimum wages that hold on a day, and those already known for later."""
    found: dict[date, list[Wage]] = {}
    for wage in checking.rules(day).wages:
        found.setdefault(wage.valid_from, []).append(wage)
    begun = [since for since in found if since <= day]
    shown = sorted(since for since in found if since > day or since == max(begun, default=None))
    return [_step(since, found[since]) for since in shown]


def _step(since: date, held: Iterable[Wage]) -> Step:
    by_band = {wage.band: wage for wage in held}
    rates = tuple((words, by_band[band].hourly) for band, words in BANDS.items() if band in by_band)
    return Step(since, rates, next(iter(by_band.values())).source)
