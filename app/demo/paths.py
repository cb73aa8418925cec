"""A believable past: the moves that led a subject to where it is."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app import clock, db
from app.states import Machine, Move, StateChange

ON_THEIR_PAGE = {"young_person"}  # nobody’s past in the demo: their advisor was there


def way(machine: Machine[Any], to: StrEnum) -> list[tuple[StrEnum, Move[Any]]]:
    """Return the shortest way from a machine's start to a state, as (from, move).

    Joining two registrations and parting them again leads nowhere new.
    """
    queue: deque[tuple[StrEnum, list[tuple[StrEnum, Move[Any]]]]] = deque([(machine.start, [])])
    known = {machine.start}
    while queue:
        state, path = queue.popleft()
        if state == to:
            return path
        for line in machine.moves:
            sideways = line.verb == "join" or line.verb.startswith("part_")
            if state not in line.frm or line.to in known or line.who == ON_THEIR_PAGE:
                continue
            if not sideways:
                known.add(line.to)
                queue.append((line.to, [*path, (state, line)]))
    raise ValueError(f"{to} cannot be reached in {machine.name}")


def walked(
    machine: Machine[Any],
    subject: Any,
    *,
    since: datetime,
    until: datetime | None = None,
    reason: str | None = None,
    by: dict[str, int] | None = None,
) -> None:
    """Write down the moves that led here, spread over the time since; the last keeps the reason.

    `by` maps a role to an account, so that the story names somebody who could have done it.
    """
    path = way(machine, subject.state)
    span = ((until or clock.now()) - since) / (len(path) + 1)
    for step, (state, line) in enumerate(path, 1):
        actor = next((number for role, number in (by or {}).items() if role in line.who), None)
        db.session.add(
            StateChange(
                machine=machine.name,
                subject_id=subject.id,
                verb=line.verb,
                from_state=state.value,
                to_state=line.to.value,
                by_id=actor,
                reason=reason if step == len(path) else None,
                at=max(since + span * step, since + timedelta(minutes=step)),
            )
        )
