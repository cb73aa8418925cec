"""Sectors of a text: the classifier that ships, or what was learnt on top of it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from app.matches.engine.weights import DamagedWeights
from matching.protected import unprotected
from matching.sector_lessons import from_bytes
from matching.sectors import DamagedWeights as Spoilt
from matching.sectors import SectorModel

NOTHING_LEARNT = 0


@dataclass
class _Held:
    version: int
    model: SectorModel


@lru_cache(maxsize=1)
def shipped() -> SectorModel:
    """Return the text classifier that ships with the product, loaded once a process."""
    return SectorModel.load()


@lru_cache(maxsize=1)
def _held() -> _Held:
    return _Held(NOTHING_LEARNT, shipped())


def sector_model() -> SectorModel:
    """Return the text classifier in use."""
    return _held().model


def version() -> int:
    """Return which version of what was learnt is in use; 0 for what ships."""
    return _held().version


def use(version: int, sealed: Callable[[], bytes | None]) -> int:
    """Use what was learnt under this version from now on, or what ships under 0; return the version.

    The bytes are asked for only when they are not held already; a changed byte is refused.
    """
    held = _held()
    if held.version != version:
        body = sealed() if version else None
        try:
            model = from_bytes(body, shipped()) if body else shipped()
        except Spoilt as error:
            raise DamagedWeights(
                "What was learnt about sectors was changed outside this product, so the engine "
                "does not use it. Go back to an earlier model"
            ) from error
        held.version, held.model = version, model
    return version


def sectors_of_text(text: str, top: int = 3) -> list[tuple[str, float]]:
    """Return the likeliest sectors of a text with their calibrated probabilities."""
    return [(name, float(p)) for name, p in sector_model().rank([text], top=top)[0]]


def heard(text: str, top: int = 3) -> list[tuple[str, float, tuple[str, ...]]]:
    """Return the likeliest sectors of a text, each with its chance and the words that spoke for it."""
    return [(name, chance, spoke(text, name)) for name, chance in sectors_of_text(text, top)]


def spoke(text: str, sector: str, most: int = 3) -> tuple[str, ...]:
    """Return the words of a text that spoke most for a sector, nothing protected among them."""
    return tuple(sector_model().evidence(unprotected(text), sector, n=most))
