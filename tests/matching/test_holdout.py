"""Figures about openings come from people nothing was learnt from, and never from counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from invented import ON, Inventor

from matching import Match, Outcome, Settings, Weights, rank
from matching.holdout import answered, levelled, questions, summary, tried
from matching.meaning import meanings
from matching.model import ADDED, digest
from matching.pool import Pool


@pytest.fixture
def world():
    inventor = Inventor(51, missing=0.2)
    people = [
        replace(each, ready=True, consent=True, kinds=None, travel=None, interests=None)
        for each in inventor.people(40)
    ]
    offers = [
        replace(each, opens=None, closes=None, end=None, start=None, places=None)
        for each in inventor.opportunities(60)
    ]
    at = datetime(2026, 10, 1, tzinfo=UTC)
    rows = [
        Outcome(people[n % 40].id, offers[n * 7 % 60].id, "opened", at + timedelta(hours=n))
        for n in range(110)
    ]
    return people, offers, rows


def heavy():
    return Weights({**Weights().values, **dict.fromkeys(ADDED, 1.5)})


def test_the_last_opening_is_asked_for_and_never_shown(world):
    _, _, rows = world

    for asked in questions(rows):
        assert all(step.person == asked.person for step in asked.before)
        assert asked.answer not in {step.opportunity for step in asked.before}


def test_invented_people_level_the_counts(world):
    _, offers, rows = world

    every = [*rows, *levelled(rows, [each.id for each in offers])]

    counts = {o.id: sum(row.opportunity == o.id for row in every) for o in offers}
    assert len(set(counts.values())) == 1


def test_levelled_counts_change_no_list(world):
    people, offers, rows = world
    more = levelled(rows, [each.id for each in offers])

    plain = rank(people, offers, outcomes=rows, weights=heavy(), on=ON)

    assert [each for each in plain if isinstance(each, Match)]
    assert rank(people, offers, outcomes=[*rows, *more], weights=heavy(), on=ON) == plain
    pool, asked = Pool(offers, heavy(), Settings(), ON), questions(rows)
    one, other = (
        summary(list(answered(pool, heavy(), people, asked, level=level))) for level in (0, 1)
    )
    assert one == other


def test_everybody_is_asked_once_over_all_parts(world):
    people, offers, rows = world
    pool = Pool(offers, Weights(), Settings(), ON, alike=True)

    found = list(tried(pool, people, rows, 3, level=False))

    assert sorted(each.asked.person for each in found) == [a.person for a in questions(rows)]


def test_near_meanings_are_near_and_who_somebody_is_has_none():
    cook, chef, nurse = meanings(["cooking", "chef in a restaurant kitchen", "nurse on a ward"])

    assert cook.astype(int) @ chef > cook.astype(int) @ nurse
    assert (
        meanings(["I like cooking. I am a gay muslim"]) == meanings(["I like cooking. I am a"])
    ).all()
    assert (
        not meanings(["I hate the phone"]).any()
        or (meanings(["I hate the phone"]) == meanings(["I hate the kitchen"])).all()
    )


def test_terms_that_nothing_has_been_learnt_of_are_neither_counted_nor_shown(world):
    people, offers, rows = world

    matches = [m for m in rank(people, offers, outcomes=rows, on=ON) if isinstance(m, Match)]

    assert not {term.term for each in matches for term in each.terms} & set(ADDED)


def test_terms_that_count_are_shown_and_add_up(world):
    people, offers, rows = world

    matches = [
        m
        for m in rank(people, offers, outcomes=rows[:30], weights=heavy(), on=ON, floor=0)
        if isinstance(m, Match)
    ]

    assert {term.term for each in matches for term in each.terms} >= set(ADDED)
    assert all(sum(t.micro for t in each.terms) == each.score_micro for each in matches)


def test_weights_from_before_a_term_was_thought_of_can_still_be_read():
    old = Weights().to_json()
    values = {term: value for term, value in old["values"].items() if term not in ADDED}
    from_then = {**old, "values": values}
    from_then["digest"] = digest({key: from_then[key] for key in ("values", "origin", "notes")})

    assert Weights.from_json(from_then).values == Weights().values
    with pytest.raises(ValueError, match="changed"):
        Weights.from_json({**from_then, "values": {**values, "words": 9.0}})
