"""A day as its pages show it: a row for each person, both allocations, who is left with nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.fairdays import standing, telling
from app.fairdays.models import FairDay, FairDayOffer, FairDayPerson
from app.fairdays.telling import Names
from app.matches.engine.about import term_name
from app.matches.engine.allocating import Side, Standing, Wanted
from app.matches.models import SuggestionState
from app.matches.queries import Card

NUMBER = re.compile(r"(?:person )?([0-9]{1,4})", re.IGNORECASE)
NONE_PASSES = "No offer of the day passes every rule for them"


@dataclass(frozen=True)
class Pick:
    """An offer for somebody, with how well it fits and why."""

    offer: FairDayOffer
    band: str
    reasons: list[dict[str, str]]


@dataclass(frozen=True)
class Row:
    """One person of the day, as the reader may see them."""

    person: FairDayPerson
    label: str
    advisor: str
    options: dict[str, Pick]
    now: Pick | None
    stable: Pick | None
    optimal: Pick | None
    wanted: list[str]
    next_step: str
    trouble: str | None

    @property
    def confirmed(self) -> bool:
        """Whether somebody has confirmed what they are given."""
        return bool(self.person.place and self.person.place.confirmed_at)

    def says(self, search: str) -> bool:
        """Whether the row has the words somebody looks for; a number means that person."""
        number = NUMBER.fullmatch(search)
        if number:
            return self.person.number == int(number[1])
        picks = [pick.offer.opportunity for pick in (self.now, self.stable, self.optimal) if pick]
        offers = [f"{offer.title} {offer.employer.name}" for offer in picks]
        said = " ".join([self.label, self.advisor, *offers]).casefold()
        return all(word in said for word in search.casefold().split())


@dataclass(frozen=True)
class Board:
    """Everything the page of a drawn day shows."""

    day: FairDay
    rows: list[Row]
    names: Names
    named: bool
    stable: Side
    optimal: Side
    now: Side
    price: list[str]
    pairs: list[str]

    @property
    def left_out(self) -> list[Row]:
        """Those who have nothing."""
        return [row for row in self.rows if row.now is None]

    @property
    def confirmed(self) -> int:
        """How many rows somebody has confirmed."""
        return sum(row.confirmed for row in self.rows)

    def pair_words(self, side: Side) -> list[str]:
        """Return each pair that would rather have each other, by name."""
        return [
            f"{self.names.person(one)} and {self.names.offer(where)}"
            for one, where in side.blocking
        ]


def names(day: FairDay, *, named: bool) -> Names:
    """Return what the reader may call people: by their number until names were opened."""
    people = {one.ref: label(one, named=named) for one in day.people}
    return Names(people, {offer.ref: offer for offer in day.offers})


def label(person: FairDayPerson, *, named: bool) -> str:
    """Return the name somebody goes by, or their number on the day."""
    return person.young_person.preferred_name if named else f"Person {person.number}"


def board(day: FairDay, *, named: bool) -> Board:
    """Return the day with both allocations and how it stands now."""
    called, desk = names(day, named=named), standing.desk(day)
    stable, optimal, price = desk.compare()
    now = desk.side(standing.given(day) if _started(day) else stable.given)
    stands = desk.standing(now.given)
    troubles = standing.troubles(day)
    rows = [
        _row(person, called, (now, stable, optimal), stands, troubles.get(person.id), named)
        for person in day.people
    ]
    return Board(
        day=day,
        rows=sorted(rows, key=lambda row: (row.now is not None, row.confirmed, row.person.number)),
        names=called,
        named=named,
        stable=stable,
        optimal=optimal,
        now=now,
        price=telling.price(price),
        pairs=[f"{called.person(one)} and {called.offer(where)}" for one, where in now.blocking],
    )


def _started(day: FairDay) -> bool:
    return any(person.place for person in day.people)


def _row(
    person: FairDayPerson,
    called: Names,
    sides: tuple[Side, Side, Side],
    stands: Standing,
    trouble: str | None,
    named: bool,
) -> Row:
    options = {
        option["offer"]: _pick(option, called.offers[option["offer"]], named)
        for option in person.options
    }
    now, stable, optimal = (options.get(side.given.get(person.ref) or "") for side in sides)
    better = stands.wanted(person.ref)
    advisor = person.young_person.advisor
    return Row(
        person=person,
        label=called.person(person.ref),
        advisor=advisor.name if advisor else "No advisor yet",
        options=options,
        now=now,
        stable=stable,
        optimal=optimal,
        wanted=[telling.wanted(line, called) for line in better],
        next_step="" if now else _next_step(person, options, better, called),
        trouble=trouble,
    )


def _pick(option: dict[str, Any], offer: FairDayOffer, named: bool) -> Pick:
    terms = telling.spoken_of(option["terms"])
    if not named:
        # What a reason says in full may tell who it is about; its heading does not.
        terms = [{**term, "words": term_name(term["term"])} for term in terms]
    card = Card(offer.opportunity, option["band"], terms, SuggestionState.SUGGESTED)
    return Pick(offer, option["band"], card.reasons)


def _next_step(
    person: FairDayPerson, options: dict[str, Pick], better: Sequence[Wanted], called: Names
) -> str:
    free = [line.opportunity for line in better if line.why == "free"]
    if free:
        return (
            f"A place is free at {called.offer(free[0])}. Choose it by hand, or ask their advisor"
        )
    if better:
        employer = called.offers[better[0].opportunity].opportunity.employer.name
        return (
            f"What fits them is full. Ask {employer} for one more place, or choose another by hand"
        )
    if options:
        return "Too little is known to say what fits. Ask their advisor, then choose by hand"
    if person.why_none:
        rule = max(person.why_none, key=lambda line: int(line["count"]))["rule"]
        why = telling.rule(rule)
        return f"{NONE_PASSES}. Most often the answer is no to “{why}” Ask what would change it"
    return f"{NONE_PASSES}. Ask their advisor what else would help"
