"""python -m matching.training.distil: teaches the table of terms what a sentence encoder knows.

The encoder reads every text of the openly licensed sets once. The table is the least-squares answer to: which
numbers for each term, summed over a text, come nearest to what the encoder said of that text?
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
# Word pieces, start and end among them.
LONGEST_READ = 10

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Distilled:
    """The terms, how rare each is, the table, and how much of what was said it accounts for."""

    names: list[str]
    rarity: Floats
    table: Floats
    likeness: float


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
    teacher = Teacher(asked.teacher)
    texts = texts_to_read(asked.data, teacher, held_back(asked.data, asked.without))
    publish(distil(texts, teacher.encode(texts)), len(texts), asked.data, asked.teacher, asked.out)
    return 0


def publish(found: Distilled, texts: int, data: Path, teacher: Path, out: Path) -> None:
    """Write the table at four bits a number, and its card."""
    packed, scale = pack(found.table)
    card: published.Card = {
        "version": VERSION,
        "texts": texts,
        "likeness": found.likeness,
        "teacher": hashlib.sha256((teacher / "model.safetensors").read_bytes()).hexdigest(),
        "sources": corpora.digests(data),
    }
    arrays: published.Arrays = {
        "vocabulary": published.pack_words(found.names),
        "rarity": found.rarity,
        "table": packed,
        "scale": scale,
    }
    published.write(out, arrays, card)


def texts_to_read(folder: Path, teacher: Teacher, unseen: frozenset[str]) -> list[str]:
    """The short texts, and those of the lists however long; long descriptions cost more than they teach."""
    listed = frozenset(corpora.phrases(folder))
    return [
        text
        for text in texts_to_learn(folder)
        if text not in unseen and (text in listed or len(teacher.cut(text)) <= LONGEST_READ)
    ]


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


def distil(texts: Sequence[str], said: Floats) -> Distilled:
    """The table that comes nearest to what the encoder said."""
    counter = CountVectorizer(analyzer=terms, min_df=2, max_features=MOST_TERMS, dtype=np.float32)
    counts = counter.fit_transform(texts).tocsr()
    names = list(counter.get_feature_names_out())
    rarity = rarity_of(counts, names, WORTH_OF_A_PIECE)
    heard = weigh(counts, rarity)
    wanted = _shorten(said)
    table = _solve(heard, wanted)
    missed = float(((wanted - heard @ table) ** 2).sum() / (wanted**2).sum())
    return Distilled(names, rarity, table, round(1 - missed, 4))


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
