"""The money there is on a start date: who gets it, when, how, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

GETS = {
    "employer": "You",
    "young_person": "The young person",
    "provider": "The training provider",
}


@dataclass(frozen=True)
class Incentive:
    """One dated row: what there is, for whom, on whose authority, and how sure that is."""

    key: str
    name: str
    gets: str  # employer, young_person or provider
    amount: str
    when: str
    claim: str
    depends: tuple[str, ...]
    source: str
    sure: str
    checked: date
    valid_from: date
    valid_to: date | None = None
    ask: str = ""
    private: bool = False  # it hangs on something only the young person may tell
    kinds: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    sizes: tuple[str, ...] = ()
    youngest: int = 0
    oldest: int = 120
    paid: bool = False  # only where somebody is paid

    @property
    def who(self) -> str:
        """Who gets it, in words."""
        return GETS.get(self.gets, self.gets)

    @property
    def to_check(self) -> bool:
        """Whether the reader should check it first."""
        return self.sure != "H"

    def holds(self, on: date) -> bool:
        """Whether it is there for somebody who starts on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Start:
    """What of an offer the money depends on; None means not said."""

    kind: str
    on: date
    size: str | None = None
    level: int | None = None
    min_age: int | None = None
    max_age: int | None = None
    paid: bool | None = None


def read(
    key: str, value: dict[str, Any], source: str, valid_from: date, valid_to: date | None
) -> Incentive:
    """Return what a row of the dated table says."""
    return Incentive(
        key=key,
        name=value["name"],
        gets=value["gets"],
        amount=value["amount"],
        when=value["when"],
        claim=value["claim"],
        depends=tuple(value.get("depends") or ()),
        source=source,
        sure=value.get("sure", "M"),
        checked=date.fromisoformat(value["checked"]),
        valid_from=valid_from,
        valid_to=valid_to,
        ask=value.get("ask") or "",
        private=bool(value.get("private")),
        kinds=tuple(value.get("kinds") or ()),
        levels=tuple(value.get("levels") or ()),
        sizes=tuple(value.get("sizes") or ()),
        youngest=value.get("youngest") or 0,
        oldest=value.get("oldest") or 120,
        paid=bool(value.get("paid")),
    )


def ordered(rows: Iterable[Incentive]) -> list[Incentive]:
    """Return incentives in the order people read them: the employer’s own first."""
    order = list(GETS)
    return sorted(rows, key=lambda row: (order.index(row.gets), row.name))


def of_offer(rows: Iterable[Incentive], start: Start) -> list[Incentive]:
    """Return those there may be for an offer; what was not said keeps nothing out."""
    return [row for row in rows if row.holds(start.on) and _fits(row, start)]


def _fits(row: Incentive, start: Start) -> bool:
    return (
        (not row.kinds or start.kind in row.kinds)
        and (not row.levels or start.level is None or start.level in row.levels)
        and (not row.sizes or start.size is None or start.size in row.sizes)
        and (start.min_age is None or start.min_age <= row.oldest)
        and (start.max_age is None or start.max_age >= row.youngest)
        and (not row.paid or start.paid is not False)
    )
