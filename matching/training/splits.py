"""Development splits of the public sets: whole occupations, classes or frameworks are held back."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matching.classifier import Area
from matching.training.occupations import Occupation, occupation_of, occupations

ONET = "onet"
SHARE = 0.3
GROUPS = {
    "sic2007": ("classes.csv", "text", "sic"),
    "uk_apprenticeship_frameworks": ("frameworks.csv", "Title", "FrameworkName"),
}
SETS = (*GROUPS, ONET)


@dataclass(frozen=True)
class Line:
    """A text, its sector and the group it is held back with."""

    text: str
    sector: str
    group: str


@dataclass(frozen=True)
class Split:
    """What is shown, what is held back, and a taxonomy that does not speak of what is held back."""

    areas: tuple[Area, ...]
    shown: tuple[Line, ...]
    held: tuple[Line, ...]
    unseen: frozenset[str]


def split(folder: Path, seed: int) -> Split:
    """Hold back three tenths of the groups of each sector; drop what was shown word for word."""
    lines = list(_lines(folder))
    out = _drawn(lines, np.random.default_rng(seed))
    shown = tuple(line for line in lines if (line.sector, line.group) not in out)
    known = {_plain(line.text) for line in shown}
    held = tuple(line for line in lines if (line.sector, line.group) in out)
    groups = {group for _, group in out}
    gone = [each for each in _known(folder) if each.code in groups]
    titles = {text for each in gone for text in each.texts}
    return Split(
        areas=tuple(_without(Area(**area), gone) for area in _records(folder / "taxonomy.jsonl")),
        shown=shown,
        held=tuple(line for line in held if _plain(line.text) not in known),
        unseen=frozenset({line.text for line in held} | titles),
    )


def _drawn(lines: list[Line], chance: np.random.Generator) -> set[tuple[str, str]]:
    out: set[tuple[str, str]] = set()
    for sector in sorted({line.sector for line in lines}):
        groups = sorted({line.group for line in lines if line.sector == sector})
        mixed = chance.permutation(len(groups))[: round(SHARE * len(groups))]
        out |= {(sector, groups[number]) for number in mixed}
    return out


def _lines(folder: Path) -> Iterator[Line]:
    records = list(_records(folder / "train.jsonl"))
    if folder.name == ONET:
        group_of = occupation_of(records, _known(folder))
        groups = [group_of[each["id"]] for each in records]
    else:
        file, text, group = GROUPS[folder.name]
        with (folder / file).open(encoding="utf-8", newline="") as opened:
            named = {row[text]: row[group] for row in csv.DictReader(opened)}
        groups = [named.get(each["text"], each["text"]) for each in records]
    for each, own in zip(records, groups, strict=True):
        yield Line(each["text"], each["sector"], own)


def _known(folder: Path) -> list[Occupation]:
    return occupations(folder) if folder.name == ONET else []


def _without(area: Area, gone: list[Occupation]) -> Area:
    text = area.text
    for each in gone:
        if each.code.startswith(area.sector):
            text = text.replace(each.said, "")
    return replace(area, text=text)


def _records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def _plain(text: str) -> str:
    return text.casefold().strip()
