"""Products of the bags of pairs: what two texts share, which skills are held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.bags import Ints

Wide = NDArray[np.int32]
Narrow = tuple[NDArray[Any], NDArray[Any]]


class Products:
    """The products of some pairs, made when they are asked for.

    The rows' bags are laid out wide; the columns' bags lie side by side and are looked up in
    them. Texts share one bag of words on the side of the offers, so its look-up is made once.
    """

    def __init__(
        self, wide: Mapping[str, Wide], narrow: Mapping[str, Narrow], rows: Ints, columns: Ints
    ) -> None:
        self.wide, self.narrow = wide, narrow
        self.rows, self.columns = rows, columns
        self.looked_up: dict[tuple[int, int], tuple[Ints, NDArray[np.int32]]] = {}

    def __call__(self, term: str) -> Ints:
        """The product of the two bags a term compares, for each pair."""
        if term not in self.wide:
            return np.zeros(len(self.rows), np.int64)
        flat, much = self._look_up(term)
        found = self.wide[term].ravel().take(flat)
        # 32 bits are enough: no product of two texts of unit length passes 2**21.
        total: Ints = np.einsum("ij,ij->i", found, much).astype(np.int64)
        return total

    def _look_up(self, term: str) -> tuple[Ints, NDArray[np.int32]]:
        ids, much = self.narrow[term]
        width = self.wide[term].shape[1]
        key = (id(ids), width)
        if key not in self.looked_up:
            flat = ids[self.columns] + (self.rows * width)[:, None]
            self.looked_up[key] = (flat, much[self.columns].astype(np.int32))
        return self.looked_up[key]
