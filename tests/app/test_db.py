"""The transaction rule: all or nothing, writers queue, callbacks only after success."""

import threading

import pytest
from sqlalchemy import func, select

from app import clock, db
from app.accounts.models import Role, Team, User


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_service_that_fails_leaves_nothing_behind(app):
    with pytest.raises(RuntimeError), db.transaction():
        db.session.add(Team(name="Never"))
        db.session.flush()
        raise RuntimeError

    assert count(Team) == 0


def test_an_inner_transaction_joins_the_outer_one(app):
    with pytest.raises(RuntimeError), db.transaction():
        with db.transaction():
            db.session.add(Team(name="Inner"))
        raise RuntimeError

    assert count(Team) == 0


def test_callbacks_after_commit_run_only_when_the_transaction_was_stored(app):
    called = []
    with db.transaction():
        db.after_commit(lambda: called.append("stored"))
    with pytest.raises(RuntimeError), db.transaction():
        db.after_commit(lambda: called.append("never"))
        raise RuntimeError

    assert called == ["stored"]


def test_writers_wait_for_each_other_instead_of_failing(app):
    problems = []

    def write(number):
        with app.app_context():
            try:
                for turn in range(10):
                    count(Team)  # a read first: the upgrade from reading is what fails under WAL
                    with db.transaction():
                        db.session.add(Team(name=f"{number}-{turn}"))
            except Exception as error:
                problems.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert count(Team) == 60


def test_a_moment_without_a_zone_is_refused(app):
    user = User(email="a@demo.example", name="A", role=Role.ADMIN)
    user.created_at = clock.now().replace(tzinfo=None)
    db.session.add(user)

    with pytest.raises(Exception, match="time zone"):
        db.session.commit()


def test_no_reference_looks_like_an_option_of_a_command():
    refs = [db.new_ref() for _ in range(2000)]

    assert not [ref for ref in refs if ref.startswith("-")]
    assert {len(ref) for ref in refs} == {22}
