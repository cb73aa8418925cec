"""What several commands read, and how they say how far they are."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from matching.files import Source
from matching.model import Weights
from matching.settings import Settings
from matching.types import Opportunity, Outcome, Person

Item = TypeVar("Item")

STEP = 1000


class RefusedError(Exception):
    """Something a command was given that it cannot use."""


def day(text: str) -> date:
    """A date on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a date like 2026-11-26") from None


def today() -> date:
    """The day a run speaks of when nobody says."""
    return datetime.now(tz=UTC).astimezone().date()


def count(text: str) -> int:
    """A whole number above zero on the command line."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError("must be a whole number above 0")
    return number


def share(text: str) -> float:
    """A number from 0 to 1 on the command line."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError("must be a number from 0 to 1")
    return number


def weights(source: Source | None) -> Weights:
    """The weights of a file, or the council's own to start from."""
    if source is None:
        return Weights()
    try:
        return Weights.from_json(json.loads(source.bytes()))
    except (ValueError, TypeError, AttributeError) as error:
        raise RefusedError(f"{source.path}: {error}") from None


def settings(source: Source | None) -> Settings:
    """The settings of a file, or the defaults."""
    if source is None:
        return Settings()
    try:
        return Settings.from_json(json.loads(source.bytes()))
    except (ValueError, TypeError, AttributeError) as error:
        raise RefusedError(f"{source.path}: {error}") from None


def known_outcomes(
    outcomes: Iterable[Outcome], people: Sequence[Person], opportunities: Sequence[Opportunity]
) -> list[Outcome]:
    """The outcomes of people and offers that are in the files; the others are counted aloud."""
    who = {each.id for each in people}
    what = {each.id for each in opportunities}
    all_of_them = list(outcomes)
    kept = [each for each in all_of_them if each.person in who and each.opportunity in what]
    left = len(all_of_them) - len(kept)
    if left:
        sys.stderr.write(f"{left} outcomes of unknown people or offers were ignored\n")
    return kept


def told(items: Iterable[Item], what: str) -> Iterator[Item]:
    """The same items, saying how many have passed when somebody is watching."""
    watching = sys.stderr.isatty()
    number = 0
    for number, item in enumerate(items, start=1):
        if watching and number % STEP == 0:
            sys.stderr.write(f"\r{number} {what}")
        yield item
    if watching and number >= STEP:
        sys.stderr.write(f"\r{number} {what}\n")


def plain_json(source: Source) -> Any:
    """A whole file of JSON."""
    try:
        return json.loads(source.bytes())
    except ValueError as error:
        raise RefusedError(f"{source.path}: is not JSON ({error})") from None
