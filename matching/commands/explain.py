"""Everything about one pair: each rule that says no, everything unknown, and the score."""

from __future__ import annotations

import argparse
from dataclasses import replace

from matching import plain, records
from matching.commands import inputs
from matching.door import Index
from matching.explain import unknown_terms
from matching.files import STANDARD, Source, write_lines
from matching.history import remember
from matching.propose import explained
from matching.types import Explanation, Outcome, Person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The pair, and the files it is in."""
    parser.add_argument("--people", required=True)
    parser.add_argument("--opportunities", required=True)
    parser.add_argument("--person", required=True)
    parser.add_argument("--opportunity", required=True)
    parser.add_argument("--outcomes")
    parser.add_argument("--weights")
    parser.add_argument("--settings")
    parser.add_argument("--floor", type=inputs.share, default=0.5)
    parser.add_argument("--on", type=inputs.day)
    parser.add_argument("--out", default=STANDARD)


def run(asked: argparse.Namespace) -> int:
    """Write one line about the pair."""
    people = {each.id: each for each in records.people(Source(asked.people))}
    pool = records.opportunities(Source(asked.opportunities))
    if asked.person not in people:
        raise inputs.RefusedError(f"{asked.people}: nobody has the id {asked.person}")
    if asked.opportunity not in {each.id for each in pool}:
        raise inputs.RefusedError(f"{asked.opportunities}: none has the id {asked.opportunity}")
    events = records.outcomes(Source(asked.outcomes)) if asked.outcomes else []
    index = Index(
        pool,
        weights=inputs.weights(Source(asked.weights) if asked.weights else None),
        settings=inputs.settings(Source(asked.settings) if asked.settings else None),
        on=asked.on or inputs.today(),
    )
    found = index.explain(
        people[asked.person], asked.opportunity, outcomes=events, floor=asked.floor
    )
    found = _with_every_gap(index, people[asked.person], found, events, asked.floor)
    write_lines(asked.out, [plain.line(plain.explanation(found))])
    return 0


def _with_every_gap(
    index: Index, person: Person, found: Explanation, events: list[Outcome], floor: float
) -> Explanation:
    """What is not known of a pair is said also where a rule already says no."""
    if found.match is not None:
        return found
    history = remember(events, index.pool.number)
    number = index.pool.number[found.opportunity]
    terms = explained(index.pool, person, number, history, floor).terms
    return replace(found, unknown=(*found.unknown, *unknown_terms(terms)))
