"""Sectors from words: the model that ships with the product, read from numbers that are checked, never from a pickle."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matching.text import EMPTY_WORDS, pieces, stem, terms_of, words

WEIGHTS = Path(__file__).parent / "weights" / "sectors.npz"
UNKNOWN = ""

_NOT = frozenset(
    ["not", "dont", "never", "hate", "dislike", "no", "cannot", "cant", "wont", "without", "isnt"]
)
_BUT = frozenset(["but", "except", "though", "although", "instead", "rather", "prefer", "want"])
_NOT_A_NO = frozenset(["mind", "wait", "stop", "just", "only", "bored"])
_REACH_OF_A_NO = 6

Floats = NDArray[np.float32]


class DamagedWeights(ValueError):
    """The weights on disk are not the ones that were published."""


def meaningful(text: str) -> list[str]:
    """The words of a text that may speak for a sector: no empty words, nothing the writer says no to."""
    kept: list[str] = []
    silent = 0
    found = words(text)
    for position, word in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else ""
        silent = _reach(word, following, silent)
        if not silent and word not in EMPTY_WORDS:
            kept.append(word)
    return kept


def _reach(word: str, following: str, silent: int) -> int:
    if word in _NOT and following not in _NOT_A_NO:
        return _REACH_OF_A_NO
    if word in _BUT:
        return 0
    return max(silent - 1, 0)


def digest_of(arrays: bytes, card: dict[str, Any]) -> str:
    """One digest over the numbers and everything the card says about them."""
    said = {key: value for key, value in card.items() if key != "digest"}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(arrays + text.encode()).hexdigest()


@dataclass(frozen=True)
class SectorModel:
    """A linear model over words and pieces of words, with probabilities that may be believed."""

    sectors: tuple[str, ...]
    vocabulary: dict[str, int]
    weights: Floats
    rarity: Floats
    bias: Floats
    card: dict[str, Any]

    @classmethod
    def load(cls, path: str | Path | None = None) -> Self:
        """Read the published model; raise DamagedWeights if a single byte of it has changed."""
        weights = Path(path) if path is not None else WEIGHTS
        arrays = weights.read_bytes()
        card = _card_beside(weights)
        if digest_of(arrays, card) != card.get("digest"):
            raise DamagedWeights(f"{weights.name} is not the model that its card describes")
        with np.load(BytesIO(arrays), allow_pickle=False) as read:
            names = bytes(read["vocabulary"]).decode().split("\n")
            scaled = read["weights"].astype(np.float32) * read["scale"]
            known = {name: row for row, name in enumerate(names)}
            return cls(tuple(card["sectors"]), known, scaled, read["rarity"], read["bias"], card)

    def rank(self, texts: Sequence[str], top: int = 3) -> list[list[tuple[str, float]]]:
        """The likeliest sectors of each text; what the text leaves open is left out, so they need not add up to 1."""
        return [self._first(self._chances(text), top) for text in texts]

    def evidence(self, text: str, sector: str, n: int = 3) -> list[str]:
        """The words of the text that spoke most for a sector, strongest first."""
        column = self.sectors.index(sector)
        spoke: dict[str, float] = {}
        for word in dict.fromkeys(meaningful(text)):
            spoke[word] = self._for(word, column)
        ordered = sorted(spoke, key=lambda word: (-spoke[word], word))
        return [word for word in ordered if spoke[word] > 0][:n]

    @cached_property
    def _contrast(self) -> Floats:
        contrast: Floats = self.weights - self.weights.mean(axis=1, keepdims=True)
        return contrast

    def _for(self, word: str, column: int) -> float:
        rows = self._known([stem(word), *pieces(word)])
        return float(self.rarity[rows] @ self._contrast[rows, column])

    def _known(self, found: Iterable[str]) -> list[int]:
        return [self.vocabulary[term] for term in found if term in self.vocabulary]

    def _chances(self, text: str) -> Floats:
        heard = Counter(self._known(terms_of(meaningful(text))))
        rows = np.fromiter(heard.keys(), dtype=np.intp, count=len(heard))
        often = np.fromiter(heard.values(), dtype=np.float32, count=len(heard))
        spoken = (1 + np.log(often)) * self.rarity[rows]
        length = np.sqrt(spoken @ spoken + np.float32(self.card["doubt"]))
        logits = (spoken / length) @ self.weights[rows] + self.bias
        shifted = np.exp((logits - logits.max()) / np.float32(self.card["temperature"]))
        chances: Floats = shifted / shifted.sum()
        return chances

    def _first(self, chances: Floats, top: int) -> list[tuple[str, float]]:
        known = [
            (sector, float(chance))
            for sector, chance in zip(self.sectors, chances)
            if sector != UNKNOWN
        ]
        return sorted(known, key=lambda pair: (-pair[1], pair[0]))[:top]


def _card_beside(weights: Path) -> dict[str, Any]:
    card: dict[str, Any] = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
    return card
