"""What would open more: the smallest changes for one person, and for everybody together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matching.changes import Change, changes
from matching.gates import GATES, Pairs
from matching.history import History, remember
from matching.people import pack
from matching.pool import Pool
from matching.types import Outcome, Person, Unlock

Flags = NDArray[np.bool_]
Found = tuple[tuple[Change, ...], Flags]


@dataclass(frozen=True)
class Barriers:
    """Which rules stand between one person and each opportunity."""

    person: Person
    shut: dict[str, Flags]
    count: NDArray[np.int64]


def unlock(pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome] = ()) -> list[Unlock]:
    """For each person the changes that open something, then the same for the whole cohort."""
    history = remember(outcomes, pool.number)
    found: list[Unlock] = []
    together: dict[tuple[str, object], list[tuple[Change, Flags]]] = {}
    for person in people:
        opened = opens(pool, person, history)
        found += [_said(pool, person.id, made, gained) for made, gained in opened]
        for made, gained in opened:
            if len(made) == 1:
                together.setdefault(made[0].shared, []).append((made[0], gained))
    if len(people) > 1:
        found += _cohort(pool, together)
    return found


def opens(pool: Pool, person: Person, history: History) -> list[Found]:
    """Changes with what they open, most first; pairs of changes where no single one does."""
    if not person.consent:
        return []
    before = barriers(pool, person, history)
    possible = changes(person, pool)
    found = _try(pool, before, history, [(each,) for each in possible])
    if not found:
        blocked = [each for each in possible if before.shut[each.rule].any()]
        found = _try(pool, before, history, list(combinations(blocked, 2)))
    return sorted(found, key=lambda each: (-int(each[1].sum()), _words(each[0])))


def barriers(pool: Pool, person: Person, history: History) -> Barriers:
    """Every rule against every opportunity, for one person."""
    shut = _gates(pool, [person], history, list(GATES))[0]
    return Barriers(person, shut, np.sum(list(shut.values()), axis=0))


def _gates(
    pool: Pool, people: Sequence[Person], history: History, names: Sequence[str]
) -> list[dict[str, Flags]]:
    packed = pack(people, pool.offers, pool.ground, history)
    columns = np.arange(len(pool.records))
    found = []
    for row in range(len(people)):
        pairs = Pairs(packed, pool.offers, np.full(len(columns), row), columns, pool.ground)
        found.append({name: GATES[name](pairs) for name in names})
    return found


def _try(
    pool: Pool, before: Barriers, history: History, tried: Sequence[tuple[Change, ...]]
) -> list[Found]:
    """What each change opens; a bigger change counts only where it opens more than a smaller."""
    found: list[Found] = []
    most: dict[tuple[str, ...], int] = {}
    for made in tried:
        gained = _gained(pool, before, history, made)
        ladder = tuple(each.ladder for each in made)
        if gained.sum() > most.get(ladder, 0):
            most[ladder] = int(gained.sum())
            found.append((made, gained))
    return found


def _gained(pool: Pool, before: Barriers, history: History, made: tuple[Change, ...]) -> Flags:
    rules = sorted({each.rule for each in made})
    old = np.sum([before.shut[rule] for rule in rules], axis=0)
    # Nothing can open where another rule says no as well.
    hopeful: Flags = (before.count > 0) & (before.count == old)
    if not hopeful.any():
        return hopeful
    person = before.person
    for each in made:
        person = each.make(person)
    new = _gates(pool, [person], history, rules)[0]
    still: Flags = np.any(list(new.values()), axis=0)
    return hopeful & ~still


def _words(made: tuple[Change, ...]) -> str:
    first, *rest = (each.words for each in made)
    return " and ".join([first, *(each[0].lower() + each[1:] for each in rest)])


def _said(pool: Pool, person: str, made: tuple[Change, ...], gained: Flags) -> Unlock:
    ids = tuple(sorted(pool.records[number].id for number in np.flatnonzero(gained)))
    change: dict[str, object] = {"field": made[0].field, "value": made[0].value}
    if len(made) > 1:
        change = {
            "field": [each.field for each in made],
            "value": [each.value for each in made],
        }
    return Unlock(person, change, len(ids), ids, f"{_words(made)} opens {len(ids)} more.")


def _cohort(
    pool: Pool, together: dict[tuple[str, object], list[tuple[Change, Flags]]]
) -> Iterator[Unlock]:
    rows = []
    for (field, value), opened in together.items():
        change = opened[0][0]
        pairs = sum(int(gained.sum()) for _, gained in opened)
        union = np.any([gained for _, gained in opened], axis=0)
        ids = tuple(sorted(pool.records[number].id for number in np.flatnonzero(union)))
        shown = change.value if change.field == "qualifications" else value
        words = (
            f"{_everybody(change)} opens {pairs} more between {len(opened)} "
            f"{'people' if len(opened) > 1 else 'person'}."
        )
        rows.append(Unlock(None, {"field": field, "value": shown}, pairs, ids, words))
    return iter(sorted(rows, key=lambda row: (-row.opens, row.words)))


def _everybody(change: Change) -> str:
    whens = {"available_from": "Being free earlier", "available_to": "Being free for longer"}
    return whens.get(change.field, change.words)
