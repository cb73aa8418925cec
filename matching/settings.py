"""What the council may set about the engine, with the defaults it starts from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to travel: how fast on the road, and how long before it goes."""

    km_per_hour: float
    wait_minutes: float = 0.0


def _modes() -> dict[str, Mode]:
    return {
        "walk": Mode(4.8),
        "cycle": Mode(14.0),
        "bus": Mode(15.0, 10.0),
        "train": Mode(40.0, 20.0),
        "car": Mode(30.0),
    }


def _legal_ages() -> dict[str, int]:
    return {"apprenticeship": 16, "internship": 16, "job": 14}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every number of the engine that is a choice and not a fact."""

    detour: float = 1.3
    modes: Mapping[str, Mode] = field(default_factory=_modes)
    legal_ages: Mapping[str, int] = field(default_factory=_legal_ages)
    leave_school_first: tuple[str, ...] = ("apprenticeship",)
    hours_under_18: float = 40.0
    strong_from: float = 3.0
    good_from: float = 1.5
    fair_pay_per_hour: float = 12.71
    paid_kinds: tuple[str, ...] = ("apprenticeship", "internship", "job")

    def to_json(self) -> dict[str, Any]:
        """The settings as plain values, in a fixed order."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Settings:
        """Settings from plain values; a name nobody knows is refused."""
        unknown = set(plain) - {each.name for each in fields(cls)}
        if unknown:
            raise ValueError(f"unknown setting: {sorted(unknown)[0]}")
        values = dict(plain)
        if "modes" in values:
            values["modes"] = {name: Mode(**mode) for name, mode in values["modes"].items()}
        for name in ("leave_school_first", "paid_kinds"):
            if name in values:
                values[name] = tuple(values[name])
        return replace(cls(), **values)

    def canonical(self) -> str:
        """One spelling for one meaning, to be digested."""
        return json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
