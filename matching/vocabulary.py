"""Words to whole numbers: what a text says, and how rare that is among the offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from matching.bags import Bag, Counts, empty_bag
from matching.protected import is_protected, without_phrases
from matching.refusals import without_refusals
from matching.wordlists import EMPTY_WORDS

# The length of every text as a vector; whole numbers add up alike on every machine.
UNIT = 1024

_WORD = re.compile(r"[a-z][a-z+#]*")
# Looking after somebody is no vehicle.
_WHOLE = dict.fromkeys(("care", "cares", "cared", "caring", "carer", "carers"), "care")
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ors", "er", "or", "ies", "ed", "es", "s")


@lru_cache(maxsize=200_000)
def root(word: str) -> str:
    """A word without its ending, so that "cooking" meets "cook"; empty when it says nothing."""
    if len(word) < 2 or word in EMPTY_WORDS or is_protected(word):
        return ""
    if word in _WHOLE:
        return _WHOLE[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word.rstrip("ey") if len(word) > 3 else word


def roots(text: str) -> list[str]:
    """The roots of a text in order, without empty words and without anything protected."""
    plain = without_phrases(text.lower())
    return [found for found in map(root, _WORD.findall(plain)) if found]


def roots_wanted(text: str) -> list[str]:
    """The roots of what somebody wrote about themselves, without what they say no to."""
    # What is protected goes first, so that it does not even count as a word after a no.
    plain = _WORD.sub(_unless_protected, without_phrases(text.lower()))
    return [found for found in map(root, _WORD.findall(without_refusals(plain))) if found]


def _unless_protected(found: re.Match[str]) -> str:
    return "" if is_protected(found[0]) else found[0]


class Vocabulary:
    """The words of a set of offers, and how much each tells."""

    def __init__(self, texts: Iterable[list[str]]) -> None:
        documents = list(texts)
        seen = sorted(set(chain.from_iterable(documents)))
        self.ids = {word: number for number, word in enumerate(seen)}
        counts = self._count(documents)
        frequency = np.bincount(counts.ids, minlength=len(seen))
        rarity = np.log2((1 + len(documents)) / (1 + frequency)) + 1
        self.rarity = np.rint(rarity * 64).astype(np.int64)
        self.offers = self.weigh(counts)

    def _count(self, documents: Sequence[Iterable[str]]) -> Counts:
        known = self.ids
        rows: list[int] = []
        ids: list[int] = []
        for row, words in enumerate(documents):
            found = [number for number in map(known.get, words) if number is not None]
            ids += found
            rows += [row] * len(found)
        return Counts.of(rows, ids, len(documents), max(1, len(known)))

    def bag(self, documents: Sequence[Iterable[str]]) -> Bag:
        """Texts as vectors of about `UNIT` length; a text with no known word is empty."""
        if not self.ids:
            return empty_bag(len(documents))
        return self.weigh(self._count(documents))

    def weigh(self, counts: Counts) -> Bag:
        """Counted words as vectors: rare words more, repeated words a little more."""
        often = np.rint((1 + np.log2(counts.times)) * 16).astype(np.int64)
        return counts.scaled(often * self.rarity[counts.ids], UNIT)
