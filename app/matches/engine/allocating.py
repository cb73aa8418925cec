"""Fair days: scores for the offers of a day, both allocations, and what a move by hand would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.matches.engine.ranking import Empty, Engine, Ranked
from app.matches.facts import OfferFacts, PersonFacts
from matching.allocate import Capacity, Option
from matching.fair import Consequence, Fair, Price, Standing, Wanted
from matching.wording import about

__all__ = ["Consequence", "Desk", "Found", "Price", "Side", "Standing", "Wanted", "about", "draw"]
MICRO = 1_000_000


@dataclass(frozen=True)
class Found:
    """What a draw found for one person: the offers open to them, or the rules that left none."""

    options: tuple[Ranked, ...]
    why_none: tuple[dict[str, Any], ...]


def draw(
    people: Sequence[PersonFacts],
    offers: Sequence[OfferFacts],
    *,
    on: date,
    floor: float,
    weights: Mapping[str, Any] | None,
) -> dict[str, Found]:
    """Rank the offers of the day, and only those, for everybody who comes, by the same weights
    as their lists."""
    found: dict[str, list[Ranked]] = {}
    empty: dict[str, tuple[dict[str, Any], ...]] = {}
    if offers:
        engine = Engine(offers, on=on, top=len(offers), floor=floor, weights=weights)
        for line in engine.rank(people):
            if isinstance(line, Empty):
                empty[line.person] = tuple(line.rules)
            else:
                found.setdefault(line.person, []).append(line)
    return {one.id: Found(tuple(found.get(one.id, ())), empty.get(one.id, ())) for one in people}


@dataclass(frozen=True)
class Side:
    """One allocation: who gets what, its total in points, and the pairs that stand against it."""

    given: Mapping[str, str | None]
    total: float
    placed: int
    blocking: tuple[tuple[str, str], ...]


class Desk:
    """A day made ready: whoever wants what, by score, and how many places there are.

    A pair without a score (“worth asking about”) is nobody's wish: it is given by hand or not at
    all. Equal scores are decided by the references, which are drawn by lot.
    """

    def __init__(
        self, scores: Mapping[str, Mapping[str, int | None]], places: Mapping[str, int]
    ) -> None:
        wishes = {
            person: [
                Option(offer, micro / MICRO)
                for offer, micro in sorted(row.items())
                if micro is not None and offer in places
            ]
            for person, row in sorted(scores.items())
        }
        rooms = [Capacity(offer, count) for offer, count in sorted(places.items())]
        self.fair = Fair(wishes, rooms)

    def compare(self) -> tuple[Side, Side, Price]:
        """Return the stable allocation, the one with the largest total, and the price."""
        both = self.fair.compare()
        return self.side(both.stable.given), self.side(both.optimal.given), both.price

    def side(self, given: Mapping[str, str | None]) -> Side:
        """Return an allocation as it stands, changed by hand or not."""
        standing = self.fair.standing(given)
        return Side(dict(given), standing.total, standing.placed, tuple(standing.blocking()))

    def standing(self, given: Mapping[str, str | None]) -> Standing:
        """Return an allocation that can be asked what a move would do."""
        return self.fair.standing(given)
