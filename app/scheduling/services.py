"""One clock for all processes: a lease with a beat, and slots that run once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import db
from app.scheduling.models import JobRun, Lease

log = logging.getLogger(__name__)
NAME = "scheduler"
TAKE_OVER = timedelta(seconds=60)  # a holder whose beat is older than this has died


def wall_clock() -> datetime:
    """Return the machine's time: a frozen demonstration clock must not stop the lease."""
    return datetime.fromtimestamp(time.time(), UTC)


def hold(holder: str) -> int | None:
    """Take or keep the lease; return its term, or None while somebody else is alive."""
    try:
        return _hold(holder)
    except IntegrityError:
        # Somebody else wrote the very first lease in the same moment.
        return None


@db.transaction()
def _hold(holder: str) -> int | None:
    now = wall_clock()
    lease = db.session.scalars(select(Lease).where(Lease.name == NAME).with_for_update()).first()
    if lease is None:
        db.session.add(Lease(name=NAME, holder=holder, beat_at=now, term=1))
        return 1
    if lease.holder != holder:
        if now - lease.beat_at < TAKE_OVER:
            return None
        lease.holder, lease.term = holder, lease.term + 1
    lease.beat_at = now
    return lease.term


@db.transaction()
def let_go(holder: str) -> None:
    """Give the lease back when stopping, so that the next process need not wait."""
    lease = db.session.get(Lease, NAME)
    if lease and lease.holder == holder:
        lease.beat_at = datetime(2000, 1, 1, tzinfo=UTC)


def last_beat() -> datetime | None:
    """Return when a scheduler last showed that it is alive."""
    return db.session.scalar(select(Lease.beat_at).where(Lease.name == NAME))


def run_once(job: str, slot: datetime, work: Callable[[], object], *, holder: str) -> bool:
    """Run the work for this slot unless it has been; return whether it ran.

    A problem is written down and logged; it never stops the clock.
    """
    if hold(holder) is None:
        return False
    try:
        number = _start(job, slot)
    except IntegrityError:
        return False
    problem = None
    try:
        work()
    except Exception as error:
        db.session.rollback()
        problem = f"{type(error).__name__}: {error}"[:500]
        log.exception("job %s failed", job)
    _finish(number, problem)
    return True


@db.transaction()
def _start(job: str, slot: datetime) -> int:
    run = JobRun(job=job, slot=slot, started_at=wall_clock())
    db.session.add(run)
    db.session.flush()
    return run.id


@db.transaction()
def _finish(number: int, problem: str | None) -> None:
    run = db.session.get_one(JobRun, number)
    run.finished_at, run.problem = wall_clock(), problem


def has_run(job: str, slot: datetime) -> bool:
    """Say whether a slot has been run."""
    statement = select(JobRun.id).where(JobRun.job == job, JobRun.slot == slot)
    return db.session.scalar(statement) is not None


def recent(limit: int = 50) -> list[JobRun]:
    """Return the last runs, newest first."""
    return list(db.session.scalars(select(JobRun).order_by(JobRun.id.desc()).limit(limit)))
