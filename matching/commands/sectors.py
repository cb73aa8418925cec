"""The likeliest sectors of texts, for any taxonomy, learned on the spot."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from matching import records, shapes
from matching.classifier import Area, TextClassifier
from matching.commands import inputs
from matching.files import Source, write_lines
from matching.sectors import SectorModel
from matching.vectors import WordVectors

AREA = {"sector": shapes.name, "title": shapes.text, "text": shapes.text}
LINE = {"id": shapes.name, "text": shapes.text, "sector": shapes.name}
TEXT = {"id": shapes.name, "text": shapes.text}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sectors, what is known of them, and the texts that are asked about."""
    parser.add_argument("--taxonomy", required=True)
    parser.add_argument("--train")
    parser.add_argument("--texts", required=True)
    parser.add_argument("--top", type=inputs.count, default=3)
    parser.add_argument("--out", required=True)


def run(asked: argparse.Namespace) -> int:
    """Learn, rank, write one line for each text."""
    areas = _areas(Source(asked.taxonomy))
    known = frozenset(area.sector for area in areas)
    lines = _lines(Source(asked.train), known) if asked.train else []
    texts = list(_once(Source(asked.texts), TEXT, "id", ("id",)))
    classifier = TextClassifier(WordVectors.load(), SectorModel.load()).fit(areas, lines)
    ranked = classifier.rank([values.get("text", "") for _, values in texts], asked.top)
    named = zip((values["id"] for _, values in texts), ranked, strict=True)
    write_lines(asked.out, (_said(identity, first) for identity, first in named))
    return 0


def _areas(source: Source) -> list[Area]:
    read = _once(source, AREA, "sector", ("sector", "title"))
    areas = [Area(**values) for _, values in read]
    if not areas:
        raise inputs.RefusedError(f"{source.path}: there is no sector in it")
    return areas


def _lines(source: Source, known: frozenset[str]) -> list[tuple[str, str]]:
    lines = []
    for number, values in _once(source, LINE, "id", ("id", "text", "sector")):
        if values["sector"] not in known:
            reason = f"{values['sector']!r} is not in the taxonomy"
            raise records.BadLineError(source.path, number, "sector", reason)
        lines.append((values["text"], values["sector"]))
    return lines


def _once(
    source: Source, shape: records.Shape, key: str, needed: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, Any]]]:
    seen: set[str] = set()
    for number, values in records.records(source, shape, needed):
        if values[key] in seen:
            raise records.BadLineError(source.path, number, key, f"{values[key]!r} came before")
        seen.add(values[key])
        yield number, values


def _said(identity: str, first: list[tuple[str, float]]) -> str:
    ranked = [{"sector": sector, "p": _floored(chance)} for sector, chance in first]
    return json.dumps({"id": identity, "ranked": ranked}, ensure_ascii=False)


def _floored(chance: float) -> float:
    # Down, never up: what is written must not add up to more than 1.
    return int(chance * 1_000_000) / 1_000_000
