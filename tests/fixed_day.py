"""The moment at which the tests begin: the same on every machine, on every day and at every hour.

TEST_NOW sets another, to see what a weekend, a leap day or half past midnight does to the tests and to
the product: TEST_NOW=2028-02-29T00:30+00:00 scripts/test tests/app. TEST_NOW=real leaves the clock alone.
"""

from __future__ import annotations

import os
from datetime import datetime

import time_machine

USUAL = "2026-11-26T10:00+00:00"
WANTED = os.environ.get("TEST_NOW") or USUAL
_clock = (
    None if WANTED == "real" else time_machine.travel(datetime.fromisoformat(WANTED), tick=True)
)


def begin() -> None:
    """Let the clock of this process run from that moment on."""
    if _clock:
        _clock.start()


def end() -> None:
    """Let it be what it is; for tests whose other processes know no other clock."""
    if _clock:
        _clock.stop()
