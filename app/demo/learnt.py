"""What the engine made of the demo’s past, and how its lists looked four weeks before."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from app import clock
from app.learning import services as learning
from app.learning import texts, watching
from app.matches import runs

WEEKS = 4


def hear() -> None:
    """Let the engine learn what the demo’s offers call things, before it makes its lists."""
    texts.learn(by=None)


def add() -> None:
    """Let the engine try to learn, and count its lists as it does every night."""
    learning.learn(by=None)
    runs.answer_requests()
    luck = random.Random(28)  # noqa: S311 - nothing secret
    today = watching.count_lists().figures
    earlier = {name: _before(value, luck) for name, value in today.items()}
    watching.keep(earlier, clock.today() - timedelta(weeks=WEEKS))
    watching.count_lists()


def _before(value: Any, luck: random.Random) -> Any:
    if isinstance(value, dict):
        return {name: _before(each, luck) for name, each in value.items()}
    return round(value * luck.uniform(0.3, 1.0)) if isinstance(value, int) else value
