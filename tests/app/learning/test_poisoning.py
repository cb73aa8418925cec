"""One person cannot teach the engine alone, however often they click or whatever they write down."""

import numpy as np
import pytest

from app.learning import services
from app.matches import runs
from app.matches.models import ModelState
from tests.app.learning import world
from tests.app.learning.conftest import weights_of

MANY = 200
FEW_CASES = 0.05


@pytest.fixture
def attacked(taught):
    """A town that has learnt, and one of its advisors, who has other plans."""
    assert services.learn(by=None).state == ModelState.STANDING
    runs.run("test")
    return taught, taught.advisors[0]


def some_pairs(town, pick, taken=frozenset()):
    pairs = [(person, offer) for person in town.people for offer in town.offers]
    free = [pair for pair in pairs if (pair[0].id, pair[1].id) not in taken]
    return [free[number] for number in pick.permutation(len(free))[:MANY]]


def test_two_hundred_dismissals_by_one_person_move_nothing(attacked):
    town, villain = attacked
    before = world.tops(but=villain)
    pairs = some_pairs(town, np.random.default_rng(1))
    world.dismissed([(person, offer, villain) for person, offer in pairs])
    row = services.learn(by=None)
    runs.run("test")

    assert row.state == ModelState.REFUSED
    assert world.far(before, world.tops(but=villain)) == 0


@pytest.mark.parametrize("lie", ["turned round", "all went well", "tossed coins"])
@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_invented_outcomes_of_one_person_move_the_lists_of_others_hardly(
    attacked, lie, seed
):
    town, villain = attacked
    before = world.tops(but=villain)
    pick = np.random.default_rng(seed)
    taken = {(row.young_person_id, row.opportunity_id) for row in world.introduced()}
    pairs = some_pairs(town, pick, taken)
    scores = world.scores_of(pairs, weights_of(interest=0, travel=0, skills=0, experience=6))
    well = {
        "turned round": scores > np.median(scores),
        "all went well": np.full(MANY, True),
        "tossed coins": pick.random(MANY) < 0.5,
    }[lie]
    told = [(*pair, bool(good), villain) for pair, good in zip(pairs, well, strict=True)]
    world.happened(told, days_ago=-1)
    row = services.learn(by=None)
    runs.run("test")

    assert row.figures["lessons"] == 240 + MANY
    assert world.far(before, world.tops(but=villain)) <= FEW_CASES
    assert row.state == ModelState.REFUSED
