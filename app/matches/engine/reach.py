"""Counting whom an offer could reach, in groups no smaller than six: never one person by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import matching
from app.matches.engine import records
from app.matches.facts import OfferFacts, PersonFacts
from matching import rules

GROUP = 6  # one more than the largest count that is never shown
# Whom or where somebody stays away from is theirs alone: those rules are not asked here.
ASKED = ("age", "dates", "travel", "qualification", "hours", "dbs", "kind", "sector")
Group = list[matching.Person]


def groups(people: Iterable[PersonFacts]) -> list[Group]:
    """Return people who may be matched in groups of six and more, each of people much alike."""
    able = [facts for facts in people if facts.ready and facts.consent]
    able.sort(key=_likeness)
    cut = [able[at : at + GROUP] for at in range(0, len(able), GROUP)]
    if len(cut) > 1 and len(cut[-1]) < GROUP:
        cut[-2:] = [cut[-2] + cut[-1]]
    whole = [group for group in cut if len(group) >= GROUP]
    return [[records.person(facts) for facts in group] for group in whole]


def _likeness(facts: PersonFacts) -> tuple[object, ...]:
    levels = [level or 0 for _, level in facts.qualifications or ()]
    names = sorted(str(name) for name, _ in facts.qualifications or ())
    born = facts.born.year if facts.born else 0
    hours = facts.hours_per_week_max or 0
    return (
        max(levels, default=-1),
        bool(facts.dbs),
        facts.area or "",
        born,
        hours,
        names,
        facts.id,
    )


def count(wanted: OfferFacts, people: Sequence[Group], on: date) -> int:
    """Return how many people are in groups of which more than half could take an offer up.

    A group counts as a whole or not at all, so two counts differ by six people and more, or by none.
    """
    offer, ground = records.opportunity(wanted), rules.Ground(on)
    return sum(
        len(group)
        for group in people
        if 2 * sum(could(person, offer, ground) for person in group) > len(group)
    )


def could(person: matching.Person, offer: matching.Opportunity, ground: rules.Ground) -> bool:
    """Say whether no rule that is asked here says no."""
    return all(rules.RULES[name](person, offer, ground).answer != "no" for name in ASKED)
