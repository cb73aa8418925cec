"""python -m matching.train: learns the product’s sectors from openly licensed sets, and writes them."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from matching import published
from matching.sectors import WEIGHTS
from matching.training import corpora
from matching.training.distil import held_back
from matching.training.fit import DOUBT, Fitted, fit
from matching.vectors import TABLE, WordVectors

VERSION = "1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, learn, write; the same sets give the same bytes."""
    parser = argparse.ArgumentParser(prog="python -m matching.train")
    parser.add_argument("--data", type=Path, required=True, help="one folder for each set")
    parser.add_argument("--vectors", type=Path, default=TABLE, help="the table of terms")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="SET:SEED",
        help="do not learn from what this development split holds back",
    )
    asked = parser.parse_args(arguments)
    vectors = WordVectors.load(asked.vectors)
    lines = shown(corpora.read(asked.data), held_back(asked.data, asked.without))
    learned = fit(lines, vectors)
    publish(learned, vectors, corpora.digests(asked.data), asked.out)
    sys.stderr.write(json.dumps(learned.figures) + "\n")
    return 0


def shown(lines: Sequence[corpora.Line], unseen: frozenset[str]) -> list[corpora.Line]:
    """The lines that were not held back, neither as they are nor with what is said of making things."""
    spoken = unseen | {corpora.made(text) for text in unseen}
    return [line for line in lines if line.text not in spoken]


def publish(learned: Fitted, vectors: WordVectors, sources: dict[str, str], out: Path) -> None:
    """Write the weights, a byte for each, and their card."""
    scale = (np.abs(learned.weights).max(axis=0) / 127).astype(np.float32)
    arrays = {
        "vocabulary": published.pack_words(list(vectors.vocabulary)),
        "weights": np.rint(learned.weights / scale).astype(np.int8),
        "scale": scale,
        "rarity": vectors.rarity,
        "bias": learned.bias,
    }
    card: published.Card = {
        "version": VERSION,
        "sectors": list(learned.sectors),
        "temperature": round(learned.temperature, 6),
        "doubt": DOUBT,
        "figures": learned.figures,
        "sources": sources,
    }
    published.write(out, arrays, card)


if __name__ == "__main__":
    sys.exit(main())
