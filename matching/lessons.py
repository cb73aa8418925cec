"""What outcomes teach: for each of them the values of its terms as they were at the time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.bags import Floats, Ints
from matching.field import Sides, field
from matching.history import TOWARDS, History, moment
from matching.learning import Lessons, capped, numbered
from matching.people import pack
from matching.pool import Pool
from matching.propose import weighed_pairs
from matching.types import Outcome, Person

# What was confirmed by what followed; a click, an opening or a dismissal confirms nothing.
WENT_WELL = frozenset({"offered", "started", "completed", "sustained"})
WENT_BADLY = frozenset({"declined", "ended_early"})
OTHERS = 200
BATCH = 128


@dataclass(frozen=True)
class Moment:
    """One outcome with what its person had gone towards before it, newest first."""

    outcome: Outcome
    before: tuple[int, ...]
    number: int


def moments(pool: Pool, outcomes: Iterable[Outcome]) -> Iterator[Moment]:
    """The outcomes in order of time, each with the history of its person."""
    before: dict[str, list[int]] = {}
    ordered = sorted(outcomes, key=lambda each: (moment(each), each.person, each.opportunity))
    for each in ordered:
        number = pool.number[each.opportunity]
        been = before.setdefault(each.person, [])
        yield Moment(each, tuple(n for n in reversed(been) if n != number), number)
        if each.event in TOWARDS:
            if number in been:
                been.remove(number)
            been.append(number)


def confirmed(pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome]) -> Lessons:
    """One lesson for each pair whose outcome was confirmed: the last word counts."""
    last: dict[tuple[str, str], Moment] = {}
    for each in moments(pool, outcomes):
        if each.outcome.event in WENT_WELL | WENT_BADLY:
            key = (each.outcome.person, each.outcome.opportunity)
            last.pop(key, None)
            last[key] = each
    picked = list(last.values())
    good = np.array([each.outcome.event in WENT_WELL for each in picked], float)
    columns = [np.array([each.number]) for each in picked]
    values = _values(pool, people, picked, columns)
    actors = [each.outcome.actor for each in picked]
    return Lessons(
        values, good, np.arange(len(picked)), capped(actors), choices=False, actor=numbered(actors)
    )


def chosen(
    pool: Pool, people: Sequence[Person], outcomes: Iterable[Outcome], events: frozenset[str]
) -> Lessons:
    """One lesson for each event: what was chosen against others that could have been."""
    picked = [each for each in moments(pool, outcomes) if each.outcome.event in events]
    picked = [each for each in picked if each.number not in each.before]
    pick = np.random.default_rng(len(pool.records))
    count = min(OTHERS, len(pool.records))
    columns = []
    for each in picked:
        others = pick.choice(len(pool.records), count, replace=False)
        others = others[~np.isin(others, [each.number, *each.before])]
        columns.append(np.concatenate([[each.number], others]))
    values = _values(pool, people, picked, columns)
    group = np.repeat(np.arange(len(picked)), [len(each) for each in columns])
    good = np.concatenate([_first(len(each)) for each in columns]) if columns else np.zeros(0)
    weight = _one_voice(picked)[group] if columns else np.zeros(0)
    return Lessons(values, good, group, weight, choices=True)


def _one_voice(picked: Sequence[Moment]) -> Floats:
    """What each choice counts: everybody the same in all, and no actor more than the cap."""
    often = Counter(each.outcome.person for each in picked)
    each_voice = np.array([1.0 / often[each.outcome.person] for each in picked])
    each_voice *= len(picked) / max(1, len(often))
    return each_voice * capped([each.outcome.actor for each in picked])


def _first(length: int) -> Floats:
    return np.asarray(np.arange(length) == 0, np.float64)


def _values(
    pool: Pool, people: Sequence[Person], picked: Sequence[Moment], columns: Sequence[Ints]
) -> Floats:
    """Term values of each moment beside its columns; unknown terms count nothing."""
    who = {each.id: each for each in people}
    found = [np.zeros((0, len(pool.weights.values)))]
    for start in range(0, len(picked), BATCH):
        some = picked[start : start + BATCH]
        then = [replace(who[m.outcome.person], id=f"{n}") for n, m in enumerate(some)]
        history = History({f"{n}": m.before[:12] for n, m in enumerate(some)})
        packed = pack(then, pool.offers, pool.ground, history)
        across = field(Sides(packed, pool.offers, pool.weights, pool.ground, 0.0, True))
        picked_columns = columns[start : start + BATCH]
        local = np.repeat(np.arange(len(some)), [len(each) for each in picked_columns])
        weighed = weighed_pairs(across, np.arange(len(some)), local, np.concatenate(picked_columns))
        found.append(np.nan_to_num(weighed.values.T))
    return np.concatenate(found)
