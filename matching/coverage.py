"""How much of what there is to know of a pair is known, from the two records apart."""

from __future__ import annotations

import numpy as np

from matching.bags import Floats, Ints
from matching.model import SHARES
from matching.offers import Offers
from matching.people import People


def _placed(points: Floats) -> Floats:
    return (~np.isnan(points[:, 0])).astype(float)


def coverage_of_people(people: People) -> Floats:
    """Rows whose product with `coverage_of_offers` is the coverage in hundredths."""
    kinds = (people.kinds != 0).astype(float)
    pays = kinds * people.wants_pay
    placed = _placed(people.point)
    known = {
        "interest": ~np.isnan(people.interest).all(axis=1),
        "words": people.has_words,
        "skills": people.has_skills,
        "experience": people.has_experience,
        "travel": placed,
        "hours": ~np.isnan(people.hours),
        "days": people.days != 0,
        "qualification": ~np.isnan(people.level),
        "adjustments": np.nan_to_num(people.needs_adjustments) > 0,
        "kind": kinds,
        "pay": pays,
        "response": np.ones(len(people)),
    }
    columns = [SHARES[term] * np.asarray(column, float) for term, column in known.items()]
    no_need = SHARES["adjustments"] * (people.needs_adjustments == 0)
    alone = no_need + SHARES["pay"] * (kinds - pays)
    return np.stack([*columns, SHARES["travel"] * (1 - placed), alone], axis=1)


def coverage_of_offers(offers: Offers) -> Floats:
    """What each offer says, in the order of `coverage_of_people`."""
    placed = _placed(offers.point)
    columns = [
        offers.sector >= 0,
        offers.has_words,
        offers.has_skills,
        offers.has_words,
        np.maximum(placed, offers.remote),
        ~np.isnan(offers.hours),
        offers.days != 0,
        ~np.isnan(offers.level),
        offers.has_adjustments,
        offers.kind >= 0,
        ~np.isnan(offers.pay),
        ~np.isnan(offers.response),
        offers.remote,
        np.ones(len(offers)),
    ]
    return np.stack([np.asarray(column, float) for column in columns], axis=1)


def coverage_patterns(offers: Offers, most: int) -> tuple[Ints, Floats]:
    """The commonest ways in which offers are complete, and which offer has which (or -1)."""
    rows = coverage_of_offers(offers) > 0
    # Each column is nought or one, so that a row is a number in twos.
    number = rows @ (1 << np.arange(rows.shape[1]))
    _, first, codes, times = np.unique(
        number, return_index=True, return_inverse=True, return_counts=True
    )
    kept = np.argsort(-times, kind="stable")[:most]
    place = np.full(len(times), -1, np.int64)
    place[kept] = np.arange(len(kept))
    return place[codes.reshape(-1)], rows[first[kept]].astype(float)
