"""Words to whole numbers: what a text says, and how rare that is among the offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, repeat

import numpy as np

from matching.bags import Bag, Counts, Ints, empty_bag, joined
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


# So many texts are counted at a time.
STRETCH = 8192


class Vocabulary:
    """The words of a set of offers, and how much each tells."""

    def __init__(self, texts: Iterable[list[str]]) -> None:
        found: dict[str, int] = {}
        self._settle(found, list(_counted(texts, found)))

    @classmethod
    def after(
        cls, old: Vocabulary, kept: Ints, texts: Iterable[list[str]], order: Ints
    ) -> Vocabulary:
        """The vocabulary of some texts of another one and of new texts behind them, in `order`."""
        found, made = dict(old.ids), cls.__new__(cls)
        some = old.offers.take(kept)
        times = Bag(old.offers.start, old.offers.ids, old.times.astype(np.int32)).take(kept).much
        stays = Counts(some.rows(), some.ids.astype(np.int64), times.astype(np.int64), len(some))
        made._settle(found, [stays, *_counted(texts, found)])
        often = Bag(made.offers.start, made.offers.ids, made.times.astype(np.int32)).take(order)
        made.offers, made.times = made.offers.take(order), often.much.astype(made.times.dtype)
        return made

    def _settle(self, found: Mapping[str, int], parts: list[Counts]) -> None:
        """Number the words in the order of the alphabet, and weigh all texts."""
        frequency = np.zeros(len(found), np.int64)
        for each in parts:
            frequency += np.bincount(each.ids, minlength=len(found))
        seen = sorted(word for word, number in found.items() if frequency[number])
        self.ids = {word: number for number, word in enumerate(seen)}
        place = np.zeros(len(found), np.int64)
        place[[found[word] for word in seen]] = np.arange(len(seen))
        often = frequency[[found[word] for word in seen]] if seen else np.zeros(0, np.int64)
        total = sum(part.height for part in parts)
        self.rarity = np.rint((np.log2((1 + total) / (1 + often)) + 1) * 64).astype(np.int64)
        bags, times = [empty_bag(0)], [np.zeros(0, np.uint8)]
        while parts:
            # Each part is let go as soon as it is weighed.
            part = parts.pop(0).renumbered(place)
            bags.append(self.weigh(part))
            times.append(part.times.astype(np.min_scalar_type(int(part.times.max(initial=0)))))
        self.offers, self.times = joined(bags), np.concatenate(times)

    def _count(self, documents: Sequence[Sequence[str]]) -> Counts:
        return _counts(documents, self.ids)

    def bag(self, documents: Sequence[Sequence[str]]) -> Bag:
        """Texts as vectors of about `UNIT` length; a text with no known word is empty."""
        if not self.ids:
            return empty_bag(len(documents))
        return self.weigh(self._count(documents))

    def weigh(self, counts: Counts) -> Bag:
        """Counted words as vectors: rare words more, repeated words a little more."""
        often = np.rint((1 + np.log2(counts.times)) * 16).astype(np.int64)
        return counts.scaled(often * self.rarity[counts.ids], UNIT)


def _counts(documents: Sequence[Sequence[str]], known: Mapping[str, int]) -> Counts:
    """How often each text says each word that is known."""
    ids = np.array(list(map(known.get, chain.from_iterable(documents), repeat(-1))), np.int64)
    rows = np.repeat(np.arange(len(documents)), [len(words) for words in documents])
    said = ids >= 0
    return Counts.of(rows[said], ids[said], len(documents), max(1, len(known)))


def _counted(texts: Iterable[list[str]], found: dict[str, int]) -> Iterator[Counts]:
    """The counts of a stretch of texts at a time; words that are new are added to `found`."""
    texts = iter(texts)
    while documents := list(islice(texts, STRETCH)):
        for word in dict.fromkeys(chain.from_iterable(documents)):
            found.setdefault(word, len(found))
        yield _counts(documents, found)
