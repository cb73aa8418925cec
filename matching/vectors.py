"""Texts as rows of numbers in which near meanings are near, from a table that ships with the product."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching import published
from matching.text import terms

TABLE = Path(__file__).parent / "weights" / "vectors.npz"

UNKNOWN = -1

Floats = NDArray[np.float32]


def count(cut: Iterable[list[str]], vocabulary: dict[str, int]) -> sp.csr_matrix:
    """How often each known term is in each text, the texts cut into terms."""
    rows: list[int] = []
    ends = [0]
    for found in cut:
        rows += [vocabulary.get(term, UNKNOWN) for term in found]
        ends.append(len(rows))
    every = np.array(rows, dtype=np.int32)
    known = every != UNKNOWN
    kept = np.concatenate([[0], np.cumsum(known)])[ends]
    ones = np.ones(int(kept[-1]), dtype=np.float32)
    counts = sp.csr_matrix((ones, every[known], kept), shape=(len(ends) - 1, len(vocabulary)))
    counts.sum_duplicates()
    return counts


def weigh(counts: sp.csr_matrix, rarity: Floats, doubt: float = 0.0) -> sp.csr_matrix:
    """Counts to weights: rare terms more, repeats less, every text as long as any other.

    With some doubt, a text with little in it stays shorter than one with much.
    """
    spoken = counts.copy()
    spoken.data = ((1 + np.log(spoken.data)) * rarity[spoken.indices]).astype(np.float32)
    squares = np.asarray(spoken.multiply(spoken).sum(axis=1)).ravel() + doubt
    lengths = np.sqrt(np.where(squares > 0, squares, 1)).astype(np.float32)
    return sp.csr_matrix(sp.diags(1 / lengths) @ spoken)


@dataclass(frozen=True)
class WordVectors:
    """A table of terms; the vector of a text is the weighed sum of its terms."""

    vocabulary: dict[str, int]
    rarity: Floats
    table: Floats
    card: dict[str, Any]

    @classmethod
    def load(cls, path: str | Path | None = None) -> Self:
        """Read the published table; raise DamagedWeights if a single byte of it has changed."""
        arrays, card = published.read(Path(path) if path is not None else TABLE)
        vocabulary = published.unpack_words(arrays["vocabulary"])
        return cls(vocabulary, arrays["rarity"], unpack(arrays["table"], arrays["scale"]), card)

    def of(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 for each text; a row of zeros where no word is known."""
        return self.of_terms(terms(text) for text in texts)

    def of_terms(self, cut: Iterable[list[str]]) -> Floats:
        """The same for texts that are cut into terms already."""
        summed = weigh(count(cut, self.vocabulary), self.rarity) @ self.table
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        rows: Floats = summed / np.where(lengths > 0, lengths, 1)
        return rows


def pack(table: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """The table at four bits a number, two to a byte, and the size of each row."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12) / 7
    steps = (np.rint(table / scale) + 8).astype(np.uint8)
    return steps[:, ::2] << 4 | steps[:, 1::2], scale.astype(np.float32)


def unpack(packed: NDArray[np.uint8], scale: Floats) -> Floats:
    """The table as numbers again."""
    table = np.empty((packed.shape[0], packed.shape[1] * 2), dtype=np.float32)
    table[:, ::2] = packed >> 4
    table[:, 1::2] = packed & 15
    table -= 8
    table *= scale
    return table
