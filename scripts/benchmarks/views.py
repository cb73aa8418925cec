"""Which job somebody opens next: real views, the counts levelled so that popularity tells nothing."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.benchmarks import views_peers as peers
from scripts.benchmarks.figures import Bar, Chart, Section
from scripts.benchmarks.levelling import level
from scripts.benchmarks.measuring import engine

TOP = 10
AIMS = {"warm": 0.26, "cold": 0.06}
NAMES = {"warm": "people who opened something before", "cold": "people on their first visit"}

Ranking = Mapping[str, Sequence[str]]


def measure(data: Path | None) -> Section:
    """Our ranking and others’ on the development split, warm and cold."""
    folder = (data or Path()) / "sjr_jobviews"
    with tempfile.TemporaryDirectory() as aside:
        split = Split(folder, Path(aside))
        found = {which: contenders(split, which) for which in AIMS}
    charts = [
        Chart(
            f"views-{which}",
            f"Job views, {NAMES[which]}",
            f"nDCG@{TOP}",
            [Bar(name, ndcg(split.truth[which], ranked), name == OURS) for name, ranked in rows],
            aim=AIMS[which],
            digits=4,
        )
        for which, rows in found.items()
    ]
    return Section("views", "Ranking real job views", DONE, charts, NOTES)


OURS = "this engine, learnt weights"
DONE = (
    "2,069 people and 7,047 entry-level jobs; the last view of each held-back person is the right "
    "answer, all jobs compete, what was opened before is taken out."
)
NOTES = (
    "Every job was opened by somebody, so a job with no other view would give itself away: before "
    "anything is ranked, invented people open jobs until every job has the same number of views.",
    "The set is for evaluation only; nothing that ships has learnt from it.",
    "Popularity is counted before the levelling, so it shows what the leak would be worth: nothing "
    "that ranks may use it.",
)


class Split:
    """The ready-made development split, with levelled views and files for the command line."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self.folder, self.aside = folder, aside
        self.jobs = rows(folder / "opportunities.jsonl")
        self.history = rows(folder / "dev_history.jsonl")
        self.fit = rows(folder / "dev_fit_outcomes.jsonl")
        self.everybody = rows(folder / "people.jsonl")
        known = {row["id"]: row for row in self.everybody}
        self.truth = {
            "warm": answers(folder / "dev_truth.jsonl"),
            "cold": answers(folder / "dev_cold_truth.jsonl"),
        }
        self.people = {
            "warm": [known[person] for person in self.truth["warm"]],
            "cold": rows(folder / "dev_cold_people.jsonl"),
        }
        self.levelled = [*self.fit, *self.history, *level(self.jobs, [*self.fit, *self.history])]

    def file(self, name: str, records: Iterable[Any]) -> Path:
        """These records as a file."""
        path = self.aside / name
        path.write_text("".join(f"{json.dumps(row)}\n" for row in records), "utf-8")
        return path


def rows(path: Path) -> list[Any]:
    """The records of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def answers(path: Path) -> dict[str, str]:
    """The right answer of each person."""
    return {row["person"]: row["opportunity"] for row in rows(path)}


def ndcg(truth: Mapping[str, str], ranked: Ranking) -> float:
    """The mean over people of 1 / log2(1 + place of the right answer), nought past the top."""
    gains = []
    for person, right in truth.items():
        listed = list(ranked.get(person, ()))[:TOP]
        gains.append(1 / math.log2(listed.index(right) + 2) if right in listed else 0.0)
    return sum(gains) / len(gains)


def contenders(split: Split, which: str) -> list[tuple[str, Ranking]]:
    """Every way to rank, the plainest first."""
    people = split.people[which]
    seen: dict[str, set[str]] = {}
    for view in split.history if which == "warm" else ():
        seen.setdefault(view["person"], set()).add(view["opportunity"])
    return [
        (
            "popularity, not levelled",
            peers.popularity(people, split.jobs, [*split.fit, *split.history], seen),
        ),
        ("BM25 on words", peers.bm25(people, split.jobs, split.history, seen)),
        ("ALS (implicit)", peers.als(people, split.jobs, split.levelled, seen)),
        ("LambdaMART (lightgbm)", peers.lambdamart(split, which, seen)),
        ("this engine, prior weights", ours(split, which, learnt=False)),
        (OURS, ours(split, which, learnt=True)),
    ]


def ours(split: Split, which: str, *, learnt: bool) -> Ranking:
    """The command line’s ranking, with the council’s prior or with weights learnt from others."""
    people = split.file(f"{which}_people.jsonl", split.people[which])
    jobs = split.folder / "opportunities.jsonl"
    # Whoever is first here opened nothing yet: theirs are the views of others only.
    history = split.file(f"{which}_history.jsonl", split.levelled)
    out = split.aside / f"{which}_{learnt}.jsonl"
    extra: list[object] = []
    if learnt:
        extra = ["--weights", weights(split)]
    engine(
        *("rank", "--people", people, "--opportunities", jobs, "--outcomes", history),
        *("--on", "2014-12-31", "--floor", 0, "--top", TOP, "--out", out, *extra),
    )
    ranked: dict[str, list[str]] = {}
    for row in rows(out):
        if "opportunity" in row:
            ranked.setdefault(row["person"], []).append(row["opportunity"])
    return ranked


def weights(split: Split) -> Path:
    """Weights learnt from people who are in neither part of the split, once."""
    path = split.aside / "weights.json"
    if not path.exists():
        engine(
            *("fit", "--people", split.folder / "people.jsonl", "--on", "2014-12-31"),
            *("--opportunities", split.folder / "opportunities.jsonl"),
            *("--outcomes", split.folder / "dev_fit_outcomes.jsonl"),
            *("--events", "opened", "--out", path),
        )
    return path
