"""The figures of access, lost updates and leaks, with every try that is promised: `scripts/measure trust`."""

from __future__ import annotations

import os
import subprocess
import sys

FILES = (
    "test_record_routes",
    "test_moves",
    "test_guessing",
    "measure_times",
    "test_stored_scripts",
    "test_extra_fields",
    "test_live_cells",
    "test_link",
    "test_lost_updates",
    "test_many_posts",
    "test_rooms",
)
ENGINES = ("sqlite", "postgres")
MARK = "figure | "


def run(engine: str) -> tuple[list[tuple[str, str, str]], str]:
    """Run the tests with all their tries; return the figures they printed, and the last line."""
    paths = [f"tests/trust/{name}.py" for name in FILES]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "--no-header", "-W", "ignore", *paths],
        env={**os.environ, "TRUST_COUNTS": "whole", "TEST_ENGINE": engine},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    parts = [line.split(" | ") for line in lines if line.startswith(MARK)]
    return [(row, what, found) for _, row, what, found in parts], lines[-1] if lines else ""


def main() -> None:
    """Print one table: what was tried, and what was found on each engine."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    ends: dict[str, str] = {}
    for engine in ENGINES:
        figures, ends[engine] = run(engine)
        for row, what, number in figures:
            found.setdefault((row, what), {})[engine] = number
    print(f"{'':4} {'SQLite':>16} {'PostgreSQL':>16}  found of tried")
    for (row, what), numbers in sorted(found.items(), key=lambda pair: int(pair[0][0][1:])):
        print(
            f"{row:4} {numbers.get('sqlite', '–'):>16} {numbers.get('postgres', '–'):>16}  {what}"
        )
    for engine in ENGINES:
        print(f"{engine}: {ends[engine]}")


if __name__ == "__main__":
    main()
