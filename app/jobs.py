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
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import db
from app.accounts import jobs as accounts
from app.adverts import jobs as adverts
from app.employers import jobs as employers
from app.enquiries import jobs as enquiries
from app.guidance import jobs as guidance
from app.introductions import jobs as introductions
from app.learning import jobs as learning
from app.matches import jobs as matches
from app.monitoring import jobs as monitoring
from app.opportunities import jobs as opportunities
from app.opportunities import law_change
from app.outbox import jobs as messages
from app.outbox import sender
from app.outbox import services as outbox
from app.placements import jobs as placements
from app.privacy import jobs as privacy
from app.scheduling import services as scheduling
from app.tables import uploads
from app.unlocks import jobs as unlocks
from app.voice import jobs as voice
from app.young_people import jobs as young_people

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One job: what it calls, and when: at cron fields in UTC, or every so many seconds."""

    name: str
    work: Callable[[], object]
    cron: dict[str, int | str] | None = None
    seconds: int = 0

    @property
    def trigger(self) -> CronTrigger:
        """When it is due."""
        return CronTrigger(timezone=UTC, **(self.cron or {}))

    @property
    def round(self) -> timedelta:
        """How long it is from one time to the next."""
        return timedelta(days=7 if "day_of_week" in (self.cron or {}) else 1)


def send_messages() -> None:
    """Send what is due, when mail is set up."""
    post = sender.from_settings()
    if post:
        outbox.send_due(post)


def daily(name: str, work: Callable[[], object], hour: int, minute: int) -> Job:
    """Return a job of every day. Times are UTC and outside 00:00 to 03:00, so that no clock
    change in London skips or doubles them."""
    return Job(name, work, {"hour": hour, "minute": minute})


def weekly(name: str, work: Callable[[], object], day: str, hour: int, minute: int) -> Job:
    """Return a job of one day of the week, in UTC."""
    return Job(name, work, {"day_of_week": day, "hour": hour, "minute": minute})


JOBS = (
    Job("send_messages", send_messages, seconds=10),
    Job("match_changes", matches.after_changes, seconds=5),
    Job("unlock_changes", unlocks.follow, seconds=10),
    Job("law_changes", law_change.follow, seconds=20),
    daily("forget_accounts", accounts.forget_old, 3, 10),
    daily("forget_invitations", employers.forget_invitations, 3, 15),
    daily("forget_lists", matches.forget_old, 3, 20),
    daily("forget_uploads", uploads.forget, 3, 30),
    daily("forget_texts", messages.forget_texts, 3, 40),
    daily("forget_visits", voice.forget_old, 3, 50),
    daily("forget_enquiries", enquiries.forget_old, 3, 45),
    daily("forget_people", privacy.forget_people, 3, 55),
    daily("expire_offers", opportunities.expire_offers, 4, 0),
    daily("end_pauses", opportunities.end_pauses, 4, 5),
    daily("check_live_offers", opportunities.check_live_offers, 4, 10),
    daily("end_lapsed_consents", young_people.end_lapsed_consents, 4, 20),
    daily("follow_covers", young_people.follow_covers, 6, 10),
    daily("close_lapsed", introductions.close_lapsed, 4, 30),
    daily("pull_adverts", adverts.pull, 4, 45),
    daily("match_nightly", matches.nightly, 5, 0),
    daily("measure_engine", monitoring.measure, 5, 40),
    daily("count_lists", learning.count_lists, 5, 50),
    weekly("learn", learning.weekly, "sun", 5, 30),
    daily("forget_calls", guidance.forget_calls, 3, 50),
    daily("remind_of_calls", guidance.remind_of_calls, 7, 15),
    daily("ask_still_happy", employers.ask_still_happy, 7, 0),
    daily("chase_still_happy", employers.chase_still_happy, 7, 1),
    daily("give_notice", opportunities.give_notice, 7, 2),
    daily("let_rest", employers.let_rest, 7, 5),
    daily("remind_of_interviews", introductions.remind_of_interviews, 7, 20),
    daily("remind_of_first_days", placements.remind_of_first_days, 7, 30),
    daily("chase", introductions.chase, 17, 0),  # a whole day to answer on the day it is due
)
BEAT_SECONDS = 20


def slot_of(moment: datetime) -> datetime:
    """Return the minute a run belongs to."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def last_due(job: Job, now: datetime) -> datetime:
    """Return when a job of every day or every week was last due."""
    # A second short of a round, so that at the very moment it is due this round’s slot is meant.
    before = now - job.round + timedelta(seconds=1)
    due: datetime | None = job.trigger.get_next_fire_time(None, before)
    return slot_of(due or now)


def run_job(app: Flask, job: Job, holder: str) -> None:
    """Run one job, if this process holds the lease and nobody has run the slot."""
    with app.app_context():
        try:
            if job.cron:
                slot = last_due(job, scheduling.wall_clock())
                scheduling.run_once(job.name, slot, job.work, holder=holder)
            elif scheduling.hold(holder):
                job.work()
        except Exception:
            db.session.rollback()
            log.exception("the job %s failed", job.name)


def beat(app: Flask, holder: str) -> None:
    """Show that this scheduler lives, or wait for the other one to stop."""
    with app.app_context():
        try:
            scheduling.hold(holder)
        except Exception:
            db.session.rollback()
            log.exception("no beat")


def build(app: Flask, holder: str) -> BackgroundScheduler:
    """Return a scheduler that runs every job under this holder's lease.

    What was missed while nothing ran is made up for at the start, once.
    """
    clockwork = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(3)})
    settings = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    for job in JOBS:
        trigger = job.trigger if job.cron else IntervalTrigger(seconds=job.seconds)
        clockwork.add_job(run_job, trigger, args=(app, job, holder), id=job.name, **settings)
        if job.cron:
            clockwork.add_job(run_job, args=(app, job, holder), id=f"missed {job.name}", **settings)
    clockwork.add_job(
        beat, "interval", seconds=BEAT_SECONDS, args=(app, holder), id="beat", max_instances=1
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
