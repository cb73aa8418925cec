"""python -m matching.training.measure: how well the classifier does on kinds of text it was not shown.

Whole classes or frameworks are held back, never single lines. The table of terms has read the texts
(never their sectors), so these figures flatter a little.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.classifier import Area, TextClassifier
from matching.training.fit import calibration_error
from matching.vectors import WordVectors

FOLDS = 5
GROUPS = {
    "sic2007": ("classes.csv", "text", "sic"),
    "uk_apprenticeship_frameworks": ("frameworks.csv", "Title", "FrameworkName"),
}


@dataclass(frozen=True)
class Line:
    """A text, its sector and the group it is held back with."""

    text: str
    sector: str
    group: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn from four folds in five, ask about the fifth, say how it went."""
    parser = argparse.ArgumentParser(prog="python -m matching.training.measure")
    parser.add_argument("--data", type=Path, required=True, help="one folder for each set")
    parser.add_argument("--set", dest="name", required=True, choices=GROUPS)
    parser.add_argument("--fold", type=int, default=0, choices=range(FOLDS))
    parser.add_argument("--vectors", type=Path, help="another table of terms")
    asked = parser.parse_args(arguments)
    areas = [Area(**area) for area in _records(asked.data / asked.name / "taxonomy.jsonl")]
    shown, held = _split(list(_lines(asked.data / asked.name)), asked.fold)
    learned = TextClassifier(WordVectors.load(asked.vectors))
    learned.fit(areas, [(line.text, line.sector) for line in shown])
    start = time.perf_counter()
    chances = learned.chances([line.text for line in held])
    seconds = time.perf_counter() - start
    figures = _figures(chances, np.searchsorted(learned.sectors_, [one.sector for one in held]))
    per_thousand = round(1000 * seconds / len(held), 3)
    sys.stdout.write(json.dumps({**figures, "seconds_per_1000": per_thousand}) + "\n")
    return 0


def _records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def _lines(folder: Path) -> Iterator[Line]:
    file, text, group = GROUPS[folder.name]
    with (folder / file).open(encoding="utf-8", newline="") as opened:
        group_of = {row[text]: row[group] for row in csv.DictReader(opened)}
    for each in _records(folder / "train.jsonl"):
        yield Line(each["text"], each["sector"], group_of.get(each["text"], each["text"]))


def _split(lines: list[Line], fold: int) -> tuple[list[Line], list[Line]]:
    chance = np.random.default_rng(0)
    out: set[tuple[str, str]] = set()
    for sector in sorted({line.sector for line in lines}):
        groups = sorted({line.group for line in lines if line.sector == sector})
        mixed = chance.permutation(len(groups))
        out |= {(sector, groups[one]) for n, one in enumerate(mixed) if n % FOLDS == fold}
    shown = [line for line in lines if (line.sector, line.group) not in out]
    known = {line.text.casefold() for line in shown}
    held = [line for line in lines if (line.sector, line.group) in out]
    return shown, [line for line in held if line.text.casefold() not in known]


def _figures(chances: NDArray[np.float32], truth: NDArray[np.intp]) -> dict[str, float]:
    own = chances[np.arange(truth.size), truth][:, None]
    above = (chances > own).sum(axis=1)
    gain = np.where(above < 3, 1 / np.log2(above + 2), 0)
    return {
        "texts": int(truth.size),
        "ndcg_at_3": round(float(gain.mean()), 4),
        "accuracy": round(float((above == 0).mean()), 4),
        "calibration_error": round(calibration_error(chances.max(axis=1), above == 0), 4),
    }


if __name__ == "__main__":
    sys.exit(main())
