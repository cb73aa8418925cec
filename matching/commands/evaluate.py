"""Quality, calibration, coverage and exposure of a ranking that was written before."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from matching import plain, records
from matching.commands import inputs
from matching.evaluation import Shown, calibration, concentration, coverage, exposure, quality
from matching.files import STANDARD, Source, write_lines
from matching.lessons import WENT_BADLY, WENT_WELL
from matching.shapes import name

TRUTH = {"person": name, "opportunity": name}
GROUP = {"person": name, "group": name}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The ranking, and what to hold it against."""
    parser.add_argument("--ranking", required=True)
    parser.add_argument("--truth", help="the right answer of each person")
    parser.add_argument("--outcomes", help="confirmed outcomes, for calibration")
    parser.add_argument("--groups", help="each person’s group, for exposure; never an input")
    parser.add_argument("--opportunities", help="the pool, to count what is never shown")
    parser.add_argument("--top", type=inputs.count, default=10)
    parser.add_argument("--out", default=STANDARD)


def run(asked: argparse.Namespace) -> int:
    """Write one line of figures."""
    shown = _shown(Source(asked.ranking))
    pool = records.opportunities(Source(asked.opportunities)) if asked.opportunities else []
    figures: dict[str, Any] = {
        "coverage": coverage(shown),
        "concentration": concentration(shown, len(pool)),
    }
    if asked.truth:
        figures["quality"] = quality(shown, _pairs(asked.truth, TRUTH, "opportunity"), asked.top)
    if asked.outcomes:
        figures["calibration"] = calibration(shown, _went(asked.outcomes))
    if asked.groups:
        figures["exposure"] = exposure(shown, _pairs(asked.groups, GROUP, "group"), asked.top)
    write_lines(asked.out, [plain.line(figures)])
    return 0


def _shown(source: Source) -> list[Shown]:
    found = []
    for number, line in source.lines():
        row = records.parsed(line)
        if not isinstance(row, dict) or "none" in row:
            continue
        try:
            found.append(Shown(*(row[key] for key in Shown.__slots__)))
        except KeyError as error:
            raise records.BadLineError(
                source.path, number, str(error.args[0]), "is missing"
            ) from None
    return found


def _pairs(path: str, shape: Mapping[str, Any], value: str) -> dict[str, str]:
    rows = records.records(Source(path), shape, ("person", value))
    return {values["person"]: values[value] for _, values in rows}


def _went(path: str) -> dict[tuple[str, str], bool]:
    return {
        (each.person, each.opportunity): each.event in WENT_WELL
        for each in records.outcomes(Source(path))
        if each.event in WENT_WELL | WENT_BADLY
    }
