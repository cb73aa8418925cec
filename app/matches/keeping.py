"""What runs keep: their inputs as long as somebody may ask for a replay, and nothing longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock, db
from app.matches.engine import lines
from app.matches.models import (
    MatchInput,
    MatchRun,
    MatchRunPerson,
    Proposal,
    PublishedList,
    RunState,
    SectorProposal,
)
from app.scheduling.services import wall_clock

DEAD_AFTER = timedelta(minutes=10)
KEEP = timedelta(days=30)
OF_A_RUN = (Proposal, SectorProposal, MatchRunPerson)


def upsert(table: type[db.Model]) -> Any:
    """Return an insert that can say what happens when the row is there already."""
    kind = db.session.connection().dialect.name
    return (postgresql if kind == "postgresql" else sqlite).insert(table)


def keep(inputs: Mapping[int | None, Sequence[str]]) -> dict[int | None, int]:
    """Keep lines of inputs, each young person’s apart and offers under None; return row numbers.

    Within the open transaction. What is kept already is not kept twice.
    """
    digests = {person: lines.digest_of(*some) for person, some in inputs.items()}
    numbers = _kept(list(digests.values()))
    missing = [person for person, digest in digests.items() if digest not in numbers]
    if missing:
        rows = [
            {
                "digest": digests[person],
                "young_person_id": person,
                "body": lines.pack(inputs[person]),
                "made_at": clock.now(),
            }
            for person in missing
        ]
        db.session.execute(upsert(MatchInput).on_conflict_do_nothing(), rows)
        numbers |= _kept([digests[person] for person in missing])
    return {person: numbers[digest] for person, digest in digests.items()}


def _kept(digests: list[str]) -> dict[str, int]:
    statement = select(MatchInput.digest, MatchInput.id).where(MatchInput.digest.in_(digests))
    return dict(db.session.execute(statement).all())


@db.transaction()
def clear_dead() -> None:
    """Give up runs whose process was killed; what they had written was never shown."""
    dead = select(MatchRun.id).where(
        MatchRun.state == RunState.RUNNING, MatchRun.beat_at < wall_clock() - DEAD_AFTER
    )
    numbers = list(db.session.scalars(dead))
    if numbers:
        drop(numbers)
        statement = update(MatchRun).where(MatchRun.id.in_(numbers))
        db.session.execute(statement.values(state=RunState.FAILED, problem="The process ended"))


def drop(numbers: list[int]) -> None:
    """Remove what these runs wrote, within the open transaction; their own records stay."""
    for table in OF_A_RUN:
        db.session.execute(delete(table).where(table.run_id.in_(numbers)))
    done = update(MatchRun).where(MatchRun.id.in_(numbers))
    db.session.execute(done.values(offers_input=None))


@db.transaction()
def forget_old() -> int:
    """Remove lists of old runs that nobody is shown, and inputs that no kept run stands on."""
    shown = select(PublishedList.run_id)
    old = MatchRun.beat_at < wall_clock() - KEEP
    statement = select(MatchRun.id).where(
        MatchRun.id.not_in(shown), MatchRun.state != RunState.RUNNING, old
    )
    numbers = list(db.session.scalars(statement))
    drop(numbers)
    _forget_lists_not_shown()
    _forget_inputs()
    return len(numbers)


def _forget_lists_not_shown() -> None:
    # A run that is kept for the few lists that still stand keeps nothing about anybody else.
    old = select(MatchRun.id).where(MatchRun.beat_at < wall_clock() - KEEP)
    for table in OF_A_RUN:
        standing = exists().where(
            PublishedList.run_id == table.run_id,
            PublishedList.young_person_id == table.young_person_id,
        )
        statement = delete(table).where(table.run_id.in_(old), ~standing)
        db.session.execute(statement.execution_options(synchronize_session=False))


def _forget_inputs() -> None:
    # A day’s grace: a run that is going on has kept its offers before it says so.
    used = exists().where(MatchRunPerson.input_id == MatchInput.id)
    told = exists().where(MatchRun.offers_input == MatchInput.id)
    statement = delete(MatchInput).where(
        ~used, ~told, MatchInput.made_at < clock.now() - timedelta(days=1)
    )
    db.session.execute(statement.execution_options(synchronize_session=False))
