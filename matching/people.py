"""Young people as columns of numbers, in the names of a pool of opportunities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import columns, travel
from matching.ages import leaves_school, stamp
from matching.bags import Bag, Floats, Ints, bag_of
from matching.history import History
from matching.meaning import ALIKE, Meanings, meanings, none
from matching.offers import Names, Offers, Wanted
from matching.opened import opened_codes, opened_places, opened_words
from matching.requirements import fold, holds_level, top_level
from matching.rules import Ground
from matching.types import Person, Skill
from matching.vocabulary import roots, roots_wanted

Flags = NDArray[np.bool_]

INTEREST = {"keen": 1.0, "curious": 0.5}
NOT_LISTED = -0.4
NOT_FOR_ME = -9.0
EVIDENCE = {"said": 6, "shown": 10}


@dataclass(frozen=True)
class People:
    """The columns of some people; the fields bear the names of the records' fields."""

    ids: list[str]
    place_in_order: Ints
    consent: Flags
    ready: Flags
    born: Ints
    age: Floats
    leaves_school: Ints
    available_from: Ints
    available_to: Ints
    hours: Floats
    days: Ints
    point: Floats
    reach: Floats
    kinds: Ints
    wants_pay: Flags
    interest: Floats
    has: NDArray[np.int8]
    level: Floats
    dbs: Ints
    not_employers: Ints
    not_areas: Ints
    words: Bag
    has_words: Flags
    experience: Bag
    has_experience: Flags
    skills: Bag
    has_skills: Flags
    adjustments: Bag
    needs_adjustments: Floats
    opened: Bag
    opened_places: Floats
    opened_count: Ints
    opened_employers: Ints
    opened_sectors: Ints
    acted: Ints
    words_alike: Meanings
    experience_alike: Meanings
    opened_alike: Meanings

    def __len__(self) -> int:
        return len(self.ids)


def pack(people: Sequence[Person], offers: Offers, ground: Ground, history: History) -> People:
    """The columns of some people against a pool."""
    names = offers.names
    ids = [each.id for each in people]
    towards = [history.towards.get(each, ()) for each in ids]
    return People(
        ids=ids,
        place_in_order=np.argsort(np.argsort(np.array(ids, dtype=object))).astype(np.int64),
        opened=opened_words(towards, offers.words),
        opened_places=opened_places(towards, offers.point),
        opened_count=np.array([len(each) for each in towards], np.int64),
        opened_employers=opened_codes(towards, offers.employer),
        opened_sectors=opened_codes(towards, offers.sector),
        acted=columns.lists([sorted(history.acted.get(each, ())) for each in ids], -2),
        **_alike(people, towards, offers.meaning),
        **_who(people, names, ground),
        **_when(people),
        **_where(people, ground),
        **_said(people, names),
        **_able(people, names),
    )


def _who(people: Sequence[Person], names: Names, ground: Ground) -> dict[str, Any]:
    bits = {kind: 1 << number for kind, number in names.kind.number.items()}
    paid = set(ground.settings.paid_kinds)
    # A kind that no offer has still counts as wanted: bit 62 says "something else".
    wanted = [each.kinds or () for each in people]
    masks = [sum({bits.get(kind, 1 << 62) for kind in kinds}) for kinds in wanted]
    return {
        "consent": np.array([bool(each.consent) for each in people], bool),
        "ready": np.array([bool(each.ready) for each in people], bool),
        "kinds": np.array(masks, np.int64),
        "wants_pay": np.array([bool(paid.intersection(kinds)) for kinds in wanted], bool),
        "interest": _interest(people, names),
        "dbs": columns.answers(each.dbs for each in people),
        "not_employers": columns.lists(
            [_known(each.exclude_employers, names.employer.number, fold) for each in people], -2
        ),
        "not_areas": columns.lists(
            [_known(each.exclude_areas, names.area.number, travel.area_name) for each in people],
            -2,
        ),
    }


def _known(
    listed: Sequence[str] | None, numbers: dict[str, int], plain: columns.Plain
) -> list[int]:
    return sorted({numbers[plain(each)] for each in listed or () if plain(each) in numbers})


def _interest(people: Sequence[Person], names: Names) -> Floats:
    table = np.full((len(people), len(names.sector) + 1), NOT_LISTED)
    for row, person in zip(table, people, strict=True):
        if person.interests is None:
            row[:] = columns.MISSING
        for each in person.interests or ():
            number = names.sector.number.get(each.sector)
            if number is not None:
                row[number] = _liking(row[number], each.level)
    # The last column is read by offers without a sector (-1).
    table[:, -1] = columns.MISSING
    return table


def _liking(before: float, level: str) -> float:
    # Said twice: "not for me" wins over everything, and keen over curious.
    liking = INTEREST.get(level, NOT_FOR_ME)
    if NOT_FOR_ME in (before, liking):
        return NOT_FOR_ME
    return max(before, liking)


def _when(people: Sequence[Person]) -> dict[str, Any]:
    return {
        "born": columns.days(each.born for each in people),
        "age": columns.numbers(each.age for each in people),
        "leaves_school": np.array(
            [stamp(leaves_school(each.born)) if each.born else 0 for each in people], np.int64
        ),
        "available_from": columns.days(each.available_from for each in people),
        "available_to": columns.days(each.available_to for each in people),
        "hours": columns.numbers(each.hours_per_week_max for each in people),
        "days": columns.masks((each.days for each in people), columns.DAY_BITS),
    }


def _where(people: Sequence[Person], ground: Ground) -> dict[str, Any]:
    reach = [travel.reach_km(each.travel, ground.settings) for each in people]
    return {
        "point": columns.points(travel.home(each, ground.areas) for each in people),
        # Squared and signed: nothing is nearer than a negative reach.
        "reach": columns.numbers(
            None if km is None else -1.0 if km < 0 else travel.squared(km) for km in reach
        ),
    }


def _said(people: Sequence[Person], names: Names) -> dict[str, Any]:
    vocabulary = names.vocabulary
    return {
        "words": vocabulary.bag([roots_wanted(each.own_words or "") for each in people]),
        "has_words": np.array([bool((each.own_words or "").strip()) for each in people], bool),
        "experience": vocabulary.bag([roots(" ".join(e.experience or ())) for e in people]),
        "has_experience": np.array([bool(each.experience) for each in people], bool),
    }


def _alike(
    people: Sequence[Person], towards: Sequence[tuple[int, ...]], meaning: Meanings
) -> dict[str, Any]:
    if not meaning.shape[1]:
        return dict.fromkeys(ALIKE, none(len(people)))
    latest = np.zeros((len(people), meaning.shape[1]), np.int16)
    for row, numbers in zip(latest, towards, strict=True):
        if numbers:
            row[:] = meaning[numbers[0]]
    return {
        "words_alike": meanings([each.own_words or "" for each in people]),
        "experience_alike": meanings(["; ".join(each.experience or ()) for each in people]),
        "opened_alike": latest,
    }


def _able(people: Sequence[Person], names: Names) -> dict[str, Any]:
    help_numbers = names.adjustment.number
    needed = [{fold(a) for a in each.adjustments or ()} for each in people]
    return {
        "skills": bag_of([_skills(each.skills or (), names.skill.number) for each in people]),
        "has_skills": np.array([each.skills is not None for each in people], bool),
        "adjustments": bag_of(
            [{help_numbers[a]: 1 for a in sorted(row) if a in help_numbers} for row in needed]
        ),
        "needs_adjustments": columns.numbers(
            None if each.adjustments is None else len(row)
            for each, row in zip(people, needed, strict=True)
        ),
        "level": columns.numbers(top_level(each) for each in people),
        "has": _has(people, names.need),
    }


def _skills(skills: Sequence[Skill], numbers: dict[str, int]) -> dict[int, int]:
    held: dict[int, int] = {}
    for each in skills:
        number = numbers.get(fold(each.name))
        if number is not None:
            held[number] = max(held.get(number, 0), EVIDENCE[each.evidence])
    return held


def _has(people: Sequence[Person], needs: dict[Wanted, int]) -> NDArray[np.int8]:
    by_name: dict[str, list[tuple[int | None, int]]] = {}
    for (name, level), number in needs.items():
        by_name.setdefault(name, []).append((level, number))
    by_level = [(level or 0, number) for level, number in by_name.pop("", [])]
    table = np.zeros((len(people), len(needs) + 1), np.int8)
    table[:, 0] = 1
    for row, person in zip(table, people, strict=True):
        if person.qualifications is None:
            row[1:] = -1
        for level, number in by_level:
            row[number] = {"yes": 1, "no": 0, "unknown": -1}[holds_level(person, level)]
        for held in person.qualifications or ():
            for level, number in by_name.get(fold(held.name), ()):
                row[number] = _better(int(row[number]), level, held.level)
    return table


def _better(before: int, wanted: int | None, held: int | None) -> int:
    if wanted is None or (held or 0) >= wanted or before == 1:
        return 1
    return -1 if held is None else before
