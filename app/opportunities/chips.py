"""The filters somebody has chosen, each with its words and the address without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.filters import listing, long_date
from app.opportunities.forms.looking import ListForm


@dataclass(frozen=True)
class Chip:
    """One filter: what it is called, the search it belongs to, and what is left without it."""

    words: str
    name: str
    kept: dict[str, Any]


def chips(form: ListForm) -> list[Chip]:
    """Return what was chosen, in the order of the questions."""
    return list(_chips(form, form.kept()))


def _chips(form: ListForm, kept: dict[str, Any]) -> Iterator[Chip]:
    for name in ("q", "sector", "kind", "paid", "reason", "age", "hours", "only"):
        yield from _of(form, kept, name)
    for name in ("postcode", "miles", "area"):
        yield from _of(form, kept, name)
    for field, said in ((form.start_from, "From"), (form.start_to, "Until")):
        if field.data:
            names = {f"{field.name}-{part}" for part in field.parts}
            yield Chip(f"{said} {long_date(field.data)}", field.name, _without(kept, *names))


def _of(form: ListForm, kept: dict[str, Any], name: str) -> Iterator[Chip]:
    chosen = kept.get(name)
    if isinstance(chosen, list):
        words = _labels(form[name])
        for value in chosen:
            rest = [other for other in chosen if other != value]
            less = _without(kept, name)
            yield Chip(str(words[value]), name, less | ({name: rest} if rest else {}))
    elif chosen:
        names = ("postcode", "miles") if name == "postcode" else (name,)
        yield Chip(_words(form[name], chosen), name, _without(kept, *names))


def _without(kept: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name not in names}


def _labels(field: Any) -> dict[str, str]:
    return {choice.value: str(choice.label) for choice in field.choices}


PATTERNS = {"q": "“{}”", "postcode": "Near {}", "age": "Age {}", "area": "In {}"}


def _words(field: Any, value: str) -> str:
    if field.short_name in PATTERNS:
        return PATTERNS[field.short_name].format(value)
    return str(dict(field.choices).get(value, value))


@dataclass(frozen=True)
class Opening:
    """A filter that keeps everything out: what it is called, how many offers wait without it."""

    words: str
    count: int
    kept: dict[str, Any]


ONLY = {"remote": "from_home", "first_step": "first_step", "any_time": "any_time"}


def openings(form: ListForm, without: Mapping[str, int]) -> list[Opening]:
    """Return what would open if one filter were taken away, the most first."""
    kept = form.kept()
    found = [
        Opening(_called(form, kept, name), count, _kept_without(kept, name))
        for name, count in without.items()
        if count
    ]
    return sorted(found, key=lambda opening: -opening.count)


def _kept_without(kept: dict[str, Any], name: str) -> dict[str, Any]:
    if name in ONLY:
        rest = [value for value in kept["only"] if value != ONLY[name]]
        return _without(kept, "only") | ({"only": rest} if rest else {})
    dates = {f"{name}-{part}" for part in ("day", "month", "year")}
    return _without(kept, name, *dates)


def _called(form: ListForm, kept: dict[str, Any], name: str) -> str:
    field = "only" if name in ONLY else name
    if name in {"start_from", "start_to"}:
        return "the dates"
    if field == "only":
        return _labels(form.only)[ONLY[name]].partition(":")[0]
    return listing((chip.words for chip in _of(form, kept, field)), joiner="or")
