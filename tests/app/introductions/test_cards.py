"""The anonymous card: whatever the pool, nobody stands among fewer than five."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.introductions import cards
from app.introductions.cards import Coarse, age_band, anonymous, shared, times_band
from app.young_people import choices

AGES = ("16 or 17", "18 to 20", "21 to 25")
TIMES = ("part of the week", "most of the week", "to be talked about")
SECTORS = ("hospitality", "retail", "construction")
one = st.tuples(
    st.sampled_from(AGES), st.sampled_from(TIMES), st.frozensets(st.sampled_from(SECTORS))
)
pools = st.lists(one, min_size=1, max_size=120).map(
    lambda people: [Coarse(number, *facts) for number, facts in enumerate(people)]
)


@given(pools, st.sampled_from(SECTORS))
@settings(max_examples=400, deadline=None)
def test_everybody_with_the_same_card_is_one_of_five_or_more(pool, sector):
    issued = [tuple(sorted(anonymous(one.number, sector, pool).items())) for one in pool]

    assert all(count >= cards.K for card, count in Counter(issued).items() if card)


@given(pools, st.sampled_from(SECTORS))
@settings(max_examples=200, deadline=None)
def test_a_card_has_three_coarse_facts_at_most_and_they_are_true(pool, sector):
    for person in pool:
        card = anonymous(person.number, sector, pool)
        assert set(card) <= {"sector", "age", "times"}
        assert card.get("age", person.age) == person.age
        assert card.get("times", person.times) == person.times
        assert card == {} or sector in person.sectors


@given(pools, st.sampled_from(SECTORS), st.randoms())
@settings(max_examples=100, deadline=None)
def test_a_card_does_not_depend_on_the_order_of_the_pool(pool, sector, random):
    mixed = random.sample(pool, len(pool))

    assert all(
        anonymous(one.number, sector, pool) == anonymous(one.number, sector, mixed) for one in pool
    )


def test_somebody_among_four_is_shown_without_any_fact():
    pool = [Coarse(number, AGES[0], TIMES[0], frozenset({"retail"})) for number in range(4)]

    assert anonymous(0, "retail", pool) == {}


def test_a_rare_fact_hides_the_common_one_as_well():
    # Otherwise the card without an age would point at the one whose age is rare.
    pool = [Coarse(number, AGES[0], TIMES[0], frozenset({"retail"})) for number in range(9)]
    pool.append(Coarse(9, AGES[2], TIMES[0], frozenset({"retail"})))

    assert {tuple(anonymous(one.number, "retail", pool)) for one in pool} == {("sector", "times")}


def test_somebody_outside_the_pool_gets_no_card():
    pool = [Coarse(number, AGES[0], TIMES[0], frozenset({"retail"})) for number in range(9)]

    assert anonymous(77, "retail", pool) == {}


@pytest.mark.parametrize(
    ("hours", "band"), [(None, TIMES[2]), (8, TIMES[0]), (20, TIMES[0]), (21, TIMES[1])]
)
def test_times_come_in_three_bands(hours, band):
    assert times_band(hours) == band


def test_an_unknown_age_is_the_widest_band(app):
    assert age_band(None, None) == "16 to 25"


def test_every_field_that_may_be_agreed_can_be_written(make):
    person = make.young_person(
        pronouns="they/them",
        phone="+447700900123",
        email="robin@demo.example",
        skills=[{"name": "lifting", "evidence": "shown"}],
        qualifications=[{"name": "Food hygiene", "level": 2}],
        experience=["Paper round"],
        days=["mon"],
        adjustments=["buddy"],
    )
    fields = [key for key, _ in choices.SHARED]

    assert [line.key for line in shared(person, fields)] == fields
    assert [line.key for line in shared(person, ["age"])] == ["age"]
    assert shared(person, []) == []


def test_a_family_name_alone_names_nobody(make):
    assert cards.name(make.young_person(), ["surname"]) == cards.SOMEBODY
