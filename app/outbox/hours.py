"""Hours in which a message may leave: windows of London days, kept beside the message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from app import clock

# A window: day of the week (Monday is 0), first minute, minute it ends before.
Window = Sequence[int]
MIDNIGHT = 24 * 60


def next_open(windows: Sequence[Window] | None, moment: datetime) -> datetime:
    """Return the moment itself when it lies in a window, else when the next one begins.

    Without windows every moment will do.
    """
    if not windows:
        return moment
    local = clock.local(moment)
    minute = local.hour * 60 + local.minute
    for ahead in range(8):
        day = local.date() + timedelta(days=ahead)
        for first, last in sorted((w[1], w[2]) for w in windows if w[0] == day.weekday()):
            if ahead == 0 and first <= minute < last:
                return moment
            if ahead > 0 or minute < first:
                return clock.at(day, time(first // 60, first % 60))
    raise ValueError("A message without a window never leaves")
