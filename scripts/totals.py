"""Add up the test reports of all parts into one line."""

from __future__ import annotations

import sys
from collections import Counter
from xml.etree import ElementTree

COUNTED = ("tests", "failures", "errors", "skipped")


def main(reports: list[str]) -> None:
    """Print how many tests passed, failed and were skipped."""
    found: Counter[str] = Counter()
    for report in reports:
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 - our own file
            found.update({name: int(suite.get(name, 0)) for name in COUNTED})
    failed = found["failures"] + found["errors"]
    passed = found["tests"] - failed - found["skipped"]
    print(f"{passed} passed, {failed} failed, {found['skipped']} skipped")


if __name__ == "__main__":
    main(sys.argv[1:])
