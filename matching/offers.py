"""A pool of opportunities as columns of numbers, made once and asked often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import ages, columns
from matching.bags import Bag, Floats, Ints, bag_of
from matching.columns import Codes
from matching.meaning import Meanings, meanings, none
from matching.requirements import asked_level, fold
from matching.rules import Ground
from matching.travel import area_name
from matching.types import Opportunity, Qualification
from matching.vocabulary import Vocabulary, roots
from matching.wording import sector_words

Flags = NDArray[np.bool_]
Wanted = tuple[str, int | None]


@dataclass(frozen=True)
class Names:
    """Every name the pool uses, as numbers."""

    kind: Codes
    sector: Codes
    employer: Codes
    area: Codes
    skill: Codes
    adjustment: Codes
    need: dict[Wanted, int]
    vocabulary: Vocabulary


@dataclass(frozen=True)
class Offers:
    """The columns of a pool; the fields bear the names of the records' fields."""

    ids: list[str]
    place_in_order: Ints
    names: Names
    kind: Ints
    sector: Ints
    employer: Ints
    area: Ints
    needs: Ints
    level: Floats
    point: Floats
    remote: Flags
    opens: Ints
    closes: Ints
    start: Ints
    end: Ints
    hours: Floats
    days: Ints
    pay: Floats
    left: Floats
    least_age: Floats
    most_age: Floats
    school_first: Flags
    dbs: Ints
    response: Floats
    words: Bag
    has_words: Flags
    skills: Bag
    has_skills: Flags
    adjustments: Bag
    has_adjustments: Flags
    meaning: Meanings

    def __len__(self) -> int:
        return len(self.ids)


def words_of(opportunity: Opportunity) -> list[str]:
    """What an offer says: its title counts twice, and its sector belongs to it."""
    title = roots(opportunity.title or "")
    sector = roots(sector_words(opportunity.sector or ""))
    return [*title, *title, *roots(opportunity.text or ""), *sector]


def words_after(
    before: Sequence[Opportunity], known: Vocabulary, pool: Sequence[Opportunity]
) -> Vocabulary:
    """The words of a pool that has much in common with one whose words are known."""
    old = {id(each): row for row, each in enumerate(before)}
    row = np.array([old.get(id(each), -1) for each in pool], np.int64)
    kept, new = np.flatnonzero(row >= 0), np.flatnonzero(row < 0)
    order = np.argsort(np.concatenate([kept, new]))
    return Vocabulary.after(
        known, row[kept], (words_of(pool[place]) for place in new.tolist()), order
    )


def needs_of(opportunity: Opportunity) -> list[Wanted]:
    """What is essential, by name or by level, each once."""
    wanted = [_wanted(each) for each in opportunity.essential_qualifications or ()]
    if opportunity.min_level is not None:
        wanted.append(("", opportunity.min_level))
    return sorted(set(wanted), key=str)


def _wanted(qualification: Qualification) -> Wanted:
    return fold(qualification.name), qualification.level


def _names(
    pool: Sequence[Opportunity], needs: Sequence[list[Wanted]], vocabulary: Vocabulary | None
) -> Names:
    distinct = sorted({each for row in needs for each in row}, key=str)
    return Names(
        kind=Codes(each.kind for each in pool if each.kind),
        sector=Codes(each.sector for each in pool if each.sector),
        employer=Codes(fold(each.employer) for each in pool if each.employer),
        area=Codes(area_name(each.area) for each in pool if each.area),
        skill=Codes(fold(skill) for each in pool for skill in each.skills or ()),
        adjustment=Codes(fold(a) for each in pool for a in each.adjustments_offered or ()),
        need={wanted: number + 1 for number, wanted in enumerate(distinct)},
        vocabulary=vocabulary or Vocabulary(words_of(each) for each in pool),
    )


def pack(
    pool: Sequence[Opportunity],
    ground: Ground,
    vocabulary: Vocabulary | None = None,
    *,
    alike: bool = False,
) -> Offers:
    """The columns of a pool; `vocabulary` when their words are counted already.

    With `alike` also what their titles mean.
    """
    needs = [needs_of(each) for each in pool]
    names = _names(pool, needs, vocabulary)
    return Offers(
        ids=[each.id for each in pool],
        place_in_order=_order([each.id for each in pool]),
        names=names,
        meaning=meanings([e.title or e.text or "" for e in pool]) if alike else none(len(pool)),
        needs=columns.lists([[names.need[each] for each in row] for row in needs], 0),
        **_who(pool, names),
        **_when(pool),
        **_limits(pool, ground),
        **_said(pool, names),
    )


def _order(ids: Sequence[str]) -> Ints:
    # argsort of the sorting order: the place of each id in the alphabet.
    order = np.argsort(np.array(ids, dtype=object), kind="stable")
    place = np.empty(len(ids), np.int64)
    place[order] = np.arange(len(ids))
    return place


def _who(pool: Sequence[Opportunity], names: Names) -> dict[str, Any]:
    return {
        "kind": names.kind.of(each.kind for each in pool),
        "sector": names.sector.of(each.sector for each in pool),
        "employer": names.employer.of(fold(e.employer) if e.employer else None for e in pool),
        "area": names.area.of(area_name(e.area) if e.area else None for e in pool),
    }


def _when(pool: Sequence[Opportunity]) -> dict[str, Any]:
    return {
        "opens": columns.days(each.opens for each in pool),
        "closes": columns.days(each.closes for each in pool),
        "start": columns.days(each.start for each in pool),
        "end": columns.days(each.end for each in pool),
        "days": columns.masks((each.days for each in pool), columns.DAY_BITS),
        "dbs": columns.answers(each.dbs_required for each in pool),
    }


def _limits(pool: Sequence[Opportunity], ground: Ground) -> dict[str, Any]:
    limits = [ages.limits(each, ground.settings) for each in pool]
    first = ground.settings.leave_school_first
    return {
        "least_age": columns.numbers(least for least, _ in limits),
        "most_age": columns.numbers(most for _, most in limits),
        "school_first": np.array([each.kind in first for each in pool], bool),
        "left": columns.numbers(
            None if each.places is None else each.places - (each.places_taken or 0) for each in pool
        ),
        "level": columns.numbers(asked_level(each) for each in pool),
        "hours": columns.numbers(each.hours_per_week for each in pool),
        "pay": columns.numbers(each.pay_per_hour for each in pool),
        "response": columns.numbers(each.employer_response_rate for each in pool),
        "point": columns.points(each.place for each in pool),
        "remote": np.array([bool(each.remote) for each in pool], bool),
    }


def _said(pool: Sequence[Opportunity], names: Names) -> dict[str, Any]:
    skill, adjustment = names.skill.number, names.adjustment.number
    return {
        "words": names.vocabulary.offers,
        "has_words": np.array([bool(each.title or each.text) for each in pool], bool),
        "skills": bag_of([{skill[fold(s)]: 1 for s in each.skills or ()} for each in pool]),
        "has_skills": np.array([each.skills is not None for each in pool], bool),
        "adjustments": bag_of(
            [{adjustment[fold(a)]: 1 for a in each.adjustments_offered or ()} for each in pool]
        ),
        "has_adjustments": np.array([e.adjustments_offered is not None for e in pool], bool),
    }
