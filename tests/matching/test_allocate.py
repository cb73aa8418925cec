"""Places are given within capacity, stable or with the largest total."""

from __future__ import annotations

import itertools
import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.__main__ import main
from matching.allocate import Capacity, Option, allocate, market

PUBLIC = Path(os.environ.get("MATCHING_PUBLIC_DATA", "nowhere")) / "resident_match_instance"


def fair(seed, ranked):
    pick = random.Random(seed)
    people = [f"p{number}" for number in range(pick.randint(1, 6))]
    rooms = [f"o{number}" for number in range(pick.randint(1, 4))]
    wishes = {
        person: [
            Option(room, round(pick.random(), 1))
            for room in pick.sample(rooms, pick.randint(0, len(rooms)))
        ]
        for person in people
    }
    capacities = [
        Capacity(
            room,
            pick.randint(0, 2),
            tuple(pick.sample(people, pick.randint(0, len(people)))) if ranked else None,
        )
        for room in rooms
    ]
    return wishes, capacities


def every_allocation(wishes, capacities):
    listed = market(wishes, capacities).wishes
    places = {each.opportunity: each.places for each in capacities}
    for choice in itertools.product(*[(None, *listed[person]) for person in wishes]):
        if all(choice.count(room) <= count for room, count in places.items()):
            yield dict(zip(wishes, choice, strict=True))


@given(seed=st.integers(0, 10**6), ranked=st.booleans())
def test_a_stable_allocation_has_no_pair_that_would_rather_have_each_other(seed, ranked):
    wishes, capacities = fair(seed, ranked)

    found = allocate(wishes, capacities, "stable")

    assert found.blocking_pairs == 0
    for room in capacities:
        assert list(found.given.values()).count(room.opportunity) <= room.places


@given(seed=st.integers(0, 10**6))
def test_no_allocation_has_a_larger_total_than_the_optimal_one(seed):
    wishes, capacities = fair(seed, ranked=False)
    score = {(person, o.opportunity): o.score for person in wishes for o in wishes[person]}

    found = allocate(wishes, capacities, "optimal")

    best = max(
        sum(score[person, room] for person, room in each.items() if room)
        for each in every_allocation(wishes, capacities)
    )
    assert found.total == pytest.approx(best)


@given(seed=st.integers(0, 10**6))
def test_optimal_places_as_many_as_can_be_when_nothing_is_scored(seed):
    wishes, capacities = fair(seed, ranked=True)
    wishes = {
        person: [Option(o.opportunity) for o in options] for person, options in wishes.items()
    }

    found = allocate(wishes, capacities, "optimal")

    most = max(
        sum(room is not None for room in each.values())
        for each in every_allocation(wishes, capacities)
    )
    assert found.placed == most
    assert found.total is None or not any(wishes.values())


def test_pairs_that_only_one_side_lists_do_not_count():
    wishes = {"p": [Option("a"), Option("b")]}
    capacities = [Capacity("a", 1, ()), Capacity("b", 1, ("p",))]

    assert allocate(wishes, capacities, "stable").given == {"p": "b"}


def test_the_last_line_says_what_it_is_worth(tmp_path):
    (tmp_path / "r").write_text(
        '{"person": "p", "options": [{"opportunity": "a", "score": 2.5}]}\n'
    )
    (tmp_path / "c").write_text('{"opportunity": "a", "places": 1}\n')

    code = main(
        [
            *("allocate", "--preferences", str(tmp_path / "r"), "--method", "stable"),
            *("--capacities", str(tmp_path / "c"), "--out", str(tmp_path / "a")),
        ]
    )

    lines = [json.loads(line) for line in (tmp_path / "a").read_text().splitlines()]
    assert code == 0
    assert lines == [
        {"person": "p", "opportunity": "a"},
        {"total": 2.5, "placed": 1, "blocking_pairs": 0, "method": "stable"},
    ]


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public instance is not on this machine")
def test_the_published_totals_of_a_public_instance_come_out(tmp_path):
    main(
        [
            *("allocate", "--preferences", str(PUBLIC / "preferences.jsonl")),
            *("--capacities", str(PUBLIC / "capacities.jsonl"), "--method", "stable"),
            *("--out", str(tmp_path / "a")),
        ]
    )

    total = json.loads((tmp_path / "a").read_text().splitlines()[-1])
    assert (total["placed"], total["blocking_pairs"]) == (3666, 0)
