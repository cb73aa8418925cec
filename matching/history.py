"""What people did before: what they opened counts, what they acted on does not come again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from matching.types import Outcome

# A person's own steps towards an offer; to turn one down says nothing good of it.
TOWARDS = frozenset(
    {
        "opened",
        "interested",
        "introduced",
        "interviewed",
        "offered",
        "started",
        "completed",
        "sustained",
    }
)
REMEMBERED = 12

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class History:
    """For each person the offers they went towards, newest first, and all they acted on."""

    towards: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    acted: Mapping[str, frozenset[int]] = field(default_factory=dict)


def moment(outcome: Outcome) -> datetime:
    """When it happened; where the zone is not said, in universal time."""
    if outcome.at is None:
        return _LONG_AGO
    return outcome.at if outcome.at.tzinfo else outcome.at.replace(tzinfo=UTC)


def remember(outcomes: Iterable[Outcome], numbers: Mapping[str, int]) -> History:
    """The history of everybody, over the offers that are in the pool."""
    towards: dict[str, dict[int, tuple[datetime, str]]] = {}
    acted: dict[str, set[int]] = {}
    for each in outcomes:
        number = numbers.get(each.opportunity)
        if number is None:
            continue
        acted.setdefault(each.person, set()).add(number)
        if each.event in TOWARDS:
            seen = towards.setdefault(each.person, {})
            seen[number] = max(seen.get(number, (_LONG_AGO, "")), (moment(each), each.opportunity))
    return History(
        {person: _newest(seen) for person, seen in towards.items()},
        {person: frozenset(numbers) for person, numbers in acted.items()},
    )


def _newest(seen: Mapping[int, tuple[datetime, str]]) -> tuple[int, ...]:
    ordered = sorted(seen, key=lambda number: seen[number], reverse=True)
    return tuple(ordered[:REMEMBERED])
