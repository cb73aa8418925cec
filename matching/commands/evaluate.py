"""Quality, calibration, coverage and exposure of a ranking, or of sectors, that were written before."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from matching import group_figures, plain, records, shapes, written_ranking
from matching.commands import inputs
from matching.evaluation import Shown, calibration, concentration, coverage, exposure, quality
from matching.files import STANDARD, Source, write_lines
from matching.lessons import WENT_BADLY, WENT_WELL
from matching.sector_quality import sector_quality
from matching.shapes import name

TRUTH = {"person": name, "opportunity": name}
GROUP = {"person": name, "group": name}
LABEL = {"id": name, "text": shapes.text, "sector": name}
CHANCE = {"sector": name, "p": shapes.number(0, 1)}
SECTORS = {
    "id": name,
    "ranked": shapes.many(shapes.group(lambda sector, p: (sector, p), ("sector", "p"), **CHANCE)),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The ranking, and what to hold it against."""
    judged = parser.add_mutually_exclusive_group(required=True)
    judged.add_argument("--ranking", help="what `rank` wrote")
    judged.add_argument("--sectors", help="what `sectors` wrote; needs --labels")
    parser.add_argument(
        "--labels", help="the right sector of each text, as `sectors --train` reads it"
    )
    parser.add_argument("--truth", help="the right answer of each person")
    parser.add_argument("--outcomes", help="confirmed outcomes, for calibration")
    parser.add_argument("--groups", help="each person’s group, for exposure; never an input")
    parser.add_argument("--opportunities", help="the pool, to count what is never shown")
    parser.add_argument("--top", type=inputs.count, help="10 for a ranking, 3 for sectors")
    parser.add_argument("--out", default=STANDARD)


def run(asked: argparse.Namespace) -> int:
    """Write one line of figures."""
    figures = _of_sectors(asked) if asked.sectors else _of_ranking(asked)
    write_lines(asked.out, [plain.line(figures)])
    return 0


def _of_sectors(asked: argparse.Namespace) -> dict[str, Any]:
    if not asked.labels:
        raise inputs.RefusedError("--sectors needs --labels")
    rows = records.records(Source(asked.labels), LABEL, ("id", "sector"))
    truth = {values["id"]: values["sector"] for _, values in rows}
    ranked = records.records(Source(asked.sectors), SECTORS, ("id", "ranked"))
    answers = {values["id"]: values["ranked"] for _, values in ranked}
    return {"sectors": sector_quality(answers, truth, asked.top or 3)}


def _of_ranking(asked: argparse.Namespace) -> dict[str, Any]:
    top = asked.top or 10
    rows = written_ranking.rows(Source(asked.ranking))
    shown = [Shown(*(row[key] for key in Shown.__slots__)) for row in rows if "none" not in row]
    pool = records.opportunities(Source(asked.opportunities)) if asked.opportunities else []
    ranking = group_figures.read(rows, pool)
    went = _went(asked.outcomes) if asked.outcomes else {}
    figures: dict[str, Any] = {
        "coverage": coverage(shown),
        "concentration": concentration(shown, len(pool)),
        "seen": group_figures.exposure(ranking, pool),
        "zero_options": group_figures.zero_options(ranking, len(pool)),
    }
    if asked.truth:
        figures["quality"] = quality(shown, _pairs(asked.truth, TRUTH, "opportunity"), top)
    if asked.outcomes:
        figures["calibration"] = calibration(shown, went)
    if asked.groups:
        groups = _pairs(asked.groups, GROUP, "group")
        figures["exposure"] = exposure(shown, groups, top)
        figures["fairness"] = group_figures.between(ranking, groups, went, top)
    return figures


def _pairs(path: str, shape: Mapping[str, Any], value: str) -> dict[str, str]:
    rows = records.records(Source(path), shape, ("person", value))
    return {values["person"]: values[value] for _, values in rows}


def _went(path: str) -> dict[tuple[str, str], bool]:
    return {
        (each.person, each.opportunity): each.event in WENT_WELL
        for each in records.outcomes(Source(path))
        if each.event in WENT_WELL | WENT_BADLY
    }
