"""python -m matching.training.measure: how well the classifier does on kinds of text it was not shown.

Whole occupations, classes or frameworks are held back, never single lines, several times over. The table
of terms that ships has read the texts (never their sectors), which flatters a little: `distil --without`
makes a table that has not.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.classifier import TextClassifier
from matching.sector_quality import calibration_error
from matching.sectors import SectorModel
from matching.training.splits import SETS, Split, split
from matching.vectors import WordVectors

PUBLIC = "MATCHING_PUBLIC_DATA"

Figures = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """For each set and seed: learn from what is shown, ask about what is held back, say how it went."""
    parser = argparse.ArgumentParser(prog="python -m matching.training.measure")
    parser.add_argument("--data", type=Path, default=os.environ.get(PUBLIC), help=f"or ${PUBLIC}")
    parser.add_argument("--set", dest="names", action="append", choices=SETS)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--vectors", type=Path, help="another table of terms")
    parser.add_argument(
        "--sectors", type=Path, help="other weights for the sectors of the campaign"
    )
    asked = parser.parse_args(arguments)
    if asked.data is None:
        parser.error(f"say where the public sets are: --data DIR or ${PUBLIC}")
    vectors, sectors = WordVectors.load(asked.vectors), SectorModel.load(asked.sectors)
    for name in asked.names or SETS:
        found = []
        for seed in asked.seeds:
            found.append(measured(split(asked.data / name, seed), vectors, sectors))
            _say({"set": name, "seed": seed, **found[-1]})
        mean = {key: round(float(np.mean([one[key] for one in found])), 4) for key in found[0]}
        _say({"set": name, "seed": "mean", **mean})
    return 0


def measured(split: Split, vectors: WordVectors, sectors: SectorModel) -> Figures:
    """The figures of one split."""
    start = time.perf_counter()
    learned = TextClassifier(vectors, sectors).fit(
        split.areas, [(line.text, line.sector) for line in split.shown]
    )
    fitted = time.perf_counter()
    chances = learned.chances([line.text for line in split.held])
    ended = time.perf_counter()
    truth = np.searchsorted(learned.sectors_, [line.sector for line in split.held])
    return {
        **figures(chances, truth),
        "seconds_to_learn": round(fitted - start, 1),
        "seconds_per_1000": round(1000 * (ended - fitted) / truth.size, 3),
    }


def figures(chances: NDArray[np.float32], truth: NDArray[np.intp]) -> Figures:
    """nDCG at 3 (one right answer), accuracy, and how far the first chance is from being right."""
    own = chances[np.arange(truth.size), truth][:, None]
    above = (chances > own).sum(axis=1)
    gain = np.where(above < 3, 1 / np.log2(above + 2), 0)
    return {
        "texts": int(truth.size),
        "ndcg_at_3": round(float(gain.mean()), 4),
        "accuracy": round(float((above == 0).mean()), 4),
        "calibration_error": round(calibration_error(chances.max(axis=1), above == 0), 4),
    }


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
