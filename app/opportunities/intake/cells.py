"""The cells only offers have: kinds, days of the week, qualifications, places on the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from app import typed
from app.opportunities import wording
from app.opportunities.law.types import DAYS
from app.opportunities.models import Kind, UnpaidBasis
from app.tables.cells import listed, one_of, whole

KINDS = {
    **{kind.value: kind.value for kind in Kind},
    **{words: key for key, words in wording.KINDS.items()},
    **dict.fromkeys(("placement", "work placement", "wex"), "work_experience"),
    **dict.fromkeys(("shadowing", "work shadowing", "taster day", "insight day"), "taster"),
    **dict.fromkeys(("modern apprenticeship", "apprentice"), "apprenticeship"),
    **dict.fromkeys(("intern", "paid internship"), "internship"),
    **dict.fromkeys(("volunteering", "voluntary", "volunteer", "allotment"), "supported"),
    **dict.fromkeys(("mentor",), "mentoring"),
    **dict.fromkeys(("vacancy", "employment", "paid job", "paid work"), "job"),
}
BASES = {
    **{basis.value: basis.value for basis in UnpaidBasis},
    **{words: key for key, words in wording.BASES.items()},
    "volunteer": "voluntary",
    "college course": "course",
}
_QUALIFICATION = re.compile(r"(?P<name>.+?)(?:\s*\(level (?P<level>[0-8])\))?", re.IGNORECASE)
_kind = one_of(KINDS, f"must be one of {', '.join(wording.KINDS.values())}")
_basis = one_of(BASES, f"must be one of {', '.join(basis.value for basis in UnpaidBasis)}")


def kind(cell: Any) -> Kind:
    """Return the kind of offer, by our name or what people call it."""
    return Kind(_kind(cell))


def basis(cell: Any) -> UnpaidBasis:
    """Return why an offer without pay is lawful."""
    return UnpaidBasis(_basis(cell))


def degrees(most: int) -> Callable[[Any], float]:
    """Return a reader for a latitude or a longitude."""

    def read(cell: Any) -> float:
        try:
            value = float(str(cell).lstrip("'"))
        except ValueError:
            raise ValueError("must be degrees, like 52.04") from None
        if not -most <= value <= most:
            raise ValueError(f"must be degrees from -{most} to {most}")
        return value

    return read


def place(cell: Any) -> tuple[float, float]:
    """Return where a JSON place lies."""
    if not isinstance(cell, dict) or cell.keys() != {"lat", "lon"}:
        raise ValueError("must hold lat and lon")
    return degrees(90)(cell["lat"]), degrees(180)(cell["lon"])


def days(cell: Any) -> list[str]:
    """Return days of the week in their order: “mon; wed”, “Mon-Fri”, “Tuesday, Thursday”."""
    parts = cell if isinstance(cell, list) else re.split(r"[;,\n/&]|\band\b", str(cell))
    found: set[str] = set()
    for word in listed(parts):
        found |= _stretch(word)
    return [name for name in DAYS if name in found]


def _stretch(word: str) -> set[str]:
    ends = [end.strip()[:3].casefold() for end in re.split(r"[-–]|\bto\b", word)]
    if not set(ends) <= set(DAYS) or len(ends) > 2:
        raise ValueError("must be days, like mon; wed; fri")
    first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
    return {DAYS[at % 7] for at in range(first, last + 1 if last >= first else last + 8)}


def qualifications(cell: Any) -> list[dict[str, Any]]:
    """Return qualifications: JSON objects, or “Food hygiene (level 2); English GCSE”."""
    if isinstance(cell, list) and all(isinstance(row, dict) for row in cell):
        return [_qualification(row.get("name"), row.get("level")) for row in cell]
    found = (_QUALIFICATION.fullmatch(words) for words in listed(cell))
    return [_qualification(match["name"], match["level"]) for match in found if match]


def _qualification(name: Any, level: Any) -> dict[str, Any]:
    if not isinstance(name, str) or not name or len(name) > 200:
        raise ValueError("must have a name, like Food hygiene (level 2)")
    return {"name": typed.clean(name), "level": None if level is None else whole(0, 8)(level)}
