"""The same list again from the record of a run, byte for byte, or a refusal."""

from __future__ import annotations

import argparse

from matching.commands import inputs
from matching.files import STANDARD, Source
from matching.runs import recorded, replay_to


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The record, and where things lie now if they were moved."""
    parser.add_argument("--run", required=True)
    parser.add_argument("--out", default=STANDARD)
    parser.add_argument("--people")
    parser.add_argument("--opportunities")
    parser.add_argument("--outcomes")


def run(asked: argparse.Namespace) -> int:
    """Write the list again when everything it stood on is the same."""
    source = Source(asked.run)
    values = inputs.plain_json(source)
    named = {
        "people": asked.people,
        "opportunities": asked.opportunities,
        "outcomes": asked.outcomes,
    }
    moved = {name: path for name, path in named.items() if path}
    replay_to(recorded(source, values, moved), values, asked.out)
    return 0
