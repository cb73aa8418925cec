"""The hours rules against a second opinion, on weeks by chance.

A few thousand weeks each time; a hundred thousand, with the time they take:

    scripts/measure law
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import time

from app.opportunities.law.types import DAYS
from app.opportunities.lawful import RULES, Offer, Shift
from tests.app.opportunities import second_opinion
from tests.app.opportunities.offers import LAW
from tests.app.opportunities.second_opinion import Circle

WEEKS = int(os.environ.get("LAW_WEEKS", "3000"))
AGES = (14, 15, 17, 21)
FIRST = {"hours.shift", "hours.overlap", "break.too_long"}
# Not about the grid of the week, or only about what was not said.
APART = {"break.not_said", "hours.impossible", "hours.two_totals"}
GRID = [
    rule
    for rule in RULES
    if rule.family in {"hours", "break", "rest", "night"} and rule.name not in APART
]


def offer_of(turns, age):
    week = tuple(
        Shift(DAYS[t.day], time(*divmod(t.first, 60)), time(*divmod(t.last, 60)), t.pause)
        for t in turns
    )
    return Offer("supported", min_age=age, max_age=age, school_age=age < 16, week=week)


def found(offer):
    return {finding.rule for rule in GRID for finding in rule(offer, LAW)}


def compared(weeks, seed):
    """Every difference between the two opinions, and how often each finding was made."""
    dice, differences, seen = random.Random(seed), [], Counter()
    for _ in range(weeks):
        turns, age = second_opinion.week_of(dice), dice.choice(AGES)
        circle = Circle(turns)
        ours, theirs = found(offer_of(turns, age)), second_opinion.findings(circle, age)
        if ours & FIRST or theirs & FIRST:
            # In a week that is not possible, nothing else can be measured in one way only.
            ours, theirs = ours & FIRST, theirs & FIRST
        seen.update(theirs)
        if ours != theirs:
            differences.append((turns, age, ours ^ theirs))
    return differences, seen


def test_the_rules_and_a_second_opinion_agree_on_weeks_by_chance():
    differences, seen = compared(WEEKS, seed=1998)

    assert differences == []
    assert set(seen) == {rule.name for rule in GRID}, "a finding that chance never made"
