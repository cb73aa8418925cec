"""How fast, and in how much memory: whole matrices, a plain loop, and this engine in one run."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

from matching.model import Weights
from matching.pool import Pool
from matching.settings import Settings
from matching.synthetic import ON, Invented
from scripts.benchmarks.figures import Bar, Chart, Section
from scripts.benchmarks.measuring import Spent, engine, timed
from tests.matching.naive import Naive

OURS = "this engine"
RUNS, SAMPLE, SEED = 3, 20, 7


def figures(*arguments: object) -> tuple[dict[str, Any], Spent]:
    """What `python -m matching bench` says, and what it cost as a whole process."""
    spent = engine("bench", *arguments)
    return json.loads(spent.said.splitlines()[-1]), spent


def city(_: Path | None) -> Section:
    """10,000 people and 10,000 offers in one city, exact."""
    size = ("--people", 10_000, "--opportunities", 10_000, "--spread", "city", "--seed", SEED)
    found = [figures(*size, "--dense")[0] for _ in range(RUNS)]
    ours = [each["score_seconds"] for each in found]
    dense = [each["dense_seconds"] for each in found]
    ratio = median(one / other for one, other in zip(dense, ours, strict=True))
    bars = [
        Bar("plain loop in Python", plain_loop(), note=f"from {SAMPLE} people, times 500"),
        Bar("dense scikit-learn", median(dense), note="whole matrices, the same rules and terms"),
        Bar(OURS, median(ours), True, note=f"{ratio:.1f} times faster than dense, run by run"),
    ]
    more = max(each["megabytes_more"] for each in found)
    off = max(each["largest_difference"] for each in found)
    return Section(
        "speed",
        "10,000 people × 10,000 offers in one city",
        "Every rule and every term, the best ten of each person, the same answer from all three.",
        [
            Chart("speed-city", "Seconds for everybody’s ten best", "seconds", bars, False),
            Chart(
                *("speed-ratio", "Times faster than dense scikit-learn", "times"),
                [Bar(OURS, ratio, True)],
                aim=28,
                digits=1,
            ),
            Chart(
                *("speed-memory", "Memory beyond the records themselves", "megabytes"),
                [Bar(OURS, more, True)],
                more_is_better=False,
                aim=100,
                digits=0,
            ),
        ],
        (
            f"The largest difference of any score between dense and ours: {off:.1e}.",
            f"Middle of {RUNS} runs, the two in turn inside each run.",
        ),
    )


def plain_loop() -> float:
    """Seconds a loop over every pair would take for everybody, from a few people."""
    made = Invented(SEED, "city")
    people = made.people(SAMPLE)
    pool = Pool(made.opportunities(10_000), Weights(), Settings(), ON)
    loop = Naive(pool.records, pool.ground, pool.weights)
    _, seconds = timed(lambda: [loop.best(each, (), 10, 0.5) for each in people])
    return float(seconds * 10_000 / SAMPLE)


def national(_: Path | None) -> Section:
    """50,000 people and a million offers over a country, exact."""
    size = ("--people", 50_000, "--opportunities", 1_000_000, "--spread", "national")
    found, spent = figures(*size, "--seed", SEED)
    return Section(
        "national",
        "50,000 people × 1,000,000 offers in a country",
        "The best ten of each person, exact. Records are made up before the clock starts.",
        [
            Chart(
                *("national-seconds", "Seconds for everybody’s ten best", "seconds"),
                [Bar(OURS, found["score_seconds"], True)],
                more_is_better=False,
                aim=45,
                digits=1,
            ),
            Chart(
                *("national-memory", "Memory beyond the records themselves", "gigabytes"),
                [Bar(OURS, found["megabytes_more"] / 1024, True)],
                more_is_better=False,
                aim=2,
                digits=2,
            ),
        ],
        (
            f"Turning the records into columns once took {found['pack_seconds']} s before that.",
            f"The whole process, records included, held {spent.megabytes / 1024:.1f} GB at most.",
        ),
    )


def one_person(_: Path | None) -> Section:
    """One person against 10,000 offers in an index that was made before."""
    size = ("--people", 10, "--opportunities", 10_000, "--spread", "city", "--seed", SEED)
    found = [figures(*size)[0] for _ in range(RUNS)]
    scored = median(each["one_person_milliseconds"] for each in found)
    told = median(each["one_person_explained_milliseconds"] for each in found)
    return Section(
        "person",
        "One person, 10,000 offers",
        "The index stands ready, as it does in the web application; one thread.",
        [
            Chart(
                *("person-scored", "Ten best, scored", "milliseconds"),
                [Bar(OURS, scored, True)],
                more_is_better=False,
                aim=1,
            ),
            Chart(
                *("person-explained", "Ten best, explained", "milliseconds"),
                [Bar(OURS, told, True)],
                more_is_better=False,
                aim=20,
            ),
        ],
    )
