"""The best opportunities for each person, or the best people for each opportunity."""

from __future__ import annotations

import argparse
import importlib
from functools import partial

from matching.blocks import here
from matching.commands import inputs
from matching.files import Source
from matching.runs import Lines, Question, rank_to


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a ranking may be asked for."""
    parser.add_argument("--people", required=True)
    parser.add_argument("--opportunities", required=True)
    parser.add_argument("--outcomes")
    parser.add_argument("--weights")
    parser.add_argument("--settings")
    parser.add_argument("--top", type=inputs.count, default=10)
    parser.add_argument("--for", dest="for_", choices=("people", "opportunities"), default="people")
    parser.add_argument("--floor", type=inputs.share, default=0.5)
    parser.add_argument("--on", type=inputs.day)
    parser.add_argument("--scheduler", help="the address of a Dask scheduler whose workers do it")
    parser.add_argument("--out", required=True)


def run(asked: argparse.Namespace) -> int:
    """Write the list, and the record of the run beside it."""
    named = {
        "people": asked.people,
        "opportunities": asked.opportunities,
        "outcomes": asked.outcomes,
    }
    question = Question(
        paths={name: path for name, path in named.items() if path},
        weights=inputs.weights(Source(asked.weights) if asked.weights else None),
        settings=inputs.settings(Source(asked.settings) if asked.settings else None),
        top=asked.top,
        floor=asked.floor,
        on=asked.on or inputs.today(),
        for_=asked.for_,
    )
    rank_to(question, asked.out, _elsewhere(asked.scheduler) if asked.scheduler else here)
    return 0


def _elsewhere(address: str) -> Lines:
    try:
        cluster = importlib.import_module("matching.cluster")
    except ModuleNotFoundError:
        raise inputs.RefusedError("--scheduler needs the optional extra “scale”") from None
    return partial(cluster.lines, address=address)
