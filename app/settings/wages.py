"""The minimum wage: a dated table of hourly rates, by age band and for apprentices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from app import typed
from app.settings import dated, services, tables
from app.settings.tables import DatedTable, Part, Row

TABLE = "wages"
BANDS = {
    "21+": "Aged 21 and over: the National Living Wage",
    "18-20": "Aged 18 to 20",
    "16-17": "Aged 16 and 17",
    "apprentice": "Apprentices under 19, or in their first year",
}


@dataclass(frozen=True)
class Rate:
    """What one band must be paid an hour from a day on, at least."""

    valid_from: date
    band: str
    hourly: Decimal
    source: str
    address: str | None = None


@lru_cache(maxsize=1)
def shipped() -> tuple[Row, ...]:
    """Return the rates that come with the product."""
    listed = [
        {**step, "key": band, "value": hourly}
        for step in services.reference(TABLE)
        for band, hourly in step["rates"].items()
    ]
    return tuple(dated.shipped_rows(TABLE, listed))


def as_rates(rows: Sequence[Row]) -> list[Rate]:
    """Return rows of the table as rates; a row that ends a band is none."""
    return [
        Rate(row.valid_from, row.key, Decimal(row.value), row.source, row.address)
        for row in rows
        if row.value is not None
    ]


def rates() -> list[Rate]:
    """Return every rate that counts, by band and first day."""
    return as_rates(dated.rows(TABLE))


def _names() -> Mapping[str, str]:
    return BANDS


def _read(words: str) -> str:
    amount = typed.read_money(words)
    if not Decimal(1) <= amount <= Decimal(100):
        raise ValueError("must be between £1 and £100 an hour")
    return f"{amount:.2f}"


def _say(value: str) -> str:
    return f"£{Decimal(value):.2f} an hour"


HOURLY = Part("hourly", "Pounds an hour", _read, say=_say, hint="Like 13.20")


def _parts(key: str) -> Sequence[Part]:
    return (HOURLY,)


ABOUT = (
    "What people must be paid an hour, at least. The government publishes next April’s rates in the "
    "autumn: enter each as a new row from 1 April, with the page where you read it."
)
tables.register(DatedTable(TABLE, "Minimum wage", ABOUT, _names, _parts, shipped))
