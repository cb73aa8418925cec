"""What a day, a wish and a move come to, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.fairdays.models import FairDayOffer
from app.filters import listing, plural, words
from app.matches.engine.about import rules
from app.matches.engine.allocating import Consequence, Price, Wanted, about

ENOUGH = 3  # pairs named in one sentence
SMALL = 0.05  # points nobody could tell apart


@dataclass(frozen=True)
class Names:
    """What the reader may call people and offers."""

    people: Mapping[str, str]
    offers: Mapping[str, FairDayOffer]

    def person(self, ref: str) -> str:
        """Return somebody’s name, or their number."""
        return self.people[ref]

    def offer(self, ref: str) -> str:
        """Return an offer with its employer."""
        row = self.offers[ref].opportunity
        return f"“{row.title}” at {row.employer.name}"


def points(value: float) -> str:
    """Return points with one place, and no sign."""
    return plural_points(abs(round(value, 1)))


def plural_points(value: float) -> str:
    """Return “1.0 points” as people say it."""
    return "1 point" if value == 1 else f"{value:g} points"


def move(found: Consequence, names: Names) -> list[str]:
    """Return what a move by hand would do, one sentence for each thing."""
    if found.to == found.frm:
        return ["This is what they have now."]
    told = [_goes(found, names)]
    if not found.possible:
        return told + _in_the_way(found, names)
    return [*told, *_worth(found), *_pairs(found, names)]


def _goes(found: Consequence, names: Names) -> str:
    who = names.person(found.person)
    if found.to is None:
        return f"{who} would have no place on the day."
    if found.frm is None:
        return f"{who} would get {names.offer(found.to)}."
    return f"{who} would move to {names.offer(found.to)}."


def _in_the_way(found: Consequence, names: Names) -> list[str]:
    where = names.offers[found.to or ""].opportunity.employer.name
    told = [f"{where} would be {_number(found.over)} over: not possible."]
    if found.displaced:
        names_ = listing(names.person(one) for one in found.displaced)
        told.append(f"{names_} would have to move first; of those there, they fit least.")
    return told


def _worth(found: Consequence) -> list[str]:
    told = []
    if found.placed:
        told.append(
            "One more young person would have a place."
            if found.placed > 0
            else "One young person fewer would have a place."
        )
    if abs(found.total) < SMALL:
        return [*told, "How well everybody fits together stays the same."]
    way = "rise" if found.total > 0 else "fall"
    return [*told, f"How well everybody fits together would {way} by {points(found.total)}."]


def _pairs(found: Consequence, names: Names) -> list[str]:
    told = []
    if found.appear:
        told.append(
            f"{_pair_count(len(found.appear))} would rather have each other: "
            f"{_named(found.appear, names)}."
        )
    if found.vanish:
        told.append(f"{_pair_count(len(found.vanish))} fewer would rather have each other.")
    return told or ["No other pair would rather have each other because of it."]


def _pair_count(number: int) -> str:
    return "One pair" if number == 1 else f"{_number(number).capitalize()} pairs"


def _number(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)


def _named(pairs: Sequence[tuple[str, str]], names: Names) -> str:
    said = [f"{names.person(one)} and {names.offer(where)}" for one, where in pairs[:ENOUGH]]
    more = len(pairs) - ENOUGH
    return listing([*said, f"{more} more"] if more > 0 else said)


def wanted(line: Wanted, names: Names) -> str:
    """Return why somebody does not have what fits them better."""
    reasons: dict[str, Callable[[], str]] = {
        "free": lambda: "a place is free",
        "ahead": lambda: f"{names.person(line.over or '')} has it, though they would fit better",
        "behind": lambda: "full, and everybody there fits it at least as well",
        "no_places": lambda: "it has no places on the day",
    }
    return f"{names.offer(line.opportunity)}: {reasons[line.why]()}"


def spoken_of(terms: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what is said to a young person, said about them to those who look after them."""
    return [{**term, "words": about(term["words"])} for term in terms]


def rule(name: str) -> str:
    """Return a rule as the question that was answered with no."""
    known = {line.name: line.words for line in rules()}
    return known.get(name, words(name))


def price(found: Price) -> list[str]:
    """Return what it costs that no pair would rather have each other."""
    if not found.differ:
        return ["Both come to the same: nobody would be placed differently, so there is no price."]
    told = [
        f"{plural(len(found.differ), 'young person', 'young people')} would get something else."
    ]
    lost = found.total or 0.0
    if lost < SMALL:
        told.append("The total fit is the same either way.")
    else:
        share = round(100 * (found.share or 0.0), 1)
        told.append(
            f"Choosing the stable one costs {points(lost)} of total fit, {share:g} % of it."
        )
    if found.placed:
        more = "best total" if found.placed > 0 else "stable one"
        people = plural(abs(found.placed), "more young person", "more young people")
        told.append(f"The {more} gives {people} a place.")
    else:
        told.append("As many young people get a place either way.")
    return told
