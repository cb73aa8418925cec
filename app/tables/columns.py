"""Which heading of a file means which of our columns: guessed, corrected, remembered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.86  # how much alike two names have to be for a guess


@dataclass(frozen=True)
class Column:
    """One thing a file can say: our key, what people call it, what it holds."""

    key: str
    label: str
    also: tuple[str, ...] = ()
    about: str = ""
    needed: bool = False
    example: Any = ""
    choices: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the column is called."""
        return (self.key, self.label, *self.also)


def plain(heading: str) -> str:
    """Return a heading as it is compared: “Closing_date *” is “closing date”."""
    apart = unicodedata.normalize("NFKD", heading.casefold())
    bare = re.sub(r"\(.*?\)", " ", apart)  # “Pay (£ an hour)”
    kept = "".join(sign if sign.isalnum() else " " for sign in bare or apart)
    return " ".join((kept if kept.strip() else re.sub(r"\W+", " ", apart)).split())


def digest(headings: Sequence[str]) -> str:
    """Return what stands for one set of headings, to remember an answer by."""
    return hashlib.sha256("\n".join(map(plain, headings)).encode()).hexdigest()


def recognises(columns: Sequence[Column]) -> Callable[[str], bool]:
    """Return a test whether a heading is one that somebody knows."""
    names = {plain(name) for column in columns for name in column.names}
    return lambda heading: plain(heading) in names


def guess(headings: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """Return the key of each heading, or nothing; no key twice.

    The same name comes first, then one that is nearly the same.
    """
    found = [""] * len(headings)
    names = {plain(name): column.key for column in reversed(columns) for name in column.names}
    for at, heading in enumerate(headings):
        key = names.get(plain(heading), "")
        if key and key not in found:
            found[at] = key
    for at, heading in enumerate(headings):
        if not found[at] and plain(heading):
            found[at] = _nearest(plain(heading), names, found)
    return found


def _nearest(heading: str, names: dict[str, str], taken: Sequence[str]) -> str:
    alike = [
        (SequenceMatcher(None, heading, name).ratio(), key)
        for name, key in names.items()
        if key not in taken and len(name) > 3
    ]
    best, key = max(alike, default=(0.0, ""))
    return key if best >= ALIKE else ""


def wrong(mapping: Sequence[str], columns: Sequence[Column]) -> list[tuple[int | None, str]]:
    """Return what is wrong with an answer: at which heading, or nowhere, and in what words."""
    labels = {column.key: column.label for column in columns}
    found: list[tuple[int | None, str]] = [
        (at, f"“{labels[key]}” is chosen twice: leave one of them out")
        for at, key in enumerate(mapping)
        if key in labels and key in mapping[:at]
    ]
    missing = [column for column in columns if column.needed and column.key not in mapping]
    return found + [(None, f"Choose the column that holds “{column.label}”") for column in missing]


def record(mapping: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    """Return a row’s cells by key; empty ones, and columns left out, are not in it."""
    pairs = zip(mapping, cells, strict=False)
    return {
        key: cell
        for key, cell in pairs
        if key and cell is not None and not (isinstance(cell, str) and not cell.strip())
    }
