"""The index a process holds, made again as soon as one of the offers on show is different."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

from app import db
from app.opportunities.search import cards
from app.opportunities.search.cards import Card
from app.opportunities.search.index import Index, Numbers, Vocabulary

PATIENCE = 0.25  # seconds
WATCHED = ("opportunity", "employer")
MOST_WORDS = 200_000  # then the words of offers long gone are let go of


@dataclass
class Held:
    """An index with what it was made from."""

    stamp: tuple[Any, ...]
    sectors: tuple[tuple[str, str], ...]
    index: Index
    cards: dict[int, Card]
    asked: float = 0.0
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    spoken: dict[int, tuple[Numbers, Numbers]] = field(default_factory=dict)


_lock = threading.Lock()
_held: dict[str, Held] = {}
_touched: set[str] = set()  # databases in which this process has changed an offer or an employer


def forget() -> None:
    """Let go of everything; for tests, which put their database back behind our back."""
    _held.clear()


@event.listens_for(Engine, "before_cursor_execute")
def _note(connection: Connection, _: object, statement: str, *__: object) -> None:
    if not statement.startswith("SELECT") and any(name in statement for name in WATCHED):
        _touched.add(str(connection.engine.url))


def current(sectors: Sequence[tuple[str, str]]) -> Index:
    """Return the index over the offers on show now, for any number of threads.

    One short statement tells whether anything is different, and only what is gets read again. It is
    asked at once when this process has changed something, and a few times a second otherwise: what
    another process has changed is seen a quarter of a second later at most.
    """
    database, named = str(db.orm.engine.url), tuple(sectors)
    held = _held.get(database)
    patient = held is not None and time.monotonic() - held.asked < PATIENCE
    if held and patient and held.sectors == named and database not in _touched:
        return held.index
    _touched.discard(database)
    asked, stamp = time.monotonic(), cards.stamp()
    with _lock:
        held = _held.get(database)
        if not held or (held.stamp, held.sectors) != (stamp, named):
            # The stamp was read before the offers: if one changes in between, the next caller sees it.
            held = _held[database] = _made(held, named, stamp)
        held.asked = asked
        return held.index


def _made(old: Held | None, sectors: tuple[tuple[str, str], ...], stamp: tuple[Any, ...]) -> Held:
    names = dict(sectors)
    kept = (
        old if old and old.sectors == sectors and len(old.vocabulary.numbers) < MOST_WORDS else None
    )
    known, vocabulary = (kept.cards, kept.vocabulary) if kept else ({}, Vocabulary())
    marks = cards.marks()
    changed = [n for n, mark in marks.items() if n not in known or known[n].mark != mark]
    fresh = {card.id: card for card in cards.read(changed)}
    here = {n: fresh.get(n) or known.get(n) for n in sorted(marks)}
    all_ = {n: card for n, card in here.items() if card is not None}
    spoken = {
        n: vocabulary.of(card, names.get(card.sector_key, ""))
        if n in fresh or not kept
        else kept.spoken[n]
        for n, card in all_.items()
    }
    index = Index(all_, [key for key, _ in sectors], vocabulary, spoken)
    return Held(stamp, sectors, index, all_, vocabulary=vocabulary, spoken=spoken)
