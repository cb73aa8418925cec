"""scripts/bench: every measure of the engine beside its peers, as a table, charts and a page."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from scripts.benchmarks import allocation, exactness, learning, page, sectors, speed, views
from scripts.benchmarks.figures import Section
from scripts.benchmarks.measuring import ROOT

Measure = Callable[[Path | None], Section]

MEASURES: dict[str, Measure] = {
    "sectors": sectors.measure,
    "views": views.measure,
    "learning": learning.measure,
    "speed": speed.city,
    "national": speed.national,
    "person": speed.one_person,
    "allocation": allocation.measure,
    "exactness": exactness.measure,
}
NEEDS_DATA = ("sectors", "views")


def main() -> int:
    """Measure what was asked for; all of it writes the page, a part is printed only."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--page", type=Path, help="the folder of the page, for a part as well")
    asked = parser.parse_args()
    if unknown := set(asked.measures) - set(MEASURES):
        parser.error(f"unknown measure: {sorted(unknown)[0]}")
    data = os.environ.get("MATCHING_PUBLIC_DATA")
    folder = Path(data) if data else None
    wanted = asked.measures or list(MEASURES)
    left_out = [] if folder else [f"{name}: MATCHING_PUBLIC_DATA is not set" for name in NEEDS_DATA]
    sections = [
        told(name, MEASURES[name](folder)) for name in wanted if folder or name not in NEEDS_DATA
    ]
    if asked.page or not asked.measures:
        day = datetime.now(tz=UTC).date()
        page.write(asked.page or ROOT / "docs", sections, left_out, day)
    for line in left_out:
        sys.stderr.write(f"left out: {line}\n")
    return 0


def told(name: str, section: Section) -> Section:
    """Print a section as soon as it is measured, and keep its figures."""
    sys.stdout.write(page.plain(section) + "\n\n")
    sys.stdout.flush()
    kept = ROOT / "build" / "benchmarks"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{name}.json").write_text(json.dumps(asdict(section), indent=1, default=str), "utf-8")
    return section


if __name__ == "__main__":
    sys.exit(main())
