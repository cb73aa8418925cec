"""Puts every kind of line of the OC3 file to our rules and to the field’s own checker, side by side.

Run by `scripts/measure returns`, which gives the checker an environment of its own: it wants older
packages than the product. Prints how many lines, and where the two differ.
"""

from __future__ import annotations

import csv
import itertools
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from app.returns.rules import ACTIVITIES, CONTACTS, HOMES, Line, Year, check

YEAR = Year(2027)
HEADINGS = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")
# The checker compares whole codes with “T”, which no code is, so its rule 347 never speaks.
COMPARED = ("131", "132", "133", "153", "344", "345", "3001", "391")
THEIRS = Path(__file__).parent / "returns_theirs.py"
BORN = (date(2010, 6, 1), date(2009, 6, 1), date(2008, 4, 2), date(2005, 6, 1))


def every_line() -> list[Line]:
    """Every pair of codes with every third one, valid, wrong and blank, at four ages."""
    contacts = [*sorted(CONTACTS), "MAYBE", None]
    activities = [*sorted(ACTIVITIES), "F6", "F3", None]
    codes = itertools.product(contacts, activities, [*sorted(HOMES), "S1", "X1", "A1", None])
    rows = itertools.product(BORN, codes)
    return [Line(str(n), born, *three) for n, (born, three) in enumerate(rows)]


def ours(lines: list[Line]) -> dict[str, set[str]]:
    """The numbers of the lines each rule speaks about."""
    found: dict[str, set[str]] = {rule: set() for rule in COMPARED}
    for line in lines:
        for fault in check(line, YEAR):
            if fault.rule in found:
                found[fault.rule].add(str(line.child))
    return found


def theirs(lines: list[Line], python: str) -> dict[str, set[str]]:
    """The same from the field’s checker, in its own environment."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "oc3.csv"
        with file.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(HEADINGS)
            for line in lines:
                codes = (code or "" for code in line.codes)
                writer.writerow([line.child, f"{line.born:%d/%m/%Y}", *codes])
        done = subprocess.run(
            [python, str(THEIRS), str(file), *COMPARED], capture_output=True, text=True, check=True
        )
    return {rule: set(found) for rule, found in json.loads(done.stdout).items()}


def main() -> None:
    """Compare, print, and fail where the two differ."""
    lines = every_line()
    mine, other = ours(lines), theirs(lines, sys.argv[1])
    differ = 0
    for rule in COMPARED:
        apart = mine[rule] ^ other[rule]
        differ += len(apart)
        here, there = len(mine[rule]), len(other[rule])
        print(f"rule {rule:>5}: {here:6,} lines here, {there:6,} there, {len(apart):,} differ")
    clean = sum(not check(line, YEAR) for line in lines)
    print(f"{len(lines):,} lines, {clean:,} with nothing wrong; {differ:,} answers differ")
    sys.exit(differ > 0)


if __name__ == "__main__":
    main()
