"""How often one address may ask in a minute.

Each web process counts for itself, in memory: a question that only reads must not write a row. With
two processes somebody may get up to twice as many answers, which hurts nobody.
"""

from __future__ import annotations

import threading
from collections import Counter

from app import clock
from app.settings import services as settings

MOST_ADDRESSES = 10_000
_lock = threading.Lock()
_counted: Counter[str] = Counter()
_minute = 0


def per_minute() -> int:
    """Return how many questions a minute one address may ask."""
    return int(settings.value("publishing.api_per_minute"))


def seconds_to_wait(address: str) -> int:
    """Count one question; return 0, or how long to wait before the next."""
    global _minute  # noqa: PLW0603 - one counter for the whole process
    now = int(clock.now().timestamp())
    with _lock:
        if now // 60 != _minute or len(_counted) > MOST_ADDRESSES:
            _minute = now // 60
            _counted.clear()
        _counted[address] += 1
        return 60 - now % 60 if _counted[address] > per_minute() else 0
