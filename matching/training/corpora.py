"""Reads the openly licensed sets and says for each line which of the product's sectors it speaks for."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matching.classifier import Area, lines_of

HERE = Path(__file__).parent
FILES = {
    "esco": ("occupations_en.csv",),
    "onet": ("Occupation_Data.csv", "Alternate_Titles.csv", "Sample_of_Reported_Titles.csv"),
    "sic2007": ("classes.csv",),
    "soc2010_index": ("soc2010_full_index_v5.csv",),
    "soc2020": ("soc2020_unit_groups.csv",),
    "uk_apprenticeship_frameworks": ("frameworks.csv",),
}
LISTED = ("onet", "sic2007", "uk_apprenticeship_frameworks")
PHRASES = tuple(f"{name}/train.jsonl" for name in LISTED)
TAXONOMIES = tuple(f"{name}/taxonomy.jsonl" for name in LISTED)
OWN_WORDS = "own_words"
CROSSWALKS = ("sic2007", "soc2010", "soc2020", "isco08", "onet", "ssa2", "framework")
EVERYTHING = "everything"

_SENTENCE = re.compile(r"(?<=[.;])\s+")

Crosswalk = Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True)
class Line:
    """A text, the sector it speaks for, the group it must be held back with, and the set it comes from."""

    text: str
    sector: str
    group: str
    source: str


def read(folder: Path, crosswalk: Crosswalk | None = None) -> list[Line]:
    """Every line of every set that the crosswalk gives a sector, and our own phrases."""
    crosswalk = crosswalk or json.loads((HERE / "crosswalk.json").read_text(encoding="utf-8"))
    lines: list[Line] = []
    for reader in (_esco, _onet, _sic, _soc2010, _soc2020, _frameworks):
        lines += reader(folder, crosswalk)
    return lines + list(_own_words())


def texts(folder: Path) -> Iterator[str]:
    """Every text of the sets and of our own phrases, long ones a sentence at a time, whatever its sector."""
    for line in read(folder, {name: {"": EVERYTHING} for name in CROSSWALKS}):
        yield from filter(None, (part.strip() for part in _SENTENCE.split(line.text)))
    yield from phrases(folder)
    for name in TAXONOMIES:
        areas = [Area(**record) for record in _records(folder / name)]
        yield from (text for text, _ in lines_of(areas))


def phrases(folder: Path) -> Iterator[str]:
    """The texts of the lists that the classifier learns from."""
    for name in PHRASES:
        yield from (record["text"] for record in _records(folder / name))


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file that is read."""
    paths = [folder / name / file for name, files in FILES.items() for file in files]
    paths += [folder / name for name in (*PHRASES, *TAXONOMIES)]
    paths += [HERE / "crosswalk.json", HERE / "own_words.json"]
    return {
        f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


def made(text: str) -> str:
    """A phrase without the note that it is about making things."""
    return text.replace("(manufacture)", "").strip()


def sector_of(code: str, table: Mapping[str, str | None]) -> str | None:
    """The sector of the longest beginning of a code that the table knows."""
    for size in range(len(code), -1, -1):
        if code[:size] in table:
            return table[code[:size]]
    return None


def _rows(folder: Path, name: str, file: int = 0) -> Iterator[dict[str, str]]:
    with (folder / name / FILES[name][file]).open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def _lines(texts: list[str], sector: str | None, code: str, source: str) -> Iterator[Line]:
    if sector:
        for text in filter(None, (text.strip() for text in texts)):
            yield Line(text, sector, f"{source}:{code}", source)


def _esco(folder: Path, crosswalk: Crosswalk) -> Iterator[Line]:
    for row in _rows(folder, "esco"):
        texts = [row["preferredLabel"], *row["altLabels"].split("\n"), row["description"]]
        yield from _lines(
            texts, sector_of(row["iscoGroup"], crosswalk["isco08"]), row["iscoGroup"], "esco"
        )


def _onet(folder: Path, crosswalk: Crosswalk) -> Iterator[Line]:
    columns = (("Title", "Description"), ("Alternate Title",), ("Reported Job Title",))
    for file, names in enumerate(columns):
        for row in _rows(folder, "onet", file):
            code = row["O*NET-SOC Code"]
            yield from _lines(
                [row[name] for name in names], sector_of(code, crosswalk["onet"]), code, "onet"
            )


def _sic(folder: Path, crosswalk: Crosswalk) -> Iterator[Line]:
    for row in _rows(folder, "sic2007"):
        yield from _lines(
            [made(row["text"])], sector_of(row["sic"], crosswalk["sic2007"]), row["sic"], "sic2007"
        )


def _soc2010(folder: Path, crosswalk: Crosswalk) -> Iterator[Line]:
    for row in _rows(folder, "soc2010_index"):
        code = row["SOC 2010"]
        text = f"{row['INDEXOCC']} {row['ADD']} {row['IND']}"
        yield from _lines([text], sector_of(code, crosswalk["soc2010"]), code, "soc2010_index")


def _soc2020(folder: Path, crosswalk: Crosswalk) -> Iterator[Line]:
    for row in _rows(folder, "soc2020"):
        yield from _lines(
            [row["title"]], sector_of(row["code"], crosswalk["soc2020"]), row["code"], "soc2020"
        )


def _frameworks(folder: Path, crosswalk: Crosswalk) -> Iterator[Line]:
    for row in _rows(folder, "uk_apprenticeship_frameworks"):
        name = row["FrameworkName"]
        sector = crosswalk["framework"].get(name) or sector_of(row["Ssa2"], crosswalk["ssa2"])
        yield from _lines([row["Title"]], sector, name, "uk_apprenticeship_frameworks")


def _own_words() -> Iterator[Line]:
    phrases: dict[str, list[str]] = json.loads(
        (HERE / "own_words.json").read_text(encoding="utf-8")
    )
    for sector, texts in phrases.items():
        for number, text in enumerate(texts):
            yield Line(text, sector, f"{OWN_WORDS}:{sector}:{number}", OWN_WORDS)
