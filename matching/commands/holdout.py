"""How well a ranking finds what people opened next, on people it has not learnt from."""

from __future__ import annotations

import argparse

from matching import plain, records
from matching.commands import inputs
from matching.files import STANDARD, Source, write_lines
from matching.holdout import summary, tried
from matching.pool import Pool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose openings, of what, and in how many parts."""
    parser.add_argument("--people", required=True)
    parser.add_argument("--opportunities", required=True)
    parser.add_argument("--outcomes", required=True)
    parser.add_argument("--prior")
    parser.add_argument("--folds", type=inputs.count, default=5)
    parser.add_argument(
        "--level", action="store_true", help="let invented people open every offer equally often"
    )
    parser.add_argument("--on", type=inputs.day)
    parser.add_argument("--out", default=STANDARD)


def run(asked: argparse.Namespace) -> int:
    """Write one line of figures: people with openings before (warm), and without (cold)."""
    people = records.people(Source(asked.people))
    offers = records.opportunities(Source(asked.opportunities))
    outcomes = inputs.known_outcomes(records.outcomes(Source(asked.outcomes)), people, offers)
    weights = inputs.weights(Source(asked.prior) if asked.prior else None)
    on = asked.on or inputs.today()
    pool = Pool(offers, weights, inputs.settings(None), on, alike=True)
    found = list(tried(pool, people, list(outcomes), asked.folds, level=asked.level))
    telling = {p.id for p in people if p.own_words or p.experience or p.place or p.area}
    figures = {
        "warm": summary([each for each in found if each.warm]),
        "cold": summary([f for f in found if not f.warm and f.asked.person in telling]),
        "levelled": asked.level,
    }
    write_lines(asked.out, [plain.line(figures)])
    return 0
