"""Going through a list one by one: who is on it, in which order, and how far somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import session

from app import clock
from app.young_people.caseload import Line

KEY = "young_people.one_by_one"


@dataclass(frozen=True)
class Place:
    """Where one young person stands on the list that is gone through."""

    ref: str
    refs: tuple[str, ...]
    done: frozenset[str]

    @property
    def number(self) -> int:
        """Which one this is, from 1."""
        return self.refs.index(self.ref) + 1

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.refs)

    @property
    def before(self) -> str | None:
        """The one before, if any."""
        return self.refs[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """The next one, if any."""
        return self.refs[self.number] if self.number < self.total else None

    @property
    def next_open(self) -> str | None:
        """The next one that is not done, from here on and then from the top; None when all are."""
        order = (*self.refs[self.number :], *self.refs[: self.number])
        return next((ref for ref in order if ref not in self.done), None)


def begin(lines: Iterable[Line]) -> str | None:
    """Start with those who are not done and not put off today; return the first of them."""
    refs = [line.ref for line in lines if not _settled(line)]
    if refs:
        session[KEY] = {"refs": refs, "done": []}
    return refs[0] if refs else None


def _settled(line: Line) -> bool:
    return line.marks.put_off or line.marks.seen_on == clock.today()


def place_of(ref: str) -> Place | None:
    """Return where somebody stands on the list; None when they are not on it."""
    kept = session.get(KEY) or {"refs": (), "done": ()}
    if ref not in kept["refs"]:
        return None
    return Place(ref, tuple(kept["refs"]), frozenset(kept["done"]))


def left_at(visible: Iterable[str]) -> Place | None:
    """Return the first who is not done of those who may be seen; None when there is no list."""
    kept, mine = session.get(KEY) or {"refs": (), "done": ()}, set(visible)
    open_ones = (ref for ref in kept["refs"] if ref in mine and ref not in kept["done"])
    first = next(open_ones, None)
    return place_of(first) if first else None


def settle(ref: str) -> str | None:
    """Note that one is done or put off; return who comes next, or None when it was the last."""
    place = place_of(ref)
    if place is None:
        return None
    done = place.done | {ref}
    session[KEY] = {"refs": list(place.refs), "done": sorted(done)}
    return Place(ref, place.refs, done).next_open


def stop() -> tuple[int, int]:
    """Forget the list; return how many were done, and of how many."""
    kept = session.pop(KEY, None) or {"refs": [], "done": []}
    return len(kept["done"]), len(kept["refs"])
