"""A run as the files of the engine’s own command line, and its list made from them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import matching
from matching import files, plain
from matching import runs as engine_runs
from matching.commands.inputs import RefusedError
from matching.records import BadLineError

PEOPLE, OFFERS = "people.jsonl", "opportunities.jsonl"
WEIGHTS, SETTINGS, RECORD = "weights.json", "settings.json", "run.json"
COMMAND = (
    "python -m matching rank --people {people} --opportunities {offers} --weights {weights}"
    " --settings {settings} --top {top} --floor {floor} --on {on} --out matches.jsonl"
)
OWN = {"top", "floor"}  # kept beside the settings of the engine, and no part of them


class NotReplayable(Exception):
    """What was kept cannot be read by this engine any more."""


@dataclass(frozen=True)
class Kept:
    """Everything a run stood on."""

    people: list[str]
    offers: str
    weights: Mapping[str, Any]
    options: Mapping[str, Any]
    on: date


def write(kept: Kept, folder: Path) -> None:
    """Write a run as files into a folder that only its owner can read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    settings = {name: value for name, value in kept.options.items() if name not in OWN}
    for name, text in (
        (PEOPLE, "".join(f"{line}\n" for line in kept.people)),
        (OFFERS, kept.offers),
        (WEIGHTS, json.dumps(kept.weights, indent=1) + "\n"),
        (SETTINGS, json.dumps(settings, indent=1) + "\n"),
    ):
        file = folder / name
        file.touch(mode=0o600)
        file.write_text(text, "utf-8")


def command(kept: Kept) -> str:
    """Return the command that gives the list of the run, beside its files."""
    names = {"people": PEOPLE, "offers": OFFERS, "weights": WEIGHTS, "settings": SETTINGS}
    own = {"top": kept.options["top"], "floor": kept.options["floor"], "on": kept.on}
    return COMMAND.format(**names, **own)


def ranked(kept: Kept, folder: Path) -> list[str]:
    """Return the list of a run again, line by line, from its files."""
    try:
        question = _question(kept, folder)
        return list(engine_runs.ask(question, engine_runs.sources_of(question)))
    except (BadLineError, RefusedError, ValueError) as error:
        raise NotReplayable(str(error)) from None


def write_record(kept: Kept, folder: Path, digest: str) -> None:
    """Write what `python -m matching replay` needs, with the digest of the published list."""
    question = _question(kept, folder)
    sources = engine_runs.sources_of(question)
    for source in sources.values():
        source.bytes()
    values = engine_runs.record(question, sources, digest)
    files.write_lines(str(folder / RECORD), [plain.line(values)])


def digest(lines: Iterable[str]) -> str:
    """Return the digest of a file of these lines."""
    return files.digest_of(lines)


def _question(kept: Kept, folder: Path) -> engine_runs.Question:
    settings = {name: value for name, value in kept.options.items() if name not in OWN}
    return engine_runs.Question(
        paths={"people": str(folder / PEOPLE), "opportunities": str(folder / OFFERS)},
        weights=matching.Weights.from_json(kept.weights),
        settings=matching.Settings.from_json(settings),
        top=int(kept.options["top"]),
        floor=float(kept.options["floor"]),
        on=kept.on,
        for_="people",
    )
