"""The live offers side by side in memory: one array for each thing to filter or sort by.

A few thousand offers are a few megabytes. Counting what each filter would leave takes the database
a scan for each group of filters; here it takes a thousandth of a second, the same with SQLite and
PostgreSQL, and words are found alike on both.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.opportunities.search import words
from app.opportunities.search.cards import Card

Numbers = NDArray[Any]
Meant = tuple[tuple[tuple[float, str], ...], tuple[str, ...]]
NEVER, ALWAYS = 3_000_000, 0  # day numbers beyond any calendar
TITLE, NAME, TEXT = 3.0, 1.5, 1.0
MOST_BEGINNINGS = 400
MOST_KEPT = 2000
# How much a hit counts, by how it was found.
EXACT, BEGINNING, RELATED, SAME, SLIP = 1.0, 0.8, 0.6, 0.5, 0.4


class Vocabulary:
    """The words that occur, each with a number that stays; shared by one index and the next."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = defaultdict(lambda: len(self.numbers))

    def of(self, card: Card, sector: str) -> tuple[Numbers, Numbers]:
        """Return the numbers of an offer’s words and how much each one says."""
        said = dict.fromkeys((*words.tokens(sector), *card.more), TEXT)
        said.update(dict.fromkeys(card.named, NAME))
        said.update(dict.fromkeys(card.words, TITLE))
        # A lambda with side effects must not be asked by two threads: the holder’s lock sees to it.
        return (
            np.fromiter((self.numbers[word] for word in said), np.int32, len(said)),
            np.fromiter(said.values(), np.float32, len(said)),
        )


class Index:
    """The offers on show on any day, ready to be searched."""

    def __init__(
        self,
        cards: Mapping[int, Card],
        sectors: Sequence[str],
        vocabulary: Vocabulary,
        spoken: Mapping[int, tuple[Numbers, Numbers]],
    ) -> None:
        self.cards = list(cards.values())
        self.count = len(self.cards)
        self.sectors = list(sectors)
        self.outwards = sorted({card.outward for card in self.cards if card.outward})
        self._meant: dict[str, Meant] = {}
        self._spell(vocabulary, [spoken[card.id] for card in self.cards])

    def _spell(self, vocabulary: Vocabulary, said: list[tuple[Numbers, Numbers]]) -> None:
        sizes = np.fromiter((len(numbers) for numbers, _ in said), np.int64, self.count)
        numbers = np.concatenate([n for n, _ in said]) if said else np.zeros(0, np.int32)
        weights = np.concatenate([w for _, w in said]) if said else np.zeros(0, np.float32)
        order = np.argsort(numbers, kind="stable")
        self._docs = np.repeat(np.arange(self.count, dtype=np.int32), sizes)[order]
        self._weights = weights[order]
        self._starts = np.searchsorted(numbers[order], np.arange(len(vocabulary.numbers) + 1))
        self._numbers = dict(vocabulary.numbers)
        used = np.diff(self._starts) > 0
        self._sorted = sorted(word for word, n in self._numbers.items() if used[n])

    def _days(self, name: str, unknown: int) -> Numbers:
        found = (getattr(card, name) for card in self.cards)
        return np.fromiter((d.toordinal() if d else unknown for d in found), np.int32, self.count)

    def _flags(self, values: Any) -> Numbers:
        return np.fromiter(values, np.bool_, self.count)

    def _whole(self, name: str, unknown: int) -> Numbers:
        found = (getattr(card, name) for card in self.cards)
        return np.fromiter((unknown if n is None else n for n in found), np.int32, self.count)

    def codes(self, name: str, known: Sequence[Any]) -> Numbers:
        """Return for each offer which of these values it has; -1 for none of them."""
        place = {value: number for number, value in enumerate(known)}
        found = (place.get(getattr(card, name), -1) for card in self.cards)
        return np.fromiter(found, np.int16, self.count)

    @cached_property
    def orders(self) -> dict[str, Numbers]:
        """All offers in each order that does not depend on what is looked for; ties by number."""
        latest = np.arange(self.count)[::-1]
        return {
            "soonest": np.argsort(self.days["start"], kind="stable"),
            "closing": np.argsort(self.days["closes"], kind="stable"),
            "newest": latest[np.argsort(-self.days["opens"][latest], kind="stable")],
        }

    @cached_property
    def days(self) -> dict[str, Numbers]:
        """Dates as day numbers: start and closes unknown are never, opens unknown is long ago."""
        unknown = {"start": NEVER, "closes": NEVER, "opens": ALWAYS}
        return {name: self._days(name, day) for name, day in unknown.items()}

    @cached_property
    def ages(self) -> tuple[Numbers, Numbers]:
        """The youngest and the oldest age; not said is open to all."""
        return self._whole("min_age", 0), self._whole("max_age", 200)

    @cached_property
    def flags(self) -> dict[str, Numbers]:
        """What is true or not of each offer."""
        found = {
            name: self._flags(getattr(card, name) for card in self.cards)
            for name in ("paid", "remote", "first_step", "part_time")
        }
        known = self._flags(card.hours is not None for card in self.cards)
        return found | {"full_time": known & ~found["part_time"]}

    @cached_property
    def position(self) -> tuple[Numbers, Numbers]:
        """Latitude and longitude in degrees, not-a-number where they are not known."""
        north = (card.latitude for card in self.cards)
        east = (card.longitude for card in self.cards)
        return (
            np.fromiter((np.nan if v is None else v for v in north), np.float64, self.count),
            np.fromiter((np.nan if v is None else v for v in east), np.float64, self.count),
        )

    def score(self, word: str) -> Numbers:
        """Return how well each offer answers one word; 0 where it does not."""
        best = np.zeros(self.count, np.float32)
        for quality, known in self.meant(word)[0]:
            number = self._numbers[known]
            here = slice(self._starts[number], self._starts[number + 1])
            docs, weights = self._docs[here], self._weights[here]
            best[docs] = np.maximum(best[docs], weights * quality)
        found = np.count_nonzero(best)
        # How rare a word is among the offers, as BM25 counts it.
        return best * np.float32(np.log1p((self.count - found + 0.5) / (found + 0.5)) + 0.1)

    def meant(self, word: str) -> Meant:
        """Return the known words somebody may mean, each with how much it counts, and what to say.

        The second part is empty unless something else than the word typed was looked for.
        """
        if word not in self._meant:
            if len(self._meant) > MOST_KEPT:
                self._meant.clear()
            self._meant[word] = self._mean(word)
        return self._meant[word]

    def _mean(self, word: str) -> Meant:
        found = self._beginning(word, BEGINNING)
        if word in self._numbers and self._used(word):
            found[word] = EXACT
        same = [other for other in words.OTHERS.get(word, ()) if self._used(other)]
        for other in same:
            found.setdefault(other, SAME)
        root = words.stem(word)
        for other in self._beginning(root, RELATED) if root else ():
            found.setdefault(other, RELATED)
        said = tuple(same)
        if not found:
            slips = sorted(words.slips(word, self._near(word)))[:6] if len(word) > 3 else []
            found, said = dict.fromkeys(slips, SLIP), tuple(slips)
        return tuple((quality, known) for known, quality in found.items()), said

    def _used(self, word: str) -> bool:
        at = bisect.bisect_left(self._sorted, word)
        return at < len(self._sorted) and self._sorted[at] == word

    def _beginning(self, word: str, quality: float) -> dict[str, float]:
        if len(word) < 2:
            return {}
        begin = bisect.bisect_left(self._sorted, word)
        end = bisect.bisect_left(self._sorted, word + "\U0010ffff")
        return dict.fromkeys(self._sorted[begin : min(end, begin + MOST_BEGINNINGS)], quality)

    def _near(self, word: str) -> list[str]:
        begin = bisect.bisect_left(self._sorted, word[0])
        end = bisect.bisect_left(self._sorted, word[0] + "\U0010ffff")
        return self._sorted[begin:end]
