"""How good lists get after so many outcomes in invented worlds in which the prior is wrong."""

from __future__ import annotations

import argparse

from matching import plain
from matching.commands import inputs
from matching.files import STANDARD, write_lines
from matching.learning_trial import COUNTS, WRONG_BY, summary, trials


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """In how many worlds, and how wrong the prior is in them."""
    parser.add_argument("--worlds", type=inputs.count, default=10)
    parser.add_argument("--counts", type=inputs.count, nargs="+", default=list(COUNTS))
    parser.add_argument("--wrong-by", type=float, default=WRONG_BY)
    parser.add_argument("--out", default=STANDARD)


def run(asked: argparse.Namespace) -> int:
    """Write one line for each number of outcomes."""
    found = list(trials(asked.worlds, asked.counts, asked.wrong_by))
    write_lines(asked.out, map(plain.line, summary(found)))
    return 0
