"""A pool that follows changes is the pool that a fresh start would make, and may be shared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import ON, Inventor

from matching import Index

# Words that come with one change and go with the next.
RARE = ("zebra", "quartz", "violin", "yurt", "oboe")


def index(offers):
    made = Index(offers, on=ON)
    assert made.pool.offers is not None
    return made


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(
            one, other, equal_nan=one.dtype.kind == "f"
        )
    if hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if hasattr(one, "__dict__"):
        return all(same(value, vars(other)[name]) for name, value in vars(one).items())
    return one == other


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_following_changes_gives_what_a_fresh_start_gives(seed):
    inventor = Inventor(seed)
    people, offers = inventor.people(15), inventor.opportunities(80)
    pick = inventor.random
    left = index(offers)
    for _ in range(3):
        gone = [each.id for each in pick.sample(offers, pick.randint(0, 6))]
        stays = [each for each in offers if each.id not in gone]
        changed = [
            replace(inventor.opportunity(0), id=each.id, title=pick.choice(RARE))
            for each in pick.sample(stays, pick.randint(0, 6))
        ]
        added = [inventor.opportunity(pick.randint(1000, 9999)) for _ in range(pick.randint(0, 2))]
        changed += {each.id: each for each in added}.values()
        newer = {each.id: each for each in changed}
        offers = [newer.pop(each.id, each) for each in stays] + list(newer.values())

        left = left.with_changes(changed, gone)

        fresh = index(offers)
        assert [each.id for each in left.pool.records] == [each.id for each in fresh.pool.records]
        assert same(left.pool.offers, fresh.pool.offers)
        assert left.rank(people) == fresh.rank(people)


def test_what_was_asked_before_the_change_stays_as_it_was():
    inventor = Inventor(2)
    people, offers = inventor.people(10), inventor.opportunities(60)
    before = index(offers)
    found = before.rank(people)

    before.with_changes(removed=[each.id for each in offers[:50]])

    assert before.rank(people) == found


def test_everything_may_go_and_come_back():
    inventor = Inventor(3)
    people, offers = inventor.people(10), inventor.opportunities(60)

    empty = index(offers).with_changes(removed=[each.id for each in offers])

    assert empty.pool.records == []
    assert empty.with_changes(offers).rank(people) == index(offers).rank(people)


@pytest.mark.parametrize("prepared", [False, True])
def test_many_may_ask_one_pool_at_the_same_time(prepared):
    inventor = Inventor(4)
    people, offers = inventor.people(60), inventor.opportunities(120)
    alone = [index(offers).rank(each) for each in people]
    shared = index(offers) if prepared else Index(offers, on=ON)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.rank, people))

    assert together == alone
