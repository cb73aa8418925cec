"""Whose turn it is in a placement, and since or until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select

from app import clock, db
from app.filters import plural
from app.placements import queries
from app.placements.choices import CHECKS
from app.placements.models import FollowUp, Party, Placement
from app.placements.models import PlacementState as S
from app.placements.states import ENDED
from app.young_people.signals import Waiting

ADVISOR, YOUNG_PERSON, EMPLOYER = "advisor", "young_person", "employer"
NAMES = {
    ADVISOR: "Your turn",
    YOUNG_PERSON: "The young person’s turn",
    EMPLOYER: "The employer’s turn",
}


def waiting(row: Placement) -> Waiting | None:
    """Return what comes next, the most pressing of what waits; None when nothing does."""
    follow_up = due_follow_up(row)
    if follow_up:
        return _follow_up(row, follow_up)
    employer = row.opportunity.employer.name
    if row.state == S.PREPARING:
        return _preparing(row, employer)
    if row.state == S.AGREED and row.start and row.start <= clock.today():
        return Waiting(ADVISOR, f"Did it start at {employer}?", row.start, row.start)
    if row.state == S.ACTIVE and row.end and row.end < clock.today():
        return Waiting(ADVISOR, f"Has it finished at {employer}?", row.end, row.end)
    if row.state in ENDED:
        return _reviews(row, employer)
    return None


def due_follow_up(row: Placement) -> FollowUp | None:
    """Return the first follow-up that is due and not settled."""
    if row.state == S.DID_NOT_START:
        return None
    open_ = [one for one in row.follow_ups if one.due <= clock.today() and not one.confirmed_code]
    return open_[0] if open_ else None


def _follow_up(row: Placement, one: FollowUp) -> Waiting:
    what = "Confirm the activity code" if one.answer else "Ask what has become of it"
    words = (
        f"{what}, {plural(one.weeks, 'week')} after the start at {row.opportunity.employer.name}"
    )
    return Waiting(ADVISOR, words, one.due, one.due)


def _preparing(row: Placement, employer: str) -> Waiting:
    left = len(set(CHECKS) - set(row.checks))
    agreed = {one.party for one in row.agreements}
    if left:
        return Waiting(
            ADVISOR, f"{plural(left, 'check')} left for {employer}", _made(row), row.start
        )
    if agreed == {Party.YOUNG_PERSON, Party.COUNCIL}:
        return Waiting(EMPLOYER, f"{employer} agrees to the details", _made(row), row.start)
    return Waiting(ADVISOR, f"Record who agrees to {employer}", _made(row), row.start)


def _made(row: Placement) -> date:
    return clock.local(row.created_at).date()


def _reviews(row: Placement, employer: str) -> Waiting | None:
    said = {one.party for one in row.reviews}
    if Party.YOUNG_PERSON not in said:
        return Waiting(ADVISOR, f"Ask how it was at {employer}", row.ended_on)
    return Waiting(EMPLOYER, f"{employer} says how it went", row.ended_on)


def of_people(people: list[int]) -> dict[int, Waiting]:
    """Return what waits for these young people, the most pressing of each."""
    unfinished = Placement.state.in_((S.PREPARING, S.AGREED, S.ACTIVE, *ENDED))
    followed = Placement.follow_ups.any(
        (FollowUp.due <= clock.today()) & FollowUp.confirmed_code.is_(None)
    )
    statement = (
        select(Placement)
        .where(Placement.young_person_id.in_(people), or_(unfinished, followed))
        .options(*queries.AT_ONCE)
    )
    found: dict[int, Waiting] = {}
    for row in db.session.scalars(statement).unique():
        turn, held = waiting(row), found.get(row.young_person_id)
        if turn and (held is None or _urgency(turn) < _urgency(held)):
            kind = "follow_up" if due_follow_up(row) else "placement"
            found[row.young_person_id] = replace(
                turn, key=kind, endpoint="placements.show", values=(("ref", row.ref),)
            )
    return found


def _urgency(turn: Waiting) -> tuple[date, date]:
    return (turn.due or date.max, turn.since or date.max)
