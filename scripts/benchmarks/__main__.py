"""scripts/bench: every measure of the engine beside its peers, as a table, charts and a page."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from scripts.benchmarks import page
from scripts.benchmarks.figures import Section, as_plain, from_plain
from scripts.benchmarks.measuring import ROOT

# What is measured, by which function of which module. Each runs in a process of its own: what one
# has read must not count as the memory of the next.
MEASURES = {
    "sectors": ("sectors", "measure"),
    "views": ("views", "measure"),
    "learning": ("learning", "measure"),
    "speed": ("speed", "city"),
    "national": ("speed", "national"),
    "person": ("speed", "one_person"),
    "allocation": ("allocation", "measure"),
    "exactness": ("exactness", "measure"),
}
NEEDS_DATA = ("sectors", "views")
KEPT = ROOT / "build" / "benchmarks"


def main() -> int:
    """Measure what was asked for, or everything; then write the page of all that was measured."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if unknown := set(asked.measures) - set(MEASURES):
        parser.error(f"unknown measure: {sorted(unknown)[0]}")
    data = os.environ.get("MATCHING_PUBLIC_DATA")
    if asked.here:
        return here(asked.measures[0], Path(data) if data else None)
    wanted = [name for name in asked.measures or MEASURES if data or name not in NEEDS_DATA]
    for name in wanted:
        command = [sys.executable, "-m", "scripts.benchmarks", "--here", name]
        subprocess.run(command, cwd=ROOT, check=True)
    left_out = [name for name in MEASURES if not (KEPT / f"{name}.json").exists()]
    sections = [kept(name) for name in MEASURES if name not in left_out]
    reasons = [f"{name}: not measured on this machine" for name in left_out]
    page.write(ROOT / "docs", sections, reasons, datetime.now(tz=UTC).date())
    for line in reasons:
        sys.stderr.write(f"left out: {line}\n")
    return 0


def here(name: str, data: Path | None) -> int:
    """Measure in this process, print it, and keep its figures."""
    module, function = MEASURES[name]
    measure = getattr(importlib.import_module(f"scripts.benchmarks.{module}"), function)
    section: Section = measure(data)
    sys.stdout.write(page.plain(section) + "\n\n")
    sys.stdout.flush()
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{name}.json").write_text(json.dumps(as_plain(section), indent=1), "utf-8")
    return 0


def kept(name: str) -> Section:
    """The figures of the last time something was measured."""
    return from_plain(json.loads((KEPT / f"{name}.json").read_text("utf-8")))


if __name__ == "__main__":
    sys.exit(main())
