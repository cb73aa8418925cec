"""What the tests of learning share."""

import pytest

from matching.model import PRIOR, Weights
from tests.app.learning import world


def weights_of(**changed):
    """Weights as they are stored, some of them other than the engine’s own."""
    changed = {term: float(value) for term, value in changed.items()}
    return Weights({**PRIOR, **changed}, "learnt", {}).to_json()


@pytest.fixture
def hidden():
    """What really counts in the town: the journey and skills, hardly what people say they want."""
    return weights_of(interest=0.2, words=0.3, travel=3.0, skills=3.0, days=2.0)


@pytest.fixture
def taught(make, hidden):
    """A town in which 240 pairs have had an outcome."""
    town = world.town(make)
    world.happened(world.truth(town, hidden=hidden, count=240))
    return town
