"""The smallest changes that open the most, for one person and for everybody together."""

from __future__ import annotations

import argparse

from matching import plain, records
from matching.commands import inputs
from matching.files import Source, write_lines
from matching.pool import Pool
from matching.unlock import unlock


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and the person when it is about one."""
    parser.add_argument("--people", required=True)
    parser.add_argument("--opportunities", required=True)
    parser.add_argument("--person")
    parser.add_argument("--outcomes")
    parser.add_argument("--weights")
    parser.add_argument("--settings")
    parser.add_argument("--floor", type=inputs.share, default=0.5)
    parser.add_argument("--on", type=inputs.day)
    parser.add_argument("--out", required=True)


def run(asked: argparse.Namespace) -> int:
    """Write one line for each change, most opened first; last what only makes a match better."""
    people = records.people(Source(asked.people))
    offers = records.opportunities(Source(asked.opportunities))
    events = records.outcomes(Source(asked.outcomes)) if asked.outcomes else []
    if asked.person is not None:
        people = [each for each in people if each.id == asked.person]
        if not people:
            raise inputs.RefusedError(f"{asked.people}: nobody has the id {asked.person}")
    weights = inputs.weights(Source(asked.weights) if asked.weights else None)
    settings = inputs.settings(Source(asked.settings) if asked.settings else None)
    pool = Pool(offers, weights, settings, asked.on or inputs.today())
    found = unlock(pool, people, events, asked.floor)
    write_lines(asked.out, [plain.line(plain.unlock(each)) for each in found])
    return 0
