"""Makes the changes that lines of `unlock` speak of, from the lines alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from matching import Interest, Qualification, rules
from matching.types import Travel


def changed(person, change):
    """The person with the change made."""
    fields, values = change["field"], change["value"]
    if isinstance(fields, list):
        for field, value in zip(fields, values, strict=True):
            person = changed(person, {"field": field, "value": value})
        return person
    return replace(person, **MADE.get(fields, lambda _, value: {fields: value})(person, values))


def _interest(person, value):
    others = tuple(e for e in person.interests or () if e.sector != value["sector"])
    return {"interests": (*others, Interest(value["sector"], value["level"]))}


def _minutes(person, value):
    before = person.travel or Travel()
    if isinstance(value, str):
        value = before.minutes_max + float(value) if before.minutes_max is not None else None
    return {"travel": replace(before, minutes_max=value)}


def _mode(person, value):
    before = person.travel or Travel()
    # Where nobody has said how somebody travels, the rule does not rule out.
    modes = (*before.modes, value) if before.modes else before.modes
    return {"travel": replace(before, modes=modes)}


def _qualification(person, value):
    if person.qualifications is None:
        return {}
    new = Qualification(value["name"], value["level"])
    return {"qualifications": (*person.qualifications, new)}


MADE = {
    "interests": _interest,
    "travel.minutes_max": _minutes,
    "travel.modes": _mode,
    "qualifications": _qualification,
    "kinds": lambda person, value: {"kinds": (*person.kinds, value)} if person.kinds else {},
    "hours_per_week_max": lambda person, value: (
        {}
        if person.hours_per_week_max is None
        else {"hours_per_week_max": max(value, person.hours_per_week_max)}
    ),
    "dbs": lambda person, value: {} if person.dbs is None else {"dbs": value},
    "available_from": lambda person, value: {
        "available_from": None if value == "earlier" else date.fromisoformat(value)
    },
    "available_to": lambda person, value: {
        "available_to": None if value == "later" else date.fromisoformat(value)
    },
    "days": lambda person, value: {"days": (*person.days, value)} if person.days else {},
}


def offered(offer, change):
    """The offer with a change that employers could make."""
    field, value = change["field"], change["value"]
    if field == "hours_per_week":
        asked = offer.hours_per_week
        return offer if asked is None else replace(offer, hours_per_week=min(asked, value))
    if field == "essential_qualifications":
        return replace(offer, essential_qualifications=(), min_level=None)
    if field == "places":
        full = offer.places is not None and offer.places <= (offer.places_taken or 0)
        return replace(offer, places=(offer.places_taken or 0) + 1) if full else offer
    if field == "min_age":
        return replace(offer, min_age=None, max_age=None)
    if field == "adjustments_offered":
        return replace(offer, adjustments_offered=(*(offer.adjustments_offered or ()), value))
    return replace(offer, **{field: value})


def open_to(person, offers, ground):
    """The ids of the offers no rule says no to."""
    return {each.id for each in offers if not rules.broken(person, each, ground)}
