"""Many people at the same moment: one case for an application, no number twice, one answer."""

import threading

from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.errors import DomainError
from app.guarantee import services
from app.guarantee.models import CaseState, GuaranteeCase
from app.guarantee.services import NewCase

CLIENTS = 6


def all_at_once(app, *jobs):
    """Run each job in a thread with a session of its own; return what went well."""
    start, done = threading.Barrier(len(jobs)), []

    def run(job):
        with app.app_context():
            start.wait()
            try:
                job()
                done.append(job)
            except DomainError:
                pass
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return len(done)


def opening(ref, number, hr):
    def job():
        by = db.session.get_one(User, hr)
        services.open_case(NewCase(ref, "Robin Invented", number, clock.today()), by=by)

    return job


def numbers():
    return sorted(db.session.scalars(select(GuaranteeCase.number)))


def test_one_application_gets_one_case_however_many_open_it(app, make, hr):
    make.policy()
    ref, by = make.vacancy().ref, hr.id
    db.session.remove()

    assert all_at_once(app, *(opening(ref, "SAME", by) for _ in range(CLIENTS))) == 1
    assert len(numbers()) == 1


def test_cases_opened_together_get_different_numbers(app, make, hr):
    make.policy()
    refs, by = [make.vacancy().ref for _ in range(CLIENTS)], hr.id
    db.session.remove()

    assert all_at_once(app, *(opening(ref, "A", by) for ref in refs)) == CLIENTS
    assert [number[-4:] for number in numbers()] == [f"{n:04}" for n in range(1, CLIENTS + 1)]


def test_of_a_yes_and_a_no_at_the_same_moment_one_counts(app, make, coordinator, cases):
    case, by = cases.asked().id, coordinator.id
    db.session.remove()

    def answering(applies):
        def job():
            row = db.session.get_one(GuaranteeCase, case)
            services.answer(row, applies, by=db.session.get_one(User, by))

        return job

    assert all_at_once(app, answering(True), answering(False)) == 1
    row = db.session.get_one(GuaranteeCase, case)
    assert row.state == (CaseState.CRITERIA_CHECK if row.eligible else CaseState.NOT_ELIGIBLE)
