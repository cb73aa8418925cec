"""Reading a ranking that was written before; a line that no ranking holds is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matching import records
from matching.evaluation import BANDS
from matching.files import Source
from matching.shapes import BadValueError


def rows(source: Source) -> list[dict[str, Any]]:
    """The lines of a ranking, those of people without an option too."""
    found = []
    for number, line in source.lines():
        try:
            found.append(_row(records.parsed(line)))
        except BadValueError as error:
            raise records.BadLineError(source.path, number, error.field, error.reason) from None
    return found


def _row(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise BadValueError("line", "must be one object in { }")
    if "none" in row:
        if not all(_is_a_rule(each) for each in _listed(row["none"])):
            raise BadValueError("none", "must be a list of rules with their counts")
        return row
    for key, fits in FITS.items():
        if key not in row and key != "score_micro":
            raise BadValueError(key, "is missing")
        if not fits(row.get(key)):
            raise BadValueError(key, "is not what a ranking holds")
    return row


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


FITS: Mapping[str, Callable[[Any], bool]] = {
    "person": _is_text,
    "opportunity": _is_text,
    "rank": lambda value: _is_whole(value) and value >= 1,
    "band": lambda value: value in BANDS,
    "coverage": lambda value: _is_whole(value) or isinstance(value, float),
    "score_micro": lambda value: value is None or _is_whole(value),
}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [None]


def _is_a_rule(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("rule"), str)
        and isinstance(value.get("count"), int)
    )
