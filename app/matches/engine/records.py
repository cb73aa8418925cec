"""Facts of people and offers as the records of the engine."""

from __future__ import annotations

from typing import Any

import matching
from app.matches.facts import OfferFacts, PersonFacts

NESTED = {"interests", "skills", "qualifications"}


def person(facts: PersonFacts) -> matching.Person:
    """Return a young person as the engine knows them."""
    values = dict(vars(facts))
    place = values.pop("place")
    minutes, modes = values.pop("minutes_max"), values.pop("modes")
    return matching.Person(
        **{name: value for name, value in values.items() if name not in NESTED},
        place=matching.Place(*place) if place else None,
        travel=matching.Travel(minutes, modes) if minutes or modes else None,
        interests=_each(matching.Interest, facts.interests),
        skills=_each(matching.Skill, facts.skills),
        qualifications=_each(matching.Qualification, facts.qualifications),
    )


def opportunity(facts: OfferFacts) -> matching.Opportunity:
    """Return an offer as the engine knows it."""
    values = dict(vars(facts))
    place = values.pop("place")
    values.pop("essential_qualifications")
    return matching.Opportunity(
        **values,
        place=matching.Place(*place) if place else None,
        essential_qualifications=_each(matching.Qualification, facts.essential_qualifications),
    )


def _each(kind: Any, rows: tuple[tuple[Any, ...], ...] | None) -> Any:
    return None if rows is None else tuple(kind(*row) for row in rows)
