"""Who may be paired at all: every hard rule by itself, with what it says in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from matching import ages, travel
from matching.requirements import fold, missing_qualification
from matching.settings import Settings
from matching.types import Opportunity, Person, Place
from matching.wording import KIND_WORDS, MODE_WORDS, day_words, sector_words


@dataclass(frozen=True, slots=True)
class Ground:
    """What a run stands on: its day, the settings, and where areas are."""

    on: date
    settings: Settings = field(default_factory=Settings)
    areas: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one pair."""

    answer: Literal["yes", "no", "unknown"]
    words: str


Rule = Callable[[Person, Opportunity, Ground], Verdict]


def yes(words: str) -> Verdict:
    """The rule is kept."""
    return Verdict("yes", words)


def no(words: str) -> Verdict:
    """The rule is broken."""
    return Verdict("no", words)


def unknown(words: str) -> Verdict:
    """Nobody has said, so the rule does not decide."""
    return Verdict("unknown", words)


def ready(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """Only people who are ready are suggested; not knowing is a no."""
    if person.ready:
        return yes("You are ready to start.")
    return no("You have not been marked as ready yet.")


def consent(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """What we know may be used for matching only when that was agreed; not knowing is a no."""
    if person.consent:
        return yes("You agreed that we may use what we know to find matches.")
    return no("You have not agreed yet that we may use what we know to find matches.")


def age(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """Age on the start date, within the offer's limits and the law for its kind."""
    span = ages.on_start(person, opportunity.start, ground.on)
    least, most = ages.limits(opportunity, ground.settings)
    if least is None and most is None:
        return yes("There is no age limit.")
    if span is None:
        return unknown("We don’t know your age.")
    low, high = span
    if least is not None and high < least:
        return no(f"You need to be at least {least} when it starts.")
    if most is not None and low > most:
        return no(f"You need to be {most} or younger when it starts.")
    return _age_near_a_limit(person, opportunity, ground, span)


def _age_near_a_limit(
    person: Person, opportunity: Opportunity, ground: Ground, span: tuple[float, float]
) -> Verdict:
    school = ages.school(person, opportunity, ground.settings, ground.on)
    if school == "no":
        return no("It starts before you may leave school.")
    least, most = ages.limits(opportunity, ground.settings)
    too_young = least is not None and span[0] < least
    too_old = most is not None and span[1] > most
    if school == "unknown" or too_young or (too_old and opportunity.start is not None):
        return unknown("We don’t know if you are the right age on the day it starts.")
    return yes("You are the right age.")


def dates(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """The time of the offer and the time the person is free have a day in common."""
    start, end = opportunity.start, opportunity.end
    begins, until = person.available_from, person.available_to
    if end and end < ground.on:
        return no("It is already over.")
    if begins and end and begins > end:
        return no(f"It is over before you are free on {day_words(begins)}.")
    if until and start and until < start:
        return no(f"It starts after the last day you are free, {day_words(until)}.")
    return _dates_not_said(person, opportunity)


def _dates_not_said(person: Person, opportunity: Opportunity) -> Verdict:
    if person.available_from is None and person.available_to is None:
        return unknown("We don’t know when you are free.")
    if opportunity.start is None and opportunity.end is None:
        return unknown("We don’t know when it starts.")
    return yes("You are free when it happens.")


def open_now(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """The offer takes names on the day of the run."""
    if opportunity.opens and opportunity.opens > ground.on:
        return no(f"It opens on {day_words(opportunity.opens)}.")
    if opportunity.closes and opportunity.closes < ground.on:
        return no(f"It closed on {day_words(opportunity.closes)}.")
    if opportunity.closes is None:
        return unknown("We don’t know when it closes.")
    return yes("It is open.")


def reach(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """The fastest of the person's ways to travel takes no longer than they said."""
    if opportunity.remote:
        return yes("You can do it from home.")
    start = travel.home(person, ground.areas)
    if start is None or opportunity.place is None:
        whose = "where you live" if start is None else "where it is"
        return unknown(f"We don’t know {whose}.")
    far = travel.reach_km(person.travel, ground.settings)
    if far is None:
        return unknown("We don’t know how far you can travel.")
    gap = travel.apart(travel.point(start), travel.point(opportunity.place))
    found = travel.journey(travel.ground_km(gap), person.travel, ground.settings)
    way = f"about {found[0]} minutes {MODE_WORDS[found[1]]}" if found else "too far"
    if far < 0 or gap > travel.squared(far):
        return no(f"It is {way}, which is longer than you want to travel.")
    return yes(f"It is {way}.")


def qualification(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """What the offer says is essential is held, by name or by level."""
    answer, name = missing_qualification(person, opportunity)
    if answer == "no":
        return no(f"It needs {name}, which you don’t have yet.")
    if answer == "unknown":
        return unknown(name or "We don’t know your qualifications.")
    return yes("You have the qualifications it needs.")


def hours(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """No more hours a week than the person can do, or than the law allows under 18."""
    asked, most = opportunity.hours_per_week, person.hours_per_week_max
    if asked is None:
        return unknown("We don’t know the hours.")
    span = ages.on_start(person, opportunity.start, ground.on)
    if span and span[1] < 18 and asked > ground.settings.hours_under_18:
        return no("It is more hours a week than you may work before you are 18.")
    if most is None:
        return unknown("We don’t know how many hours you can do.")
    if asked > most:
        return no(f"It is {asked:g} hours a week and you can do {most:g}.")
    return yes(f"It is {asked:g} hours a week, which you can do.")


def dbs(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """A DBS check where one is required."""
    if opportunity.dbs_required is False or person.dbs:
        return yes("You have what it needs for a DBS check.")
    if opportunity.dbs_required is None:
        return unknown("We don’t know if it needs a DBS check.")
    if person.dbs is None:
        return unknown("It needs a DBS check, and we don’t know if you have one.")
    return no("It needs a DBS check, which you don’t have yet.")


def places(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """A place is left."""
    total, taken = opportunity.places, opportunity.places_taken
    if total is not None and total - (taken or 0) <= 0:
        return no("There is no place left.")
    if total is None or taken is None:
        return unknown("We don’t know how many places are left.")
    return yes("There is a place left.")


def kind(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """The kind of opportunity is one the person wants."""
    if opportunity.kind is None:
        return unknown("We don’t know what kind of opportunity it is.")
    name = KIND_WORDS.get(opportunity.kind, opportunity.kind)
    if not person.kinds:
        return unknown("We don’t know what kinds of opportunity you want.")
    if opportunity.kind in person.kinds:
        return yes(f"You want {name}.")
    return no(f"It is {name}, and you asked for something else.")


def sector(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """The sector is not one the person said no to."""
    if opportunity.sector is None:
        return unknown("We don’t know the kind of work.")
    if person.interests is None:
        return unknown("We don’t know what kinds of work you like.")
    unwanted = {each.sector for each in person.interests if each.level == "not_for_me"}
    if opportunity.sector in unwanted:
        return no(f"You said {sector_words(opportunity.sector)} is not for you.")
    return yes("You have not said no to this kind of work.")


def employer(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """The employer is not one to stay away from."""
    avoided = {fold(each) for each in person.exclude_employers or ()}
    if not avoided:
        return yes("There is no employer you want to stay away from.")
    if opportunity.employer is None:
        return unknown("We don’t know who the employer is.")
    if fold(opportunity.employer) in avoided:
        return no("You don’t want to work with this employer.")
    return yes("This is not an employer you want to stay away from.")


def area(person: Person, opportunity: Opportunity, ground: Ground) -> Verdict:
    """The area is not one to stay away from."""
    avoided = {travel.area_name(each) for each in person.exclude_areas or ()}
    if not avoided:
        return yes("There is no area you want to stay away from.")
    if opportunity.area is None:
        return unknown("We don’t know which area it is in.")
    if travel.area_name(opportunity.area) in avoided:
        return no("It is in an area you want to stay away from.")
    return yes("It is not in an area you want to stay away from.")


RULES: Mapping[str, Rule] = {
    "consent": consent,
    "ready": ready,
    "age": age,
    "dates": dates,
    "open": open_now,
    "travel": reach,
    "qualification": qualification,
    "hours": hours,
    "dbs": dbs,
    "places": places,
    "kind": kind,
    "sector": sector,
    "employer": employer,
    "area": area,
}


def broken(person: Person, opportunity: Opportunity, ground: Ground) -> list[str]:
    """The names of the rules that say no."""
    return [
        name for name, rule in RULES.items() if rule(person, opportunity, ground).answer == "no"
    ]
