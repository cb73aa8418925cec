"""What APScheduler runs and when; each job calls one service."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType

import click
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import db
from app.accounts import form_tokens, sessions
from app.outbox import sender
from app.outbox import services as outbox
from app.scheduling import services as scheduling

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One job: its name, its cron fields in UTC, and what it calls."""

    name: str
    cron: dict[str, str]
    work: Callable[[], object]


def send_messages() -> None:
    """Send what is due, when mail is set up."""
    post = sender.from_settings()
    if post:
        outbox.send_due(post)


def tidy() -> None:
    """Remove what is over: sessions, form tokens."""
    sessions.forget_old()
    form_tokens.forget_old()


# Daily jobs run in UTC outside 00:00-03:00, so that no clock change skips or doubles them.
JOBS = (
    Job("send_messages", {"minute": "*"}, send_messages),
    Job("tidy", {"hour": "3", "minute": "20"}, tidy),
)
BEAT_SECONDS = 20


def slot_of(moment: datetime) -> datetime:
    """Return the minute a run belongs to."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def run_job(app: Flask, job: Job, holder: str) -> None:
    """Run one job for this minute, if nobody has."""
    with app.app_context(), app.test_request_context(base_url=app.config["BASE_URL"] or None):
        try:
            scheduling.run_once(job.name, slot_of(scheduling.wall_clock()), job.work, holder=holder)
        except Exception:
            db.session.rollback()
            log.exception("the slot of %s could not be claimed", job.name)


def beat(app: Flask, holder: str) -> None:
    """Show that this scheduler lives, or wait for the other one to stop."""
    with app.app_context():
        try:
            scheduling.hold(holder)
        except Exception:
            db.session.rollback()
            log.exception("no beat")


def build(app: Flask, holder: str) -> BackgroundScheduler:
    """Return a scheduler that runs every job under this holder's lease."""
    clockwork = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(2)})
    for job in JOBS:
        clockwork.add_job(
            run_job,
            CronTrigger(timezone=UTC, **job.cron),
            args=(app, job, holder),
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    soon = datetime.now(UTC) + timedelta(seconds=1)
    clockwork.add_job(
        beat, "interval", seconds=BEAT_SECONDS, next_run_time=soon, args=(app, holder), id="beat"
    )
    return clockwork


@click.command("scheduler")
@with_appcontext
def scheduler() -> None:
    """Run the clock until told to stop: chasers, expiries, match runs, messages."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    holder = f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(4)}"
    stop = threading.Event()

    def told(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    scheduling.hold(holder)
    clockwork = build(app, holder)
    clockwork.start()
    stop.wait()
    clockwork.shutdown(wait=True)
    scheduling.let_go(holder)
