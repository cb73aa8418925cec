"""A pool of opportunities with everything that is worked out of it once."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from matching import offers
from matching.columns import points
from matching.ground import nearby_order
from matching.model import Weights
from matching.rules import Ground
from matching.settings import Settings
from matching.travel import centres_of
from matching.types import Opportunity


class Pool:
    """Opportunities, the ground they stand on, and their columns."""

    def __init__(
        self, records: list[Opportunity], weights: Weights, settings: Settings, on: date
    ) -> None:
        # Neighbours on the map lie side by side, so that whole stretches can be passed over.
        self.file_order = nearby_order(
            points(each.place for each in records),
            np.array([bool(each.remote) for each in records], bool),
        )
        self.records = [records[number] for number in self.file_order]
        self.weights = weights
        self.ground = Ground(on, settings, centres_of(records))
        self.number = {each.id: number for number, each in enumerate(self.records)}
        if len(self.number) != len(records):
            raise ValueError("two opportunities have the same id")

    @cached_property
    def offers(self) -> offers.Offers:
        """The pool as columns of numbers."""
        return offers.pack(self.records, self.ground)
