"""Moves of introductions and placements, as they stand in a young person’s story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app import db
from app.accounts.models import User
from app.states import Machine, StateChange
from app.young_people.signals import Event

Titles = Mapping[str, str]  # by verb, each with {} for the employer


def of_rows(machine: Machine[Any], rows: Iterable[Any], titles: Titles) -> list[Event]:
    """Return what happened to these rows, oldest first, with one query."""
    known = {row.id: row for row in rows}
    statement = (
        select(StateChange, User.name)
        .outerjoin(User, User.id == StateChange.by_id)
        .where(StateChange.machine == machine.name, StateChange.subject_id.in_(known))
        .order_by(StateChange.id)
    )
    return [
        _event(change, by, known[change.subject_id], titles)
        for change, by in db.session.execute(statement)
    ]


def of_people(
    machine: Machine[Any],
    model: Any,
    people: Sequence[int],
    since: datetime,
    until: datetime,
    titles: Titles,
    options: Sequence[Any],
) -> dict[int, list[Event]]:
    """Return what happened to the rows of these young people in a time, with one query."""
    statement: Select[Any] = (
        select(StateChange, User.name, model)
        .join(model, model.id == StateChange.subject_id)
        .outerjoin(User, User.id == StateChange.by_id)
        .where(StateChange.machine == machine.name, model.young_person_id.in_(people))
        .where(StateChange.at >= since, StateChange.at < until)
        .order_by(StateChange.id)
        .options(*options)
    )
    found: dict[int, list[Event]] = {}
    for change, by, row in db.session.execute(statement).unique():
        event = _event(change, by, row, titles)
        found.setdefault(row.young_person_id, []).append(event)
    return found


def _event(change: StateChange, by: str | None, row: Any, titles: Titles) -> Event:
    title = titles.get(change.verb, "{}: " + change.verb).format(row.opportunity.employer.name)
    return Event(change.at, title, by or "", change.reason or "")
