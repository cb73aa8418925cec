"""Several things in one cell: parted by semicolons or lines, in quotation marks where need be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.tables.writing import original
from app.typed import clean

# A part in quotation marks, doubled inside; or anything up to the next sign between parts.
_QUOTED = r'"(?:[^"]|"")*"'
_PARTS = {
    signs: re.compile(rf"\s*({_QUOTED})\s*(?=[{signs}]|$)|([^{signs}]*)")
    for signs in (r";\n", r",;\n")
}
_BULLET = "•–*·"


def parts(cell: str, *, commas: bool = False) -> list[str]:
    """Return the parts of a cell, each once and without blank ones.

    `commas=True` parts at commas too, where the cell has no other sign between its parts.
    """
    found = _split(cell, r";\n")
    if commas and len(found) < 2 and not _quoted(cell):
        found = _split(cell, r",;\n")
    return list(dict.fromkeys(found))


def _split(cell: str, signs: str) -> list[str]:
    found, at, reader = [], 0, _PARTS[signs]
    while at <= len(cell):
        match = reader.match(cell, at)
        if match is None:
            break
        quoted, bare = match.group(1), match.group(2)
        words = _unquoted(quoted) if quoted is not None else clean(bare).lstrip(_BULLET).strip()
        found.append(words)
        at = match.end() + 1
    return [words for words in found if words]


def _quoted(cell: str) -> bool:
    return bool(re.fullmatch(rf"\s*{_QUOTED}\s*", cell))


def _unquoted(part: str) -> str:
    return clean(part[1:-1].replace('""', '"'), lines=True)


def joined(words: Iterable[str]) -> str:
    """Return things as one cell that `parts` reads back as they are."""
    return "; ".join(map(_marked, words))


def _marked(words: str) -> str:
    risky = any(sign in words for sign in ';,\n"') or words[:1] in _BULLET or words != words.strip()
    doubled = words.replace('"', '""')
    return f'"{doubled}"' if risky else words


def plain(words: str) -> str:
    """Return words as two of them are compared: whatever their case and their spaces."""
    return " ".join(clean(words).casefold().split())


def text_of(cell: object) -> str:
    """Return a list’s cell as text; some programs hand over a list."""
    return "\n".join(map(str, cell)) if isinstance(cell, list) else original(str(cell))
