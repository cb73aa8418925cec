"""What a text sounds like: asked in this and upper rooms, answered by whoever was set to.

The rooms that ask lie below the engine and may not know it; it is told to answer at start-up. Without
an answer nothing is suggested, and everything works as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.settings import services as settings

FEWEST_WORDS = 3


@dataclass(frozen=True)
class Heard:
    """One sector a text may be about: how likely it is, and the words that spoke for it."""

    sector: str
    chance: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Hint:
    """A sector to suggest, in words; nothing is changed by it."""

    sector: str
    name: str
    because: tuple[str, ...]


Reader = Callable[[str], Sequence[Heard]]
_ready: list[Callable[[], Reader]] = []


def answered_by(ready: Callable[[], Reader]) -> None:
    """Let this answer from now on; `ready` is asked once before any number of texts."""
    _ready[:] = [ready]


def listener(least: float) -> Callable[[str], Hint | None]:
    """Return what tells the sector of many texts, one by one; None where a text does not say."""
    reader, names = (_ready[0]() if _ready else None), dict(settings.sector_choices())

    def listen(text: str) -> Hint | None:
        if reader is None or len(text.split()) < FEWEST_WORDS:
            return None
        found = [each for each in reader(text) if each.sector in names]
        if not found or found[0].chance < least:
            return None
        return Hint(found[0].sector, names[found[0].sector], found[0].words)

    return listen


def for_imports() -> Callable[[str], Hint | None]:
    """Return what tells the likeliest sector of rows that do not name one."""
    return listener(float(settings.value("hints.import_chance")))


def likeliest(text: str) -> Hint | None:
    """Return the sector a text is most likely about, or None when it does not say."""
    return for_imports()(text)


def other_than(chosen: str, text: str) -> Hint | None:
    """Return the sector a text clearly sounds like, when that is not the chosen one."""
    found = listener(float(settings.value("hints.offer_chance")))(text) if text.strip() else None
    return found if found and found.sector != chosen else None
