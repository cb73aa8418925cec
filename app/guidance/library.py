"""The guides on their shelves: contents, neighbours, and looking for words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.guidance import statements, writing
from app.guidance.statements import CONTENT, Statement
from app.guidance.writing import Guide
from app.opportunities.models import folded

GROUPS = {
    "topics": "What everybody asks",
    "sizes": "By how many people you are",
    "places": "Council departments and charities",
    "sectors": "By what you do",
}


@lru_cache(maxsize=1)
def guides() -> tuple[Guide, ...]:
    """Return every guide, in the order of the contents."""
    found = [
        writing.read(file.stem, file.read_text(encoding="utf-8"))
        for folder in ("guides", "sectors")
        for file in sorted((CONTENT / folder).glob("*.md"))
    ]
    groups = list(GROUPS)
    return tuple(sorted(found, key=lambda g: (groups.index(g.group), g.order, g.title)))


@lru_cache(maxsize=1)
def by_slug() -> dict[str, Guide]:
    """Return the guides by their slug."""
    return {guide.slug: guide for guide in guides()}


def contents() -> list[tuple[str, list[Guide]]]:
    """Return each group’s name with its guides."""
    return [(name, [g for g in guides() if g.group == group]) for group, name in GROUPS.items()]


def about(group: str, key: str) -> Guide | None:
    """Return the guide written for a size or a sector."""
    return next((g for g in guides() if g.group == group and g.key == key), None)


def neighbours(guide: Guide) -> tuple[Guide | None, Guide | None]:
    """Return the guides before and after this one, within its group."""
    row = [other for other in guides() if other.group == guide.group]
    place = row.index(guide)
    before = row[place - 1] if place else None
    return before, (row[place + 1] if place + 1 < len(row) else None)


@dataclass(frozen=True)
class Found:
    """A guide that has the words somebody looked for, and the line that has most of them."""

    guide: Guide
    line: str
    weight: float


@lru_cache(maxsize=64)
def _folded(slug: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    guide = by_slug()[slug]
    lines = [line for line in guide.words.splitlines() if line.strip()]
    lines += [s.words for s in statements.every() if s.key in guide.statements]
    return (
        folded(guide.title, guide.also),
        folded(guide.summary),
        tuple((line, folded(line)) for line in lines),
    )


def search(words: str) -> list[Found]:
    """Return the guides with all of these words, the likeliest first; beginnings of words count."""
    wanted = folded(words).split()[:8]
    found = [hit for guide in guides() if wanted and (hit := _hit(guide, wanted))]
    return sorted(found, key=lambda hit: -hit.weight)


def _hit(guide: Guide, wanted: list[str]) -> Found | None:
    title, summary, lines = _folded(guide.slug)
    whole = " ".join((title, summary, *(line for _, line in lines)))
    if not all(_begins(word, whole) for word in wanted):
        return None
    weight = sum(4.0 * _begins(w, title) + 2.0 * _begins(w, summary) for w in wanted)
    best = max(lines, key=lambda line: sum(_begins(word, line[1]) for word in wanted))
    inside = sum(_begins(word, line) for _, line in lines for word in wanted)
    said = any(_begins(word, best[1]) for word in wanted)
    return Found(guide, best[0] if said else guide.summary, weight + inside / len(lines))


def _begins(word: str, text: str) -> bool:
    return text.startswith(word) or f" {word}" in text


def sources(guide: Guide, on: date) -> list[Statement]:
    """Return what a guide stands on, on a day, each once."""
    holding = statements.on(on)
    return [holding[key] for key in dict.fromkeys(guide.statements) if key in holding]


def last_checked(guide: Guide, used: Iterable[Statement]) -> date:
    """Return the day on which the oldest part of a guide was checked."""
    return min((guide.checked, *(statement.checked for statement in used)))
