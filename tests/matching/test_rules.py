"""Each hard rule says yes, no or unknown, and means it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matching.rules import RULES, Ground
from matching.types import Interest, Opportunity, Person, Place, Qualification, Travel

ON = date(2026, 11, 23)
CENTRE, NEAR, FAR = Place(52.04, -0.76), Place(52.045, -0.75), Place(52.2, -0.9)
START, END = date(2027, 1, 11), date(2027, 2, 5)


def answer(rule, person=None, offer=None, on=ON):
    pair = Person("p", **(person or {})), Opportunity("o", **(offer or {}))
    return RULES[rule](*pair, Ground(on)).answer


@pytest.mark.parametrize("rule", ["consent", "ready"])
def test_consent_and_readiness_must_be_known_to_be_yes(rule):
    assert answer(rule, {rule: True}) == "yes"
    assert answer(rule, {rule: False}) == "no"
    assert answer(rule) == "no"


@pytest.mark.parametrize(
    ("person", "offer", "expected"),
    [
        ({"born": date(2009, 1, 11)}, {"min_age": 18, "start": START}, "yes"),
        ({"born": date(2009, 1, 12)}, {"min_age": 18, "start": START}, "no"),
        ({"born": date(2008, 1, 11)}, {"max_age": 18, "start": START}, "no"),
        ({"born": date(2008, 1, 12)}, {"max_age": 18, "start": START}, "yes"),
        ({"born": date(2009, 1, 12)}, {"min_age": 18}, "unknown"),
        ({"born": date(2001, 1, 12)}, {"max_age": 18}, "no"),
        ({"age": 17}, {"min_age": 18, "start": START}, "unknown"),
        ({"age": 16}, {"min_age": 18, "start": START}, "no"),
        ({"age": 17}, {"min_age": 18, "start": ON}, "no"),
        ({"age": 18}, {"max_age": 18, "start": START}, "unknown"),
        ({}, {"min_age": 18}, "unknown"),
        ({}, {}, "yes"),
        ({"age": 15}, {"kind": "apprenticeship", "start": ON}, "no"),
        ({"age": 16}, {"kind": "apprenticeship", "start": ON}, "yes"),
        ({"age": 15}, {"kind": "taster", "start": ON}, "yes"),
    ],
)
def test_age_is_taken_on_the_start_date(person, offer, expected):
    assert answer("age", person, offer) == expected


@pytest.mark.parametrize(
    ("born", "start", "expected"),
    [
        # 16 in the school year that ends in June 2026, whose last Friday is the 26th.
        (date(2010, 5, 1), date(2026, 6, 26), "no"),
        (date(2010, 5, 1), date(2026, 6, 27), "yes"),
        # 16 on 1 September 2026 belongs to the school year that ends in June 2027.
        (date(2010, 9, 1), date(2026, 12, 1), "no"),
        (date(2010, 9, 1), date(2027, 6, 26), "yes"),
        (date(2010, 9, 1), None, "unknown"),
    ],
)
def test_an_apprenticeship_starts_after_school_may_be_left(born, start, expected):
    offer = {"kind": "apprenticeship", "start": start}
    assert answer("age", {"born": born}, offer) == expected


@pytest.mark.parametrize(
    ("person", "offer", "expected"),
    [
        ({"available_from": END}, {"start": START, "end": END}, "yes"),
        ({"available_from": date(2027, 2, 6)}, {"start": START, "end": END}, "no"),
        ({"available_to": START}, {"start": START, "end": END}, "yes"),
        ({"available_to": date(2027, 1, 10)}, {"start": START}, "no"),
        ({}, {"start": START}, "unknown"),
        ({"available_from": END}, {}, "unknown"),
        ({"available_from": END}, {"end": date(2026, 11, 22)}, "no"),
    ],
)
def test_the_dates_have_a_day_in_common(person, offer, expected):
    assert answer("dates", person, offer) == expected


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        ({"opens": ON, "closes": ON}, "yes"),
        ({"opens": date(2026, 11, 24), "closes": END}, "no"),
        ({"closes": date(2026, 11, 22)}, "no"),
        ({}, "unknown"),
    ],
)
def test_the_offer_is_open_on_the_day(offer, expected):
    assert answer("open", {}, offer) == expected


BUS = Travel(30, ("bus",))


@pytest.mark.parametrize(
    ("person", "offer", "expected"),
    [
        ({"place": CENTRE, "travel": BUS}, {"place": NEAR}, "yes"),
        ({"place": CENTRE, "travel": BUS}, {"place": FAR}, "no"),
        ({"place": CENTRE, "travel": BUS}, {"place": FAR, "remote": True}, "yes"),
        ({"place": CENTRE, "travel": Travel(60, ("walk", "car"))}, {"place": FAR}, "yes"),
        ({"place": CENTRE, "travel": Travel(9, ("bus",))}, {"place": CENTRE}, "no"),
        ({"area": "MK9", "travel": BUS}, {"place": NEAR}, "yes"),
        ({"area": "mk9 3ej", "travel": BUS}, {"place": FAR}, "no"),
        ({"travel": BUS}, {"place": NEAR}, "unknown"),
        ({"place": CENTRE}, {"place": NEAR}, "unknown"),
        ({"place": CENTRE, "travel": Travel(30)}, {"place": NEAR}, "unknown"),
        ({"place": CENTRE, "travel": BUS}, {}, "unknown"),
    ],
)
def test_the_fastest_way_to_travel_is_quick_enough(person, offer, expected):
    assert answer("travel", person, offer) == expected


MATHS = Qualification("GCSE maths", 2)


@pytest.mark.parametrize(
    ("held", "asked", "expected"),
    [
        ((MATHS,), {"essential_qualifications": (Qualification("gcse  MATHS", 2),)}, "yes"),
        ((MATHS,), {"essential_qualifications": (Qualification("GCSE maths", 3),)}, "no"),
        ((), {"essential_qualifications": (Qualification("GCSE maths"),)}, "no"),
        (None, {"essential_qualifications": (MATHS,)}, "unknown"),
        ((Qualification("GCSE maths"),), {"essential_qualifications": (MATHS,)}, "unknown"),
        ((MATHS,), {"min_level": 2}, "yes"),
        ((MATHS,), {"min_level": 3}, "no"),
        ((MATHS, Qualification("Other")), {"min_level": 3}, "unknown"),
        ((), {"min_level": 0}, "yes"),
        ((MATHS,), {"essential_qualifications": ()}, "yes"),
        ((MATHS,), {}, "unknown"),
    ],
)
def test_essential_qualifications_are_held(held, asked, expected):
    assert answer("qualification", {"qualifications": held}, asked) == expected


@pytest.mark.parametrize(
    ("person", "offer", "expected"),
    [
        ({"hours_per_week_max": 16}, {"hours_per_week": 16}, "yes"),
        ({"hours_per_week_max": 16}, {"hours_per_week": 16.5}, "no"),
        ({}, {"hours_per_week": 16}, "unknown"),
        ({"hours_per_week_max": 16}, {}, "unknown"),
        (
            {"hours_per_week_max": 48, "born": date(2009, 12, 1)},
            {"hours_per_week": 41, "start": START},
            "no",
        ),
        (
            {"hours_per_week_max": 48, "born": date(2009, 1, 1)},
            {"hours_per_week": 41, "start": START},
            "yes",
        ),
    ],
)
def test_the_hours_are_no_more_than_somebody_can_or_may_do(person, offer, expected):
    assert answer("hours", person, offer) == expected


@pytest.mark.parametrize(
    ("has", "needs", "expected"),
    [
        (True, True, "yes"),
        (None, False, "yes"),
        (False, True, "no"),
        (None, True, "unknown"),
        (False, None, "unknown"),
    ],
)
def test_a_dbs_check_where_it_is_required(has, needs, expected):
    assert answer("dbs", {"dbs": has}, {"dbs_required": needs}) == expected


@pytest.mark.parametrize(
    ("total", "taken", "expected"),
    [(2, 1, "yes"), (2, 2, "no"), (0, None, "no"), (2, None, "unknown"), (None, 3, "unknown")],
)
def test_a_place_is_left(total, taken, expected):
    assert answer("places", {}, {"places": total, "places_taken": taken}) == expected


def test_the_kind_is_one_that_is_wanted():
    assert answer("kind", {"kinds": ("job",)}, {"kind": "job"}) == "yes"
    assert answer("kind", {"kinds": ("job",)}, {"kind": "taster"}) == "no"
    assert answer("kind", {}, {"kind": "taster"}) == "unknown"
    assert answer("kind", {"kinds": ("job",)}) == "unknown"


def test_a_sector_that_is_not_for_me_never_comes():
    person = {"interests": (Interest("retail", "not_for_me"), Interest("care", "keen"))}

    assert answer("sector", person, {"sector": "retail"}) == "no"
    assert answer("sector", person, {"sector": "care"}) == "yes"
    assert answer("sector", person, {"sector": "law"}) == "yes"
    assert answer("sector", person) == "unknown"
    assert answer("sector", {}, {"sector": "law"}) == "unknown"


def test_an_employer_or_an_area_to_stay_away_from_never_comes():
    person = {"exclude_employers": ("Acorn Café",), "exclude_areas": ("MK3",)}

    assert answer("employer", person, {"employer": "ACORN  café"}) == "no"
    assert answer("employer", person, {"employer": "Birch"}) == "yes"
    assert answer("employer", person) == "unknown"
    assert answer("area", person, {"area": "mk3 6ab"}) == "no"
    assert answer("area", person, {"area": "MK31"}) == "yes"
    assert answer("area", {}, {"area": "MK3"}) == "yes"


def test_every_rule_has_words_for_every_answer():
    person, offer = Person("p"), Opportunity("o")
    for changed in (offer, replace(offer, kind="job", dbs_required=True, places=0)):
        for rule in RULES.values():
            assert rule(person, changed, Ground(ON)).words.endswith(".")
