"""A fair day: both allocations, who would rather have what, and what a move by hand would do."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.allocate import Capacity, Option, allocate, blocking_pairs, market
from matching.fair import Fair, Pair

SEEDS = st.integers(0, 10**6)


def small(seed, *, ranked=False, most=2):
    """A market small enough to try every allocation of it."""
    pick = random.Random(seed)
    people = [f"p{number}" for number in range(pick.randint(0, 5))]
    rooms = [f"o{number}" for number in range(pick.randint(0, 4))]
    wishes = {
        person: [
            # One decimal, so that ties are common.
            Option(room, round(pick.random(), 1))
            for room in pick.sample(rooms, pick.randint(0, len(rooms)))
        ]
        for person in people
    }
    capacities = [
        Capacity(
            room,
            pick.randint(0, most),
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


def value(wishes, found):
    scores = {(person, o.opportunity): o.score for person in wishes for o in wishes[person]}
    return sum(scores[person, room] for person, room in found.items() if room)


def likes(fair, person, room):
    """How good an outcome is for a person: 0 is best, nothing at all is worst."""
    return fair.position[person].get(room, len(fair.wishes[person]))


def would(fair, found):
    """The pairs that would rather have each other, worked out from the definition alone."""
    pairs = []
    for person, name in ((p, n) for p in fair.wishes for n in fair.wishes[p]):
        inside = [fair.ranks[name][other] for other, room in found.items() if room == name]
        free = len(inside) < fair.places[name]
        ahead = any(fair.ranks[name][person] < rank for rank in inside)
        if likes(fair, person, name) < likes(fair, person, found[person]) and (free or ahead):
            pairs.append(Pair(person, name))
    return sorted(pairs)


@given(seed=SEEDS, ranked=st.booleans())
def test_of_all_stable_allocations_everybody_gets_their_best_in_the_one_that_is_chosen(
    seed, ranked
):
    wishes, capacities = small(seed, ranked=ranked)
    fair = Fair(wishes, capacities)
    chosen = fair.compare().stable.given

    stable = [each for each in every_allocation(wishes, capacities) if not would(fair, each)]

    assert dict(chosen) in stable
    for other in stable:
        for person in wishes:
            assert likes(fair, person, chosen[person]) <= likes(fair, person, other[person])


@given(seed=SEEDS)
def test_the_price_of_stability_is_the_difference_to_the_best_of_all_allocations(seed):
    wishes, capacities = small(seed)
    found = Fair(wishes, capacities).compare()
    best = max(value(wishes, each) for each in every_allocation(wishes, capacities))

    assert found.optimal.total == pytest.approx(best)
    assert found.price.total == pytest.approx(best - value(wishes, found.stable.given))
    assert found.price.total >= 0
    assert 0 <= found.price.share <= 1
    assert found.price.placed == found.optimal.placed - found.stable.placed


@given(seed=SEEDS, ranked=st.booleans())
def test_pairs_that_would_rather_have_each_other_are_named_and_all_of_them(seed, ranked):
    wishes, capacities = small(seed, ranked=ranked)
    fair = Fair(wishes, capacities)
    pick = random.Random(seed)
    found = pick.choice(list(every_allocation(wishes, capacities)))

    named = fair.standing(found).blocking()

    assert named == would(fair, found)
    assert len(named) == blocking_pairs(market(wishes, capacities), found)


@given(seed=SEEDS, ranked=st.booleans())
def test_everybody_is_told_what_they_would_rather_have_and_the_true_reason(seed, ranked):
    wishes, capacities = small(seed, ranked=ranked)
    fair = Fair(wishes, capacities)
    found = random.Random(seed).choice(list(every_allocation(wishes, capacities)))
    standing, blocking = fair.standing(found), would(fair, found)

    for person in wishes:
        told = standing.wanted(person)
        assert [each.opportunity for each in told] == list(
            fair.wishes[person][: likes(fair, person, found[person])]
        )
        for each in told:
            inside = [one for one, room in found.items() if room == each.opportunity]
            blocks = Pair(person, each.opportunity) in blocking
            assert blocks == (each.why in {"free", "ahead"})
            assert (each.why == "no_places") == (fair.places[each.opportunity] == 0)
            assert (each.over in inside) == (each.why == "ahead")


@given(seed=SEEDS, ranked=st.booleans())
def test_what_a_move_would_do_is_what_comes_out_when_everything_is_worked_out_anew(seed, ranked):
    wishes, capacities = small(seed, ranked=ranked)
    fair, pick = Fair(wishes, capacities), random.Random(seed)
    found = pick.choice(list(every_allocation(wishes, capacities)))
    standing = fair.standing(found)

    for person in wishes:
        for to in (None, *fair.wishes[person]):
            told, after = standing.ask(person, to), dict(found)
            if to is None or fair.places[to] > 0:
                after |= {person: to} | dict.fromkeys(told.displaced)
            assert told.possible == (
                to in {None, found[person]} or list(found.values()).count(to) < fair.places[to]
            )
            assert told.total == pytest.approx(value(wishes, after) - value(wishes, found))
            assert told.placed == sum(map(bool, after.values())) - sum(map(bool, found.values()))
            assert set(told.appear) == set(would(fair, after)) - set(would(fair, found))
            assert set(told.vanish) == set(would(fair, found)) - set(would(fair, after))
            assert all(
                fair.ranks[to][one] == max(fair.ranks[to][p] for p in found if found[p] == to)
                for one in told.displaced
            ), "the one it would let go first"
            assert dict(standing.given) == found, "asking changes nothing"


@given(seed=SEEDS)
def test_moves_made_one_after_the_other_never_oversell_and_keep_every_answer_true(seed):
    wishes, capacities = small(seed)
    fair, pick = Fair(wishes, capacities), random.Random(seed)
    standing = fair.standing({})

    for _ in range(12 if wishes else 0):
        person = pick.choice(list(wishes))
        standing.move(person, pick.choice([None, *fair.wishes[person]]))
        held = list(standing.given.values())
        assert all(held.count(name) <= places for name, places in fair.places.items())
        assert standing.blocking() == would(fair, standing.given)
        assert standing.total == pytest.approx(value(wishes, standing.given))
        assert standing.placed == sum(map(bool, held))


def test_nobody_who_is_where_they_are_is_displaced_by_being_asked_again():
    fair = Fair({"p": [Option("a", 1.0)]}, [Capacity("a", 1)])

    told = fair.standing({"p": "a"}).ask("p", "a")

    assert (told.possible, told.over, told.displaced, told.appear) == (True, 0, (), ())


def test_moving_into_a_full_place_is_not_possible_and_says_who_would_have_to_leave():
    fair = Fair({"p": [Option("a", 2.0)], "q": [Option("a", 1.0)]}, [Capacity("a", 1)])
    standing = fair.standing({"p": "a", "q": None})

    told = standing.move("q", "a")

    assert (told.possible, told.over, told.displaced) == (False, 1, ("p",))
    assert (told.total, told.placed) == (-1.0, 0)
    assert told.appear == (Pair("p", "a"),)
    assert standing.given == {"p": "a", "q": None}


def test_equal_scores_are_decided_the_same_way_whatever_the_order_of_the_lists():
    wishes = {name: [Option("a", 1.0), Option("b", 1.0)] for name in ("r", "p", "q")}
    capacities = [Capacity("b", 1), Capacity("a", 1)]
    turned = dict(reversed(wishes.items())), list(reversed(capacities))

    one, other = Fair(wishes, capacities).compare(), Fair(*turned).compare()

    assert dict(one.stable.given) == dict(other.stable.given)
    assert dict(one.optimal.given) == dict(other.optimal.given)
    assert one.stable.given == {"r": None, "p": "a", "q": "b"}


@pytest.mark.parametrize(
    ("wishes", "capacities", "placed"),
    [
        ({}, [], 0),
        ({}, [Capacity("a", 3)], 0),
        ({"p": []}, [], 0),
        ({"p": [Option("gone", 1.0)]}, [], 0),
        ({"p": [Option("a", 1.0)]}, [Capacity("a", 0)], 0),
        ({"p": [Option("a", 1.0)]}, [Capacity("a", 1)], 1),
        ({"p": [Option("a", 1.0)]}, [Capacity("a", 1, ())], 0),
    ],
)
def test_an_empty_day_a_day_of_one_and_a_day_without_places_come_out_plainly(
    wishes, capacities, placed
):
    fair = Fair(wishes, capacities)
    found = fair.compare()

    assert (found.stable.placed, found.optimal.placed) == (placed, placed)
    assert (found.price.total, found.price.share, found.price.placed) == (0.0, 0.0, 0)
    assert fair.standing(found.stable.given).blocking() == []


def test_without_scores_there_is_no_total_and_so_no_price_but_placements_are_compared():
    wishes = {"p": [Option("a"), Option("b")], "q": [Option("a")]}
    found = Fair(wishes, [Capacity("a", 1, ("p", "q")), Capacity("b", 1)]).compare()

    assert (found.price.total, found.price.share) == (None, None)
    assert (found.stable.placed, found.optimal.placed, found.price.placed) == (1, 2, 1)
    assert set(found.price.differ) == {"p", "q"}


def test_a_question_about_one_move_is_answered_at_once_on_a_big_day():
    pick, people, rooms = random.Random(7), 2_000, [f"o{number}" for number in range(400)]
    wishes = {
        f"p{number}": [Option(room, pick.random()) for room in pick.sample(rooms, 30)]
        for number in range(people)
    }
    fair = Fair(wishes, [Capacity(room, 5) for room in rooms])
    standing = fair.standing(allocate(wishes, fair.capacities, "stable").given)
    asked = [(person, fair.wishes[person][0]) for person in list(wishes)[:200]]

    begun = time.process_time()
    for person, to in asked:
        standing.ask(person, to)

    assert (time.process_time() - begun) / len(asked) < 0.01
