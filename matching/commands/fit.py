"""New weights from confirmed outcomes, published only when they beat the old ones."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace

from matching import records
from matching.commands import inputs
from matching.files import Source, write_lines
from matching.learning import figures, learn
from matching.lessons import chosen, confirmed
from matching.pool import Pool
from matching.types import EVENTS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to learn from, and what to start from."""
    parser.add_argument("--people", required=True)
    parser.add_argument("--opportunities", required=True)
    parser.add_argument("--outcomes", required=True)
    parser.add_argument("--prior")
    parser.add_argument("--settings")
    parser.add_argument("--on", type=inputs.day)
    parser.add_argument(
        "--events", choices=EVENTS, help="learn which offers were chosen, for evaluation only"
    )
    parser.add_argument("--out", required=True)


def run(asked: argparse.Namespace) -> int:
    """Write the weights that stand now: the new ones, or the old ones when they are no worse."""
    people = records.people(Source(asked.people))
    offers = records.opportunities(Source(asked.opportunities))
    source = Source(asked.outcomes)
    outcomes = inputs.known_outcomes(records.outcomes(source), people, offers)
    prior = inputs.weights(Source(asked.prior) if asked.prior else None)
    settings = inputs.settings(Source(asked.settings) if asked.settings else None)
    pool = Pool(offers, prior, settings, asked.on or inputs.today(), alike=True)
    if asked.events:
        lessons = chosen(pool, people, outcomes, frozenset({asked.events}))
    else:
        lessons = confirmed(pool, people, outcomes)
    learnt = learn(lessons, prior)
    notes = {
        **figures(learnt, int(lessons.good.size if not lessons.choices else lessons.good.sum())),
        "prior": prior.digest,
        "learnt_from": asked.events or "confirmed outcomes",
        "outcomes_sha256": source.digest,
    }
    weights = replace(learnt.weights, notes=notes)
    write_lines(asked.out, [json.dumps(weights.to_json(), indent=2)])
    verdict = "the new weights are better" if learnt.published else "the old weights stay"
    sys.stderr.write(f"{verdict}: {weights.digest[:12]}\n")
    return 0
