"""How long a ranking takes on invented crowds, beside whole matrices with scikit-learn."""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from matching import plain
from matching.commands import inputs
from matching.dense import dense_best
from matching.field import Sides, field
from matching.files import STANDARD, write_lines
from matching.history import History
from matching.model import Weights
from matching.people import pack
from matching.pool import Pool
from matching.propose import for_people
from matching.scorer import MICRO
from matching.settings import Settings
from matching.sweep import NOTHING, sweep
from matching.synthetic import ON, SPREADS, Invented

# The shapes of the curve in docs/scale.md.
CURVE = (
    (1_000, 1_000, "city"),
    (3_000, 3_000, "city"),
    (10_000, 10_000, "city"),
    (10_000, 100_000, "national"),
    (50_000, 100_000, "national"),
    (50_000, 1_000_000, "national"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, how spread, and what to measure beside."""
    parser.add_argument("--people", type=inputs.count)
    parser.add_argument("--opportunities", type=inputs.count)
    parser.add_argument("--curve", type=inputs.count, help="so many shapes, from small to large")
    parser.add_argument("--spread", choices=SPREADS, default="city")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--top", type=inputs.count, default=10)
    parser.add_argument("--threads", type=inputs.count, default=2)
    parser.add_argument("--dense", action="store_true", help="measure scikit-learn too")
    parser.add_argument("--out", default=STANDARD)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What came of some work, and the seconds it took."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def run(asked: argparse.Namespace) -> int:
    """Write one line of figures, or one for each shape of the curve."""
    if asked.curve:
        write_lines(asked.out, _curve(asked))
        return 0
    if not asked.people or not asked.opportunities:
        raise inputs.RefusedError("bench needs --people and --opportunities, or --curve")
    write_lines(asked.out, [plain.line(_figures(asked))])
    return 0


def _curve(asked: argparse.Namespace) -> Iterator[str]:
    # Each shape in a process of its own, so that its peak of memory is its own.
    for people, opportunities, spread in CURVE[: asked.curve]:
        shape = ("--people", str(people), "--opportunities", str(opportunities))
        rest = ("--spread", spread, "--seed", str(asked.seed), "--threads", str(asked.threads))
        command = [sys.executable, "-m", "matching", "bench", *shape, *rest]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        yield done.stdout.strip()


def _figures(asked: argparse.Namespace) -> dict[str, Any]:
    made = Invented(asked.seed, asked.spread)
    people = made.people(asked.people)
    pool = Pool(made.opportunities(asked.opportunities), Weights(), Settings(), ON)
    gc.freeze()
    before = _memory()
    _, packing = timed(lambda: pool.offers)
    sides, more = timed(
        lambda: Sides(
            pack(people, pool.offers, pool.ground, History()),
            *(pool.offers, pool.weights, pool.ground, 0.5, True),
        )
    )
    busy = time.process_time()
    across, bounding = timed(lambda: field(sides))
    best, sweeping = timed(lambda: sweep(across, asked.top, asked.threads))
    busy = time.process_time() - busy
    seconds = bounding + sweeping
    figures: dict[str, Any] = {
        "people": asked.people,
        "opportunities": asked.opportunities,
        "spread": asked.spread,
        "seed": asked.seed,
        "threads": asked.threads,
        "pack_seconds": round(packing + more, 3),
        "score_seconds": round(seconds, 3),
        "score_cpu_seconds": round(busy, 3),
        "milliseconds_a_person": round(1000 * seconds / asked.people, 3),
        "megabytes_of_records": round(before, 1),
        "megabytes_more": round(_memory() - before, 1),
        "suggestions": int((best.columns >= 0).sum()),
    }
    figures.update(_one_person(pool, people[0], asked.top))
    if asked.dense:
        figures.update(_beside(sides, best.keys, asked.top, seconds))
    return figures


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _one_person(pool: Pool, person: Any, top: int) -> dict[str, float]:
    scored = pool.score_one(person, top)
    runs = [timed(lambda: pool.score_one(person, top))[1] for _ in range(30)]
    told = [timed(lambda: list(for_people(pool, [person], (), top, 0.5)))[1] for _ in range(5)]
    return {
        "one_person_milliseconds": round(1000 * min(runs), 3),
        "one_person_explained_milliseconds": round(1000 * min(told), 3),
        "one_person_suggestions": int((scored.columns >= 0).sum()),
    }


def _beside(sides: Sides, keys: Any, top: int, seconds: float) -> dict[str, Any]:
    (_, scores), dense = timed(lambda: dense_best(sides, top))
    ours = np.where(keys == NOTHING, -1e9, keys / MICRO)
    return {
        "dense_seconds": round(dense, 3),
        "dense_megabytes": round(_memory(), 1),
        "times_faster": round(dense / seconds, 1),
        "largest_difference": float(np.abs(ours - scores).max()),
    }
