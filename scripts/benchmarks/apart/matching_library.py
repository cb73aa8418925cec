"""The library on the package index that bears our folder’s name, on the same fair day.

Runs in an environment of its own, since both are imported as `matching`. Reads a market as JSON,
prints the seconds and how many were placed.
"""

import json
import sys
import time
from pathlib import Path

from matching.games import HospitalResident


def main(path: str) -> None:
    """Solve one market and say how long it took."""
    market = json.loads(Path(path).read_text("utf-8"))
    sys.setrecursionlimit(1_000_000)
    game = HospitalResident.create_from_dictionaries(
        market["people"], market["offers"], market["places"]
    )
    begin = time.perf_counter()
    solved = game.solve(optimal="resident")
    seconds = time.perf_counter() - begin
    placed = sum(len(people) for people in solved.values())
    sys.stdout.write(json.dumps({"seconds": seconds, "placed": placed}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
