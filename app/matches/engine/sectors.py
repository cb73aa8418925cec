"""Sectors of a text: the published classifier, loaded once a process."""

from __future__ import annotations

from functools import lru_cache

from matching.sectors import SectorModel


@lru_cache(maxsize=1)
def sector_model() -> SectorModel:
    """Return the text classifier, loaded once a process."""
    return SectorModel.load()


def sectors_of_text(text: str, top: int = 3) -> list[tuple[str, float]]:
    """Return the likeliest sectors of a text with their calibrated probabilities."""
    return [(name, float(p)) for name, p in sector_model().rank([text], top=top)[0]]
