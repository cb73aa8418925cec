"""A whole ranking as blocks of rows: pure and picklable, so that a block may be done anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from matching import plain
from matching.pool import Pool
from matching.propose import Crowd, crowd, for_people, for_some
from matching.types import Outcome, Person

Side = Literal["people", "opportunities"]


@dataclass(frozen=True)
class Work:
    """Everything a ranking needs; its rows are the people, or the opportunities."""

    pool: Pool
    people: Sequence[Person]
    outcomes: Sequence[Outcome]
    top: int
    floor: float
    for_: Side

    def __len__(self) -> int:
        return len(self.people if self.for_ == "people" else self.pool.records)

    def lines(self, start: int, stop: int) -> Iterator[str]:
        """The lines of some rows; those of all blocks in order are those of the whole."""
        if self.for_ == "people":
            some = self.people[start:stop]
            ids = {each.id for each in some}
            theirs = [each for each in self.outcomes if each.person in ids]
            found = for_people(self.pool, some, theirs, self.top, self.floor)
        else:
            found = for_some(self.pool, self.crowd, self.top, slice(start, stop))
        return map(plain.ranked, found)

    @cached_property
    def crowd(self) -> Crowd:
        """Everybody made ready, once wherever blocks are done."""
        return crowd(self.pool, self.people, self.outcomes, self.floor)


def here(work: Work) -> Iterator[str]:
    """The lines of the whole, in this process."""
    return work.lines(0, len(work))
