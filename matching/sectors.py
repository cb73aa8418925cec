"""Sectors from words: the model that ships with the product, read from numbers, never from a pickle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching import published
from matching.refusals import without_refusals
from matching.text import EMPTY_WORDS, pieces, slips, stem, terms_of, words
from matching.vectors import count, weigh

WEIGHTS = Path(__file__).parent / "weights" / "sectors.npz"
UNKNOWN = ""
SHORTEST_TO_MEND = 5

Floats = NDArray[np.float32]
DamagedWeights = published.DamagedWeights


def meaningful(text: str) -> list[str]:
    """The words of a text that may speak for a sector: no empty words, nothing the writer says no to."""
    return [word for word in words(without_refusals(text)) if word not in EMPTY_WORDS]


def analyse(text: str) -> list[str]:
    """The terms of the words that may speak for a sector."""
    return terms_of(meaningful(text))


@dataclass(frozen=True)
class SectorModel:
    """Straight lines through words and pieces of words, with chances that may be believed."""

    sectors: tuple[str, ...]
    vocabulary: dict[str, int]
    weights: Floats
    rarity: Floats
    bias: Floats
    card: dict[str, Any]

    @classmethod
    def load(cls, path: str | Path | None = None) -> Self:
        """Read the published model; raise DamagedWeights if a single byte of it has changed."""
        arrays, card = published.read(Path(path) if path is not None else WEIGHTS)
        vocabulary = published.unpack_words(arrays["vocabulary"])
        weights = arrays["weights"].astype(np.float32) * arrays["scale"]
        sectors = tuple(card["sectors"])
        return cls(sectors, vocabulary, weights, arrays["rarity"], arrays["bias"], card)

    def rank(self, texts: Sequence[str], top: int = 3) -> list[list[tuple[str, float]]]:
        """The likeliest sectors of each text; what it leaves open is nobody’s, so less than 1 in all."""
        return [self._first(chances, top) for chances in self.chances(texts)]

    def chances(self, texts: Sequence[str]) -> Floats:
        """The chance of every sector, and of none of them, for every text."""
        logits = self.logits(self._terms(text) for text in texts)
        logits /= np.float32(self.card["temperature"])
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances: Floats = raised / raised.sum(axis=1, keepdims=True)
        return chances

    def heard(self, texts: Sequence[str]) -> sp.csr_matrix:
        """The weight of every known term in every text."""
        return self._weighed(self._terms(text) for text in texts)

    def logits(self, cut: Iterable[list[str]]) -> Floats:
        """How much speaks for every sector, and for none of them, in texts cut into terms already."""
        logits: Floats = self._weighed(cut) @ self.weights + self.bias
        return logits

    def _weighed(self, cut: Iterable[list[str]]) -> sp.csr_matrix:
        return weigh(count(cut, self.vocabulary), self.rarity, self.card["doubt"])

    def evidence(self, text: str, sector: str, n: int = 3) -> list[str]:
        """The words of the text that spoke most for a sector, strongest first."""
        column = self.sectors.index(sector)
        spoke = {word: self._for(word, column) for word in dict.fromkeys(meaningful(text))}
        ordered = sorted(spoke, key=lambda word: (-spoke[word], word))
        return [word for word in ordered if spoke[word] > 0][:n]

    @cached_property
    def _contrast(self) -> Floats:
        contrast: Floats = self.weights - self.weights.mean(axis=1, keepdims=True)
        return contrast

    def _terms(self, text: str) -> list[str]:
        return terms_of([self._mended(word) for word in meaningful(text)])

    def _mended(self, word: str) -> str:
        # Only a word that nobody has used is mended, and to the commonest word one slip away.
        if len(word) < SHORTEST_TO_MEND or stem(word) in self.vocabulary:
            return word
        meant = [other for other in slips(word) if stem(other) in self.vocabulary]
        return min(meant, key=self._rare, default=word)

    def _rare(self, word: str) -> tuple[float, str]:
        return float(self.rarity[self.vocabulary[stem(word)]]), word

    def _for(self, word: str, column: int) -> float:
        meant = self._mended(word)
        found = [stem(meant), *pieces(meant)]
        rows = [self.vocabulary[term] for term in found if term in self.vocabulary]
        return float(self.rarity[rows] @ self._contrast[rows, column])

    def _first(self, chances: Floats, top: int) -> list[tuple[str, float]]:
        named = zip(self.sectors, chances.tolist(), strict=True)
        known = [(sector, chance) for sector, chance in named if sector != UNKNOWN]
        return sorted(known, key=lambda pair: (-pair[1], pair[0]))[:top]
