"""The live offers made ready once a process, and again as soon as one of them is different."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import clock, db
from app.matches import facts, standing
from app.matches.engine.ranking import Engine
from app.settings import services as settings


@dataclass(frozen=True)
class Held:
    """An engine with what it was made from."""

    engine: Engine
    choices: tuple[Any, ...]
    stamp: tuple[Any, ...]
    marks: Mapping[str, facts.Mark]


_lock = threading.Lock()
_held: dict[str, Held] = {}


def current() -> Engine:
    """Return the engine over the offers that are live now, for any number of threads.

    One short statement tells whether anything is different; only what is gets read again.
    """
    weights, text = standing.ready()
    database, choices, stamp = str(db.orm.engine.url), _choices(weights, text), facts.stamp()
    held = _held.get(database)
    if held and (held.choices, held.stamp) == (choices, stamp):
        return held.engine
    with _lock:
        held = _held.get(database)
        if not held or (held.choices, held.stamp) != (choices, stamp):
            # Read before the offers: if one changes in between, the next caller sees it.
            same = held if held and held.choices == choices else None
            held = _made(same, choices, stamp, weights)
            _held[database] = held
        return held.engine


def signature() -> tuple[Any, ...]:
    """Return what is another when anything but a day or a young person is: offers, weights, settings."""
    weights, _, *settled = _choices(*standing.ready())
    return (weights, *settled, *facts.stamp())


def _choices(weights: dict[str, Any] | None, text: int) -> tuple[Any, ...]:
    return (
        json.dumps(weights, sort_keys=True),  # all of it: whoever changed a byte is found out
        clock.today(),
        settings.value("matching.top"),
        settings.value("matching.coverage_floor"),
        text,
    )


def _made(
    old: Held | None,
    choices: tuple[Any, ...],
    stamp: tuple[Any, ...],
    weights: dict[str, Any] | None,
) -> Held:
    marks = facts.marks()
    if old is None:
        _, on, top, floor, _ = choices
        offers = [offer for offer in facts.offers()[0] if offer.id in marks]
        engine = Engine(offers, on=on, top=top, floor=floor, weights=weights)
        return Held(engine, choices, stamp, marks)
    changed = [ref for ref, mark in marks.items() if old.marks.get(ref) != mark]
    gone = old.marks.keys() - marks.keys()
    engine = old.engine.refreshed(facts.live_offers(changed), gone)
    return Held(engine, choices, stamp, marks)
