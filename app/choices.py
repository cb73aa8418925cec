"""The answers of a choice: written as pairs everywhere, handed to WTForms as what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]


class Answer(SelectChoice):  # type: ignore[misc]
    """One answer of a choice; it also reads as the pair of its value and its words."""

    def __iter__(self) -> Iterator[str]:
        """Read as a pair."""
        return iter((self.value, self.label))

    def __getitem__(self, at: int) -> str:
        """Read one side of the pair: 0 is the value, 1 the words."""
        return str((self.value, self.label)[at])


def options(pairs: Iterable[tuple[str, str]]) -> list[Answer]:
    """Return values and their words as the answers of a choice: choices=options(KINDS)."""
    return [Answer(value, words) for value, words in pairs]


class _InPairs(SelectField):
    """A choice that takes its answers as pairs too, at the start and later."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs | {"choices": _answers(kwargs.get("choices"))})

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, _answers(value) if name == "choices" else value)


def _answers(given: Any) -> Any:
    if given is None or isinstance(given, dict) or callable(given):
        return given
    return [Answer(*one) if isinstance(one, tuple) else one for one in given]


@cache
def in_pairs(kind: type[SelectField]) -> type[SelectField]:
    """Return this kind of choice field, under its own name, taking pairs."""
    return type(kind.__name__, (_InPairs, kind), {})
