"""Places on a fair day, within capacity: stable, or with the largest total of scores."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from matching import plain
from matching.allocate import Allocation, Capacity, Option, allocate
from matching.files import Source, write_lines
from matching.records import BadLineError, records
from matching.shapes import group, many, name, number, whole

WISHES = {
    "person": name,
    "options": many(group(Option, ("opportunity",), opportunity=name, score=number(-1e15, 1e15))),
}
PLACES = {"opportunity": name, "places": whole(0, 1_000_000), "ranking": many(name)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who wants what, how many places there are, and what counts."""
    parser.add_argument("--preferences", required=True)
    parser.add_argument("--capacities", required=True)
    parser.add_argument("--method", choices=("stable", "optimal"), required=True)
    parser.add_argument("--out", required=True)


def run(asked: argparse.Namespace) -> int:
    """Write who goes where, and a last line with what it is worth."""
    wishes = _wishes(Source(asked.preferences))
    capacities = _capacities(Source(asked.capacities))
    write_lines(asked.out, _lines(allocate(wishes, capacities, asked.method)))
    return 0


def _wishes(source: Source) -> dict[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = {}
    for number_, values in records(source, WISHES, ("person", "options")):
        person, options = values["person"], values["options"]
        if person in found:
            raise BadLineError(source.path, number_, "person", f"{person!r} came before")
        if len({each.opportunity for each in options}) < len(options):
            raise BadLineError(source.path, number_, "options", "one opportunity comes twice")
        found[person] = options
    return found


def _capacities(source: Source) -> list[Capacity]:
    found: dict[str, Capacity] = {}
    for number_, values in records(source, PLACES, ("opportunity", "places")):
        each = Capacity(**values)
        if each.opportunity in found:
            reason = f"{each.opportunity!r} came before"
            raise BadLineError(source.path, number_, "opportunity", reason)
        if each.ranking and len(set(each.ranking)) < len(each.ranking):
            raise BadLineError(source.path, number_, "ranking", "one person comes twice")
        found[each.opportunity] = each
    return list(found.values())


def _lines(found: Allocation) -> Iterator[str]:
    for person, opportunity in found.given.items():
        yield plain.line({"person": person, "opportunity": opportunity})
    yield plain.line(
        {
            "total": found.total,
            "placed": found.placed,
            "blocking_pairs": found.blocking_pairs,
            "method": found.method,
        }
    )
