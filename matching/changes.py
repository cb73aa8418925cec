"""Single changes to what is known of a person that might open opportunities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from matching.requirements import fold
from matching.rules import Ground
from matching.types import KINDS, Interest, Opportunity, Person, Qualification, Travel
from matching.wording import KIND_WORDS, MODE_WORDS, certificate_words, day_words, sector_words

MINUTES_STEP, MINUTES_MOST = 5, 60


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could be different, and the rule it bears on."""

    field: str
    value: object
    rule: str
    words: str
    # The same change for everybody has one name, whatever it starts from.
    shared: tuple[str, str]
    # Of the changes on one ladder, a higher one counts only when it opens more than a lower one.
    ladder: str
    make: Callable[[Person], Person]
    # How far up its ladder it stands, the same for everybody.
    step: float = 0.0
    # What somebody said no to is mentioned, never argued for.
    gentle: bool = False
    # A named certificate earns its name where it is asked for; elsewhere its level does as much.
    named: str = ""

    def fits(self, offer: Opportunity) -> bool:
        """Whether an opportunity that opens speaks for this change and no smaller one."""
        asked = offer.essential_qualifications or ()
        return not self.named or any(fold(each.name) == self.named for each in asked)


Closed = Sequence[Opportunity]
Maker = Callable[[Person, Closed, Ground], Iterator[Change]]


def _set(field: str, value: Any) -> Callable[[Person], Person]:
    return lambda person: replace(person, **{field: value})


def ready(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    words = "Being ready to start"
    yield Change("ready", True, "ready", words, ("ready", "true"), "ready", _set("ready", True))


def travel(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    if not person.travel or person.travel.minutes_max is None or not person.travel.modes:
        return
    field = "travel.minutes_max"
    for more in range(MINUTES_STEP, MINUTES_MOST + 1, MINUTES_STEP):
        longer = replace(person.travel, minutes_max=person.travel.minutes_max + more)
        words, shared = f"Travelling {more} minutes more", (field, f"+{more}")
        make = _with_minutes(more)
        value = longer.minutes_max
        yield Change(field, value, "travel", words, shared, field, make, step=more)
    for mode in ground.settings.modes:
        if mode not in person.travel.modes:
            words = f"Travelling {MODE_WORDS.get(mode, mode)}"
            shared = ("travel.modes", mode)
            yield Change("travel.modes", mode, "travel", words, shared, mode, _with_mode(mode))


def _with_minutes(more: float) -> Callable[[Person], Person]:
    def make(person: Person) -> Person:
        before = person.travel or Travel()
        longer = replace(before, minutes_max=(before.minutes_max or 0) + more)
        return replace(person, travel=longer)

    return make


def _with_mode(mode: str) -> Callable[[Person], Person]:
    def make(person: Person) -> Person:
        before = person.travel or Travel()
        return replace(person, travel=replace(before, modes=(*(before.modes or ()), mode)))

    return make


def qualifications(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    for (name, level), spelt in sorted(_asked(closed).items()):
        new = Qualification(spelt, level)
        value = {"name": spelt, "level": level}
        words = certificate_words(spelt, level)
        shared = ("qualifications", f"{name}|{level}")
        yield Change(
            *("qualifications", value, "qualification", words[0].upper() + words[1:]),
            *(shared, f"q {name}", _with_qualification(new), level),
            named=name,
        )


def _asked(closed: Closed) -> Mapping[tuple[str, int], str]:
    """What is asked for anywhere, as it is spelt; level 0 is enough where no level is asked.

    A level without a name is met by any qualification of that level, so a named one is tried
    at the level it is asked for, and at the level the same offer asks for besides.
    """
    found: dict[tuple[str, int], str] = {}
    for each in closed:
        for wanted in each.essential_qualifications or ():
            name = fold(wanted.name)
            for level in {wanted.level or 0, max(wanted.level or 0, each.min_level or 0)}:
                spelt = wanted.name if name else f"A level {level} qualification"
                found[name, level] = min(found.get((name, level), spelt), spelt)
        if each.min_level:
            found["", each.min_level] = f"A level {each.min_level} qualification"
    return found


def _with_qualification(new: Qualification) -> Callable[[Person], Person]:
    def make(person: Person) -> Person:
        return replace(person, qualifications=(*(person.qualifications or ()), new))

    return make


def hours(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    field = "hours_per_week_max"
    for value in sorted({each.hours_per_week for each in closed if each.hours_per_week}):
        words = f"Being free for {value:g} hours a week"
        shared = (field, f"{value:g}")
        make = _set(field, value)
        yield Change(field, value, "hours", words, shared, field, make, step=value)


def kinds(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    asked = {each.kind for each in closed}
    for kind in KINDS:
        if kind in asked and kind not in (person.kinds or ()):
            wider = (*(person.kinds or ()), kind)
            words = f"Looking at {KIND_WORDS[kind]} too"
            yield Change("kinds", kind, "kind", words, ("kinds", kind), kind, _set("kinds", wider))


def dbs(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    yield Change("dbs", True, "dbs", "A DBS check", ("dbs", "true"), "dbs", _set("dbs", True))


def dates(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    begins, until = person.available_from, person.available_to
    ends = {e.end for e in closed if e.end and begins and ground.on <= e.end < begins}
    for day in sorted(ends, reverse=True):
        yield _free("available_from", day, "from", "earlier")
    for day in sorted({e.start for e in closed if e.start and until and e.start > until}):
        yield _free("available_to", day, "until", "later")


def _free(field: str, day: date, how: str, shared: str) -> Change:
    words = f"Being free {how} {day_words(day)}"
    value = day.isoformat()
    return Change(field, value, "dates", words, (field, shared), field, _set(field, day))


def sectors(person: Person, closed: Closed, ground: Ground) -> Iterator[Change]:
    for sector in sorted({each.sector for each in closed if each.sector}):
        words = f"Trying {sector_words(sector)}, only if you ever want to,"
        yield Change(
            *("interests", {"sector": sector, "level": "curious"}, "sector", words),
            *(("interests", sector), f"s {sector}", with_interest(sector)),
            gentle=True,
        )


def with_interest(sector: str) -> Callable[[Person], Person]:
    """Somebody who is curious about a sector, whatever they said of it before."""

    def make(person: Person) -> Person:
        others = tuple(each for each in person.interests or () if each.sector != sector)
        return replace(person, interests=(*others, Interest(sector, "curious")))

    return make


# For each rule that a person can do something about: what, small steps before large ones.
# Consent, and whom or where somebody wants to stay away from, is never among it.
MAKERS: Mapping[str, Maker] = {
    "ready": ready,
    "dates": dates,
    "travel": travel,
    "qualification": qualifications,
    "hours": hours,
    "dbs": dbs,
    "kind": kinds,
    "sector": sectors,
}


def changes(rule: str, person: Person, closed: Closed, ground: Ground) -> list[Change]:
    """Every change worth trying where this rule stands in the way."""
    maker = MAKERS.get(rule)
    return list(maker(person, closed, ground)) if maker and closed else []
