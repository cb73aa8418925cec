"""A pool of opportunities with everything that is worked out of it once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from matching import offers
from matching.columns import Codes, points
from matching.field import Field, Ready, Sides, field, field_of_few, ready
from matching.ground import nearby_order
from matching.history import History
from matching.meaning import ALIKE
from matching.model import Weights
from matching.offers import words_after
from matching.people import pack
from matching.rules import Ground
from matching.settings import Settings
from matching.sweep import Best, sweep
from matching.travel import centres_of
from matching.types import Opportunity, Person

USUAL_FLOOR = 0.5
# So many people, or one for so many opportunities, are few.
FEW, MANY = 8, 100


class Pool:
    """Opportunities, the ground they stand on, and their columns."""

    def __init__(
        self,
        records: list[Opportunity],
        weights: Weights,
        settings: Settings,
        on: date,
        *,
        alike: bool = False,
    ) -> None:
        # One kind after the other and neighbours on the map side by side, so that whole
        # stretches can be passed over.
        kinds = Codes(each.kind for each in records if each.kind)
        remote = np.array([bool(each.remote) for each in records], bool)
        self.file_order = nearby_order(
            points(each.place for each in records),
            2 * kinds.of(each.kind for each in records) + remote,
        )
        self.records = [records[number] for number in self.file_order]
        self.weights = weights
        # Meanings are worked out only where they count, or where weights for them are learnt.
        self.alike = alike or any(weights.values[term] for term in ALIKE)
        self.ground = Ground(on, settings, centres_of(records))
        self.number = {each.id: number for number, each in enumerate(self.records)}
        if len(self.number) != len(records):
            raise ValueError("two opportunities have the same id")

    def with_changes(
        self, changed: Sequence[Opportunity] = (), removed: Iterable[str] = ()
    ) -> Pool:
        """The pool that a fresh start with these changes would give; this one stays as it is.

        Whatever was said of an offer that did not change is not read again.
        """
        gone, newer = set(removed), {each.id: each for each in changed}
        before = [self.records[number] for number in np.argsort(self.file_order)]
        records = [newer.pop(each.id, each) for each in before if each.id not in gone]
        changed_pool = [*records, *newer.values()]
        pool = Pool(
            changed_pool, self.weights, self.ground.settings, self.ground.on, alike=self.alike
        )
        known = words_after(self.records, self.offers.names.vocabulary, pool.records)
        vars(pool)["offers"] = offers.pack(pool.records, pool.ground, known, alike=pool.alike)
        return pool

    @cached_property
    def ready(self) -> Ready:
        """The pool at the usual coverage floor, for people who come one at a time."""
        return ready(self.offers, self.weights, self.ground, USUAL_FLOOR)

    def field(self, sides: Sides) -> Field:
        """Both sides made ready, the quicker way when few people ask."""
        few = len(sides.people) <= max(FEW, len(self.records) // MANY)
        if sides.by_person and sides.floor == USUAL_FLOOR and few:
            return field_of_few(sides, self.ready)
        return field(sides)

    def score_one(self, person: Person, top: int, history: History | None = None) -> Best:
        """The best opportunities of one person, without reasons."""
        packed = pack([person], self.offers, self.ground, history or History())
        sides = Sides(packed, self.offers, self.weights, self.ground, USUAL_FLOOR, True)
        return sweep(self.field(sides), min(top, len(self.records)))

    @cached_property
    def offers(self) -> offers.Offers:
        """The pool as columns of numbers."""
        return offers.pack(self.records, self.ground, alike=self.alike)
