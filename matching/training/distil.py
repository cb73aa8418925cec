"""python -m matching.training.distil: teaches the table of terms what a sentence encoder knows.

The encoder reads every text of the openly licensed sets once. The table is the least-squares answer to: which
numbers for each term, summed over a text, come nearest to what the encoder said of that text?
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer

from matching import published
from matching.text import terms, words
from matching.training import corpora
from matching.training.splits import split
from matching.training.teacher import Teacher
from matching.vectors import TABLE, pack, weigh

VERSION = "2"
MOST_TERMS = 80_000
MOST_PAIRS = 25_000
NUMBERS = 256
STIFFNESS = 1.0
ROUNDS = 20
WORTH_OF_A_PIECE = 0.5

Floats = NDArray[np.float32]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, encode, solve, write."""
    parser = argparse.ArgumentParser(prog="python -m matching.training.distil")
    parser.add_argument("--data", type=Path, required=True, help="one folder for each set")
    parser.add_argument("--teacher", type=Path, required=True, help="the encoder’s files")
    parser.add_argument("--out", type=Path, default=TABLE, help="where the table goes")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="SET:SEED",
        help="do not read what this development split holds back",
    )
    asked = parser.parse_args(arguments)
    unseen = held_back(asked.data, asked.without)
    texts = [text for text in texts_to_learn(asked.data) if text not in unseen]
    said = Teacher(asked.teacher).encode(texts)
    names, rarity, table, likeness = distil(texts, said)
    packed, scale = pack(table)
    weights = (asked.teacher / "model.safetensors").read_bytes()
    card: published.Card = {
        "version": VERSION,
        "texts": len(texts),
        "likeness": likeness,
        "teacher": hashlib.sha256(weights).hexdigest(),
        "sources": corpora.digests(asked.data),
    }
    arrays: published.Arrays = {
        "vocabulary": published.pack_words(names),
        "rarity": rarity,
        "table": packed,
        "scale": scale,
    }
    published.write(asked.out, arrays, card)
    return 0


def held_back(folder: Path, splits: Sequence[str]) -> frozenset[str]:
    """Every text of the development splits that may not be read."""
    named = (each.rpartition(":") for each in splits)
    return frozenset().union(*(split(folder / name, int(seed)).unseen for name, _, seed in named))


def texts_to_learn(folder: Path) -> list[str]:
    """Every text of the sets, every word in them, and the pairs of words that come most often."""
    texts = list(dict.fromkeys(corpora.texts(folder)))
    alone: Counter[str] = Counter()
    paired: Counter[str] = Counter()
    for text in texts:
        found = [word for word in words(text) if len(word) > 1]
        alone.update(found)
        paired.update(f"{left} {right}" for left, right in pairwise(found))
    return list(
        dict.fromkeys([*texts, *alone, *(pair for pair, _ in paired.most_common(MOST_PAIRS))])
    )


def distil(texts: Sequence[str], said: Floats) -> tuple[list[str], Floats, Floats, float]:
    """The terms, how rare each is, the table, and how much of what was said it accounts for."""
    counter = CountVectorizer(analyzer=terms, min_df=2, max_features=MOST_TERMS, dtype=np.float32)
    counts = counter.fit_transform(texts).tocsr()
    names = list(counter.get_feature_names_out())
    rarity = rarity_of(counts, names, WORTH_OF_A_PIECE)
    heard = weigh(counts, rarity)
    wanted = _shorten(said)
    table = _solve(heard, wanted)
    missed = float(((wanted - heard @ table) ** 2).sum() / (wanted**2).sum())
    return names, rarity, table, round(1 - missed, 4)


def rarity_of(counts: sp.csr_matrix, names: Sequence[str], worth_of_a_piece: float) -> Floats:
    """How much each term is worth before anything is learned; a piece of a word less than a word."""
    found = np.bincount(counts.indices, minlength=counts.shape[1])
    rare = np.log((1 + counts.shape[0]) / (1 + found)) + 1
    worth = np.where([name.startswith("~") for name in names], worth_of_a_piece, 1.0)
    rarity: Floats = (rare * worth).astype(np.float32)
    return rarity


def _shorten(said: Floats) -> Floats:
    centred = said - said.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    shorter: Floats = centred @ directions[:, ::-1][:, :NUMBERS]
    return shorter


def _solve(heard: sp.csr_matrix, wanted: Floats) -> Floats:
    # Conjugate gradients, all columns at once, each term scaled by how often it is heard.
    back = heard.T.tocsr()
    often = np.asarray(heard.multiply(heard).sum(axis=0)).ravel().astype(np.float32)
    scale = (1 / (often + STIFFNESS))[:, None]
    left = np.asarray(back @ wanted)
    table = np.zeros_like(left)
    step = scale * left
    size = (left * step).sum(axis=0)
    for _ in range(ROUNDS):
        moved = back @ (heard @ step) + STIFFNESS * step
        far = size / ((step * moved).sum(axis=0) + 1e-20)
        table += far * step
        left -= far * moved
        before, size = size, (left * left * scale).sum(axis=0)
        step = scale * left + size / (before + 1e-30) * step
    return table


if __name__ == "__main__":
    sys.exit(main())
