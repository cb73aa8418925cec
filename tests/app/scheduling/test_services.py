"""One clock: a lease with one holder, slots that run once, problems that do not stop it."""

import threading
from datetime import UTC, datetime, timedelta

import time_machine

from app.scheduling import services
from app.scheduling.models import JobRun

SLOT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_only_one_process_holds_the_lease(app):
    assert services.hold("first") == 1
    assert services.hold("second") is None


def test_a_holder_that_died_is_taken_over_with_a_new_term(app):
    services.hold("first")
    later = datetime.now(UTC) + services.TAKE_OVER + timedelta(seconds=5)

    with time_machine.travel(later, tick=False):
        assert services.hold("second") == 2
        assert services.hold("first") is None


def test_a_holder_that_lets_go_need_not_be_waited_for(app):
    services.hold("first")
    services.let_go("first")

    assert services.hold("second") == 2


def test_a_slot_runs_once_however_often_it_is_asked_for(app):
    runs = []
    for _ in range(3):
        services.run_once("tidy", SLOT, lambda: runs.append(1), holder="first")

    assert runs == [1]


def test_three_schedulers_at_once_run_each_slot_once(app):
    runs, ended = [], []

    def clockwork(holder):
        with app.app_context():
            for minute in range(10):
                slot = SLOT + timedelta(minutes=minute)
                services.run_once("tidy", slot, lambda slot=slot: runs.append(slot), holder=holder)
        ended.append(holder)

    threads = [threading.Thread(target=clockwork, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(runs) == len(set(runs))
    assert runs
    assert sorted(ended) == ["a", "b", "c"], "no clockwork may fall over the first lease"


def test_a_job_that_fails_is_written_down_and_the_clock_goes_on(app):
    def broken():
        raise ValueError("no bakery")

    assert services.run_once("tidy", SLOT, broken, holder="first")
    assert services.recent()[0].problem == "ValueError: no bakery"
    assert services.run_once("tidy", SLOT + timedelta(minutes=1), lambda: None, holder="first")
    assert isinstance(services.recent()[0], JobRun)
