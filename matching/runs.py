"""The record of a run: enough to give the same list again, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from matching import plain, records
from matching.blocks import Work, here
from matching.commands.inputs import RefusedError, known_outcomes, told
from matching.door import VERSION
from matching.files import STANDARD, Source, digest_of, write_lines
from matching.model import Weights
from matching.pool import Pool
from matching.settings import Settings

Lines = Callable[[Work], Iterator[str]]

INPUTS = ("people", "opportunities", "outcomes")


@dataclass(frozen=True)
class Question:
    """What a ranking was asked for."""

    paths: Mapping[str, str]
    weights: Weights
    settings: Settings
    top: int
    floor: float
    on: date
    for_: Literal["people", "opportunities"]


def ask(question: Question, sources: Mapping[str, Source], lines: Lines = here) -> Iterator[str]:
    """The lines of a ranking, from here or from wherever `lines` has them made."""
    people = records.people(sources["people"])
    opportunities = records.opportunities(sources["opportunities"])
    events = records.outcomes(sources["outcomes"]) if "outcomes" in sources else []
    outcomes = known_outcomes(events, people, opportunities)
    pool = Pool(opportunities, question.weights, question.settings, question.on)
    work = Work(pool, people, outcomes, question.top, question.floor, question.for_)
    return told(lines(work), "suggestions")


def sources_of(question: Question) -> dict[str, Source]:
    """The inputs of a ranking; standard input can be only one of them."""
    if list(question.paths.values()).count(STANDARD) > 1:
        raise RefusedError("only one of the inputs can come from standard input")
    return {name: Source(path) for name, path in question.paths.items()}


def beside(out: str) -> str:
    """Where the record of a run lies: beside its list."""
    return f"{out}.run.json"


def rank_to(question: Question, out: str, lines: Lines = here) -> None:
    """Write a ranking, and the record of the run beside it."""
    sources = sources_of(question)
    digest = write_lines(out, ask(question, sources, lines))
    if out != STANDARD:
        write_lines(beside(out), [plain.line(record(question, sources, digest))])


def record(question: Question, sources: Mapping[str, Source], digest: str) -> dict[str, Any]:
    """Everything a run stood on."""
    return {
        "version": VERSION,
        "top": question.top,
        "floor": question.floor,
        "on": question.on.isoformat(),
        "for": question.for_,
        "inputs": {
            name: {"path": _full(each.path), "sha256": each.digest}
            for name, each in sources.items()
        },
        "weights": question.weights.to_json(),
        "settings": question.settings.to_json(),
        "sha256": digest,
    }


def _full(path: str) -> str:
    return path if path == STANDARD else str(Path(path).resolve())


def recorded(source: Source, values: Any, moved: Mapping[str, str]) -> Question:
    """The question a record holds; `moved` says where an input lies now."""
    try:
        if values["version"] != VERSION:
            raise RefusedError(
                f"{source.path}: was made by engine {values['version']}, this is {VERSION}"
            )
        paths = {name: moved.get(name, each["path"]) for name, each in values["inputs"].items()}
        return Question(
            paths=paths,
            weights=Weights.from_json(values["weights"]),
            settings=Settings.from_json(values["settings"]),
            top=int(values["top"]),
            floor=float(values["floor"]),
            on=date.fromisoformat(values["on"]),
            for_="people" if values["for"] == "people" else "opportunities",
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedError(f"{source.path}: is not the record of a run ({error})") from None


def replay_to(question: Question, values: Mapping[str, Any], out: str) -> None:
    """Give the list of a record again; refuse when an input or the list is not the same."""
    sources = sources_of(question)
    lines = list(ask(question, sources))
    for name, source in sources.items():
        if source.digest != values["inputs"][name]["sha256"]:
            raise RefusedError(f"{source.path}: the {name} are not those of the run")
    if digest_of(lines) != values["sha256"]:
        raise RefusedError("the list came out different from the one that was recorded")
    write_lines(out, lines)
