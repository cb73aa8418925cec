"""The checklist itself: from facts to lines, and from lines to words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.guidance.checklist import council, hosting, paying, safety
from app.guidance.checklist.types import COUNCIL, DURING, SEND, START, YOU, Facts, Line, Rule
from app.guidance.statements import CONTENT, Statement

RULES: tuple[Rule, ...] = (*paying.RULES, *safety.RULES, *hosting.RULES, *council.RULES)
PHASES = {
    SEND: "Before you send the offer",
    START: "Before the first day",
    DURING: "After that",
}


@dataclass(frozen=True)
class Item:
    """One line as people read it."""

    line: Line
    title: str
    why: str
    time: str
    source: Statement | None
    guide: str | None


def make(facts: Facts) -> list[Line]:
    """Return what has to be done for an offer, by whom, and how far it is."""
    return [line for rule in RULES if (line := rule(facts)) is not None]


@lru_cache(maxsize=1)
def wording() -> dict[str, dict[str, Any]]:
    """Return the words of every line, as they ship with the product."""
    words: dict[str, dict[str, Any]] = json.loads(
        (CONTENT / "checklist.json").read_text(encoding="utf-8")
    )
    return words


def spoken(line: Line, said: dict[str, Statement]) -> Item:
    """Return a line in words; `said` are the statements that hold."""
    words = wording()[f"{line.who}.{line.key}"]
    words = {**words, **words.get("variants", {}).get(line.variant, {})}
    return Item(
        line=line,
        title=words["title"],
        why=words["why"],
        time=words.get("time", ""),
        source=said.get(words.get("source", "")),
        guide=words.get("guide"),
    )


@dataclass(frozen=True)
class Checklist:
    """What you need, and what the council does."""

    yours: tuple[tuple[str, tuple[Item, ...]], ...]  # by phase, in words
    ours: tuple[Item, ...]
    open: int
    done: int

    @property
    def total(self) -> int:
        """How many things are the employer’s."""
        return sum(len(items) for _, items in self.yours)


def checklist(facts: Facts, said: dict[str, Statement]) -> Checklist:
    """Return the whole checklist of an offer in words."""
    items = [spoken(line, said) for line in make(facts)]
    mine = [item for item in items if item.line.who == YOU]
    phases = (
        (words, tuple(item for item in mine if item.line.phase == phase))
        for phase, words in PHASES.items()
    )
    return Checklist(
        yours=tuple((words, group) for words, group in phases if group),
        ours=tuple(item for item in items if item.line.who == COUNCIL),
        open=sum(item.line.state == "todo" for item in mine),
        done=sum(item.line.state == "done" for item in mine),
    )
