"""Single changes to what is known of a person that might open opportunities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from matching.pool import Pool
from matching.requirements import fold, wanted_words
from matching.types import KINDS, Person, Qualification, Travel
from matching.wording import KIND_WORDS, MODE_WORDS, day_words

MORE_MINUTES = (15, 30, 45, 60)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could be different, and the rule it bears on."""

    field: str
    value: object
    rule: str
    words: str
    # The same change for everybody has one name, whatever it starts from.
    shared: tuple[str, object]
    # Of the changes on one ladder, a higher one counts only when it opens more than a lower one.
    ladder: str
    make: Callable[[Person], Person]


Maker = Callable[[Person, Pool], Iterator[Change]]


def changes(person: Person, pool: Pool) -> list[Change]:
    """Every change worth trying, small ones first within each kind."""
    return [change for maker in MAKERS for change in maker(person, pool)]


def _set(field: str, value: Any) -> Callable[[Person], Person]:
    return lambda person: replace(person, **{field: value})


def ready(person: Person, pool: Pool) -> Iterator[Change]:
    if not person.ready:
        words = "Being ready to start"
        yield Change("ready", True, "ready", words, ("ready", True), "ready", _set("ready", True))


def minutes(person: Person, pool: Pool) -> Iterator[Change]:
    if not person.travel or person.travel.minutes_max is None or not person.travel.modes:
        return
    for more in MORE_MINUTES:
        least = person.travel.minutes_max + more
        field, words = "travel.minutes_max", f"Travelling {more} minutes more"
        shared = (field, f"+{more}")
        yield Change(field, least, "travel", words, shared, field, _with_minutes(more))


def _with_minutes(more: float) -> Callable[[Person], Person]:
    def make(person: Person) -> Person:
        travel = person.travel or Travel()
        longer = replace(travel, minutes_max=(travel.minutes_max or 0) + more)
        return replace(person, travel=longer)

    return make


def modes(person: Person, pool: Pool) -> Iterator[Change]:
    if not person.travel or person.travel.minutes_max is None or not person.travel.modes:
        return
    for mode in pool.ground.settings.modes:
        if mode not in person.travel.modes:
            words = f"Travelling {MODE_WORDS.get(mode, mode)}"
            shared = ("travel.modes", mode)
            yield Change("travel.modes", mode, "travel", words, shared, mode, _with_mode(mode))


def _with_mode(mode: str) -> Callable[[Person], Person]:
    def make(person: Person) -> Person:
        travel = person.travel or Travel()
        return replace(person, travel=replace(travel, modes=(*(travel.modes or ()), mode)))

    return make


def qualifications(person: Person, pool: Pool) -> Iterator[Change]:
    if person.qualifications is None:
        return
    for (name, level), spelt in sorted(_asked(pool).items()):
        new = Qualification(spelt, level)
        value = {"name": spelt, "level": level} if spelt else {"level": level}
        words = wanted_words(new if level or not spelt else Qualification(spelt))
        shared = ("qualifications", f"{name}|{level}")
        words = words[0].upper() + words[1:]
        make = _with_qualification(new)
        yield Change("qualifications", value, "qualification", words, shared, f"q {name}", make)


def _asked(pool: Pool) -> Mapping[tuple[str, int], str]:
    """What is asked for anywhere, as it is spelt; level 0 is enough where no level is asked."""
    found: dict[tuple[str, int], str] = {}
    for each in pool.records:
        for wanted in each.essential_qualifications or ():
            key = (fold(wanted.name), wanted.level or 0)
            found[key] = min(found.get(key, wanted.name), wanted.name)
        if each.min_level:
            found["", each.min_level] = ""
    return found


def _with_qualification(new: Qualification) -> Callable[[Person], Person]:
    def make(person: Person) -> Person:
        return replace(person, qualifications=(*(person.qualifications or ()), new))

    return make


def hours(person: Person, pool: Pool) -> Iterator[Change]:
    most = person.hours_per_week_max
    if most is None:
        return
    asked = {each.hours_per_week for each in pool.records if each.hours_per_week is not None}
    for value in sorted(each for each in asked if each > most):
        words = f"Being free for {value:g} hours a week"
        field = "hours_per_week_max"
        yield Change(field, value, "hours", words, (field, value), field, _set(field, value))


def kinds(person: Person, pool: Pool) -> Iterator[Change]:
    for kind in KINDS if person.kinds else ():
        if kind not in (person.kinds or ()):
            wider = (*(person.kinds or ()), kind)
            words = f"Looking at {KIND_WORDS[kind]} too"
            yield Change("kinds", kind, "kind", words, ("kinds", kind), kind, _set("kinds", wider))


def dbs(person: Person, pool: Pool) -> Iterator[Change]:
    if person.dbs is False:
        yield Change("dbs", True, "dbs", "A DBS check", ("dbs", True), "dbs", _set("dbs", True))


def earlier(person: Person, pool: Pool) -> Iterator[Change]:
    begins = person.available_from
    if begins is None or begins <= pool.ground.on:
        return
    ends = {each.end for each in pool.records if each.end}
    for day in _few(sorted((e for e in ends if pool.ground.on <= e < begins), reverse=True)):
        words = f"Being free from {day_words(day)}"
        field = "available_from"
        yield Change(
            field, day.isoformat(), "dates", words, (field, "earlier"), field, _set(field, day)
        )


def later(person: Person, pool: Pool) -> Iterator[Change]:
    until = person.available_to
    if until is None:
        return
    for day in _few(sorted({e.start for e in pool.records if e.start and e.start > until})):
        words = f"Being free until {day_words(day)}"
        field = "available_to"
        yield Change(
            field, day.isoformat(), "dates", words, (field, "later"), field, _set(field, day)
        )


def _few(days: list[date]) -> list[date]:
    """At most four days, spread from the nearest to the farthest."""
    step = max(1, -(-len(days) // 4))
    return days[step - 1 :: step] if len(days) > step else days[-1:]


MAKERS: tuple[Maker, ...] = (
    ready,
    minutes,
    modes,
    qualifications,
    hours,
    kinds,
    dbs,
    earlier,
    later,
)
