"""The clock: every job runs once a day, also when the machine slept, and on clock-change days."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app import jobs
from app.scheduling import services as scheduling


def test_every_job_has_a_name_of_its_own_and_one_way_to_be_due():
    names = [job.name for job in jobs.JOBS]

    assert len(names) == len(set(names))
    assert all(bool(job.cron) != bool(job.seconds) for job in jobs.JOBS)


def test_daily_jobs_keep_out_of_the_hours_a_clock_change_touches():
    assert all(int(job.cron["hour"]) >= 3 for job in jobs.JOBS if job.cron)


@pytest.mark.parametrize("day", ["2026-10-25", "2027-03-28", "2028-02-29", "2026-12-25"])
def test_a_daily_job_runs_once_on_any_day(app, day):
    ran = []
    job = jobs.daily("only_here", lambda: ran.append(1), 4, 0)
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    with time_machine.travel(start + timedelta(hours=4), tick=False) as clock:
        for _ in range(20):
            jobs.run_job(app, job, "test")
            clock.shift(timedelta(hours=1))

    assert ran == [1]


def test_what_was_missed_while_nothing_ran_is_made_up_for_once(app):
    ran = []
    job = jobs.daily("only_here", lambda: ran.append(1), 4, 0)
    with time_machine.travel(datetime(2026, 11, 23, 4, 0, tzinfo=UTC), tick=False):
        jobs.run_job(app, job, "before")
        scheduling.let_go("before")
    with time_machine.travel(datetime(2026, 11, 26, 15, 0, tzinfo=UTC), tick=False):
        jobs.run_job(app, job, "after")
        jobs.run_job(app, job, "after")

    assert ran == [1, 1]


def test_a_weekly_job_runs_once_a_week_and_is_made_up_for_once(app):
    ran = []
    job = jobs.weekly("only_here", lambda: ran.append(1), "sun", 5, 30)
    with time_machine.travel(datetime(2026, 11, 22, 5, 29, tzinfo=UTC), tick=False) as clock:
        for _ in range(7):
            jobs.run_job(app, job, "test")  # Sunday’s and, a week before, the one that was missed
            clock.shift(timedelta(days=1))
    assert ran == [1, 1]

    with time_machine.travel(datetime(2026, 12, 16, 12, 0, tzinfo=UTC), tick=False):
        jobs.run_job(app, job, "test")
        jobs.run_job(app, job, "test")
    assert ran == [1, 1, 1]


def test_a_scheduler_without_the_lease_runs_nothing(app):
    ran = []
    scheduling.hold("other")
    jobs.run_job(app, jobs.Job("often", lambda: ran.append(1), seconds=5), "me")
    jobs.run_job(app, jobs.daily("daily", lambda: ran.append(1), 4, 0), "me")

    assert ran == []


@pytest.mark.parametrize("job", jobs.JOBS, ids=lambda job: job.name)
def test_every_job_runs_on_an_empty_database(app, job):
    job.work()
