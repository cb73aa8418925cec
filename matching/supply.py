"""What employers could do differently, and what that would open to a whole cohort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from matching import offers
from matching.offers import Offers
from matching.pool import Pool
from matching.types import Opportunity

HOURS = (30.0, 20.0, 16.0, 8.0)

Make = Callable[[Opportunity], Opportunity]


@dataclass(frozen=True, slots=True)
class OfferChange:
    """One thing that could be different in every offer, and the rule it bears on."""

    field: str
    value: object
    rule: str
    words: str
    make: Make


def _at_most(hours: float) -> Make:
    def make(offer: Opportunity) -> Opportunity:
        asked = offer.hours_per_week
        return offer if asked is None else replace(offer, hours_per_week=min(asked, hours))

    return make


def _untaught(offer: Opportunity) -> Opportunity:
    return replace(offer, essential_qualifications=(), min_level=None)


def _one_more(offer: Opportunity) -> Opportunity:
    full = offer.places is not None and offer.places <= (offer.places_taken or 0)
    return replace(offer, places=(offer.places_taken or 0) + 1) if full else offer


def _any_age(offer: Opportunity) -> Opportunity:
    return replace(offer, min_age=None, max_age=None)


def _from_home(offer: Opportunity) -> Opportunity:
    return replace(offer, remote=True)


# What each would ask of an employer, less before more.
ASKED: tuple[OfferChange, ...] = (
    *(
        OfferChange(
            "hours_per_week",
            most,
            "hours",
            f"Offers of {most:g} hours a week or fewer",
            _at_most(most),
        )
        for most in HOURS
    ),
    OfferChange(
        *("essential_qualifications", [], "qualification"),
        *("Employers who train people on the job", _untaught),
    ),
    OfferChange("remote", True, "travel", "Work that can be done from home", _from_home),
    OfferChange("places", "+1", "places", "One more place where it is full", _one_more),
    OfferChange("min_age", None, "age", "Offers for every age the law allows", _any_age),
)


def packed_with(pool: Pool, change: OfferChange) -> Offers:
    """The columns of a pool in which every offer has made the change."""
    return offers.pack([change.make(_bare(each)) for each in pool.records], pool.ground)


def _bare(offer: Opportunity) -> Opportunity:
    # No rule asks about these, and they take longest to pack.
    return replace(offer, title=None, text=None, skills=None, adjustments_offered=None)


def worth_asking(pool: Pool) -> Sequence[tuple[OfferChange, Offers]]:
    """Every change with the pool as it would be."""
    return [(each, packed_with(pool, each)) for each in ASKED]
