"""Fairness and exposure: standing lists and groups go in, figures without small counts come out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matching import small_counts
from matching.fairness import (
    LEAST,
    SCORED,
    CalibrationLine,
    Concentration,
    GroupFigures,
    Judged,
    Mean,
    Rate,
    RuleEffect,
    Seen,
    Totals,
    by_group,
    calibration,
    concentration,
    parity,
    rule_effects,
    totals,
)

__all__ = [
    "LEAST",
    "SCORED",
    "CalibrationLine",
    "Concentration",
    "Dimension",
    "Fairness",
    "GroupFigures",
    "Judged",
    "Mean",
    "Rate",
    "Seen",
    "Standing",
    "measure",
]
EVERYBODY = "Everybody"


@dataclass(frozen=True)
class Standing:
    """What is shown to whom now, who has nothing and why, and what became of earlier suggestions."""

    seen: Sequence[Seen]
    why_empty: Mapping[str, Mapping[str, int]]
    offers: Mapping[str, str]  # every live offer and its employer
    people: Collection[str]  # everybody who takes part
    judged: Sequence[Judged]


@dataclass(frozen=True)
class Dimension:
    """One way to put people into groups, with what each group gets."""

    key: str
    name: str
    groups: list[GroupFigures]
    parity: float | None
    calibration: list[CalibrationLine]


@dataclass(frozen=True)
class Fairness:
    """Everything that is watched, without a count of people below LEAST."""

    people: int | None
    without: int | None
    rules: list[RuleEffect]
    everybody: list[GroupFigures]
    calibration: list[CalibrationLine]
    offers: Concentration
    employers: Concentration
    dimensions: list[Dimension]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def measure(
    standing: Standing, dimensions: Mapping[str, tuple[str, Mapping[str, str]]]
) -> Fairness:
    """Return the figures; `dimensions` gives a name and each person's group, by key."""
    together = dict.fromkeys(standing.people, EVERYBODY)
    known = totals(standing.seen)
    effects = rule_effects(standing.why_empty, len(standing.offers))
    return Fairness(
        people=small_counts.count(len(standing.people)),
        # Nobody is nobody: nought says nothing about anybody here.
        without=small_counts.count(len(standing.why_empty)) if standing.why_empty else 0,
        rules=small_counts.of_rules(effects),
        everybody=_groups(standing, together, known),
        calibration=small_counts.of_calibration(calibration(standing.judged, together)),
        offers=concentration(standing.seen, "opportunity", standing.offers),
        employers=concentration(standing.seen, "employer", set(standing.offers.values())),
        dimensions=[
            _dimension(standing, known, key, name, groups)
            for key, (name, groups) in dimensions.items()
        ],
    )


def _groups(standing: Standing, groups: Mapping[str, str], known: Totals) -> list[GroupFigures]:
    return small_counts.of_groups(by_group(groups, known, standing.why_empty))


def _dimension(
    standing: Standing, known: Totals, key: str, name: str, groups: Mapping[str, str]
) -> Dimension:
    rows = _groups(standing, groups, known)
    lines = small_counts.of_calibration(calibration(standing.judged, groups))
    return Dimension(key, name, rows, parity(rows), lines)
