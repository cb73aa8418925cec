"""Which occupation an O*NET sentence is from: the file does not say, but goes through them one by one.

The likeliest way through: each sentence belongs to the same occupation as the one before it or to a later
one, numbers that lie together stay together, and the words of the titles decide the rest.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

TITLES = (
    ("Alternate_Titles.csv", "Alternate Title"),
    ("Sample_of_Reported_Titles.csv", "Reported Job Title"),
)
CODE = "O*NET-SOC Code"
MOST_TITLES = 40
NEAR = 30
LOOK_BACK = 12
WORTH_OF_WORDS = 3.0
PRICE_OF_STAYING = 1.5
PRICE_OF_LEAVING = 4.0
PRICE_OF_SKIPPING = 0.05

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Occupation:
    """An occupation, what the taxonomy says of it, and every text that is its own."""

    code: str
    said: str
    texts: tuple[str, ...]


def occupations(folder: Path) -> list[Occupation]:
    """The visible occupations in the order of their codes."""
    titles: dict[str, list[str]] = {}
    for file, column in TITLES:
        for row in _rows(folder / file):
            titles.setdefault(row[CODE], []).append(row[column])
    return [
        Occupation(
            row[CODE],
            f"{row['Title']}. {row['Description']}",
            (row["Title"], row["Description"], *titles.get(row[CODE], [])),
        )
        for row in _rows(folder / "Occupation_Data.csv")
    ]


def occupation_of(lines: Sequence[dict[str, str]], known: Sequence[Occupation]) -> dict[str, str]:
    """The likeliest occupation of each line, by the line's id."""
    told = [" ".join(each.texts[: MOST_TITLES + 2]) for each in known]
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    words.fit([line["text"] for line in lines] + told)
    found: dict[str, str] = {}
    for sector in sorted({line["sector"] for line in lines}):
        own = [line for line in lines if line["sector"] == sector]
        kinds = [number for number, each in enumerate(known) if each.code.startswith(sector)]
        spoken = words.transform([line["text"] for line in own])
        alike = (spoken @ words.transform([told[number] for number in kinds]).T).toarray()
        path = _path(WORTH_OF_WORDS * alike, np.array([int(line["id"][1:]) for line in own]))
        found |= {line["id"]: known[kinds[step]].code for line, step in zip(own, path, strict=True)}
    return found


def _path(alike: Scores, numbers: NDArray[np.intp]) -> list[int]:
    many, kinds = alike.shape
    skipped = PRICE_OF_SKIPPING * np.arange(kinds)
    best, back = alike[0] - skipped, np.zeros((many, kinds), dtype=np.intp)
    for step in range(1, many):
        before = numbers[max(0, step - LOOK_BACK) : step]
        near = bool(np.abs(numbers[step] - before).min() <= NEAR)
        left = np.concatenate([[-np.inf], np.maximum.accumulate(best + skipped)[:-1]])
        moved = left - skipped + PRICE_OF_SKIPPING - (PRICE_OF_LEAVING if near else 0)
        stayed = best - (0 if near else PRICE_OF_STAYING)
        came = _where_highest(best + skipped)
        back[step] = np.where(stayed >= moved, np.arange(kinds), came)
        best = np.maximum(stayed, moved) + alike[step]
    path = [int(best.argmax())]
    for step in range(many - 1, 0, -1):
        path.append(int(back[step, path[-1]]))
    return path[::-1]


def _where_highest(values: Scores) -> NDArray[np.intp]:
    # For each place, where among the places before it the highest value stands.
    highest = np.zeros(values.size, dtype=np.intp)
    for place in range(1, values.size):
        last = highest[place - 1]
        highest[place] = place - 1 if values[place - 1] > values[last] else last
    return highest


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
