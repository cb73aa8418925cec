"""Texts as rows of whole numbers in which near meanings are near, from the table that ships."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching.protected import unprotected
from matching.refusals import without_refusals
from matching.vectors import WordVectors
from matching.vocabulary import UNIT

Meanings = NDArray[np.int16]

# The terms that compare meanings; where none of them counts, nothing of this is worked out.
ALIKE = ("words_alike", "experience_alike", "opened_alike")


@cache
def table() -> WordVectors:
    """The table, read once."""
    return WordVectors.load()


def meanings(texts: Sequence[str]) -> Meanings:
    """One row of about `UNIT` length for each text; nothing for a text without a known word.

    Who somebody is and what they say no to is taken out before.
    """
    plain = [without_refusals(unprotected(text)) for text in texts]
    rows: Meanings = np.rint(table().of(plain) * UNIT).astype(np.int16)
    return rows


def none(height: int) -> Meanings:
    """Rows of no length, where meanings do not count."""
    return np.zeros((height, 0), np.int16)
