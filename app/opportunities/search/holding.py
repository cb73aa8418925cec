"""The index a process holds, made again as soon as one of the offers on show is different."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app import db
from app.opportunities.search import cards
from app.opportunities.search.cards import Card
from app.opportunities.search.index import Index, Numbers, Vocabulary

MOST_WORDS = 200_000  # then the words of offers long gone are let go of


@dataclass
class Held:
    """An index with what it was made from."""

    stamp: tuple[Any, ...]
    sectors: tuple[tuple[str, str], ...]
    index: Index
    cards: dict[int, Card]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    spoken: dict[int, tuple[Numbers, Numbers]] = field(default_factory=dict)


_lock = threading.Lock()
_held: dict[str, Held] = {}


def current(sectors: Sequence[tuple[str, str]]) -> tuple[Index, tuple[Any, ...]]:
    """Return the index over the offers on show now, and its stamp; for any number of threads.

    One short statement tells whether anything is different; only what is gets read again.
    """
    database, named, stamp = str(db.orm.engine.url), tuple(sectors), cards.stamp()
    held = _held.get(database)
    if held and (held.stamp, held.sectors) == (stamp, named):
        return held.index, stamp
    with _lock:
        held = _held.get(database)
        if not held or (held.stamp, held.sectors) != (stamp, named):
            # The stamp was read before the offers: if one changes in between, the next caller sees it.
            held = _held[database] = _made(held, named, stamp)
        return held.index, stamp


def _made(old: Held | None, sectors: tuple[tuple[str, str], ...], stamp: tuple[Any, ...]) -> Held:
    names = dict(sectors)
    kept = (
        old if old and old.sectors == sectors and len(old.vocabulary.numbers) < MOST_WORDS else None
    )
    known, vocabulary = (kept.cards, kept.vocabulary) if kept else ({}, Vocabulary())
    marks = cards.marks()
    changed = [n for n, mark in marks.items() if n not in known or known[n].mark != mark]
    fresh = {card.id: card for card in cards.read(changed)}
    here = {n: fresh.get(n) or known.get(n) for n in marks}
    all_ = {n: card for n, card in here.items() if card is not None}
    spoken = {
        n: vocabulary.of(card, names.get(card.sector_key, ""))
        if n in fresh or not kept
        else kept.spoken[n]
        for n, card in all_.items()
    }
    index = Index(all_, [key for key, _ in sectors], vocabulary, spoken)
    return Held(stamp, sectors, index, all_, vocabulary, spoken)
