"""The audit trail: one unbroken chain, and any tampering is found at its first row."""

import random
import threading

import pytest
from sqlalchemy import text

from app import db
from app.audit import services as audit


def write(number):
    with db.transaction():
        for turn in range(number):
            audit.record("test.done", "test", f"ref{turn}", by=None, note=turn)


def test_rows_form_one_chain_from_the_first(app):
    write(5)

    assert audit.first_broken() is None
    assert audit.head()[0] == 5


def test_a_rolled_back_change_leaves_no_row(app):
    with pytest.raises(RuntimeError), db.transaction():
        audit.record("test.done", "test", "ref", by=None)
        raise RuntimeError

    assert audit.head()[0] == 0


def test_the_chain_has_no_fork_when_many_write_at_once(app):
    def work():
        with app.app_context():
            for _ in range(10):
                write(2)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert audit.head()[0] == 80
    assert audit.first_broken() is None


TAMPERING = {
    "a changed field": "UPDATE audit_event SET subject_ref = 'other' WHERE id = :n",
    "a changed reason": "UPDATE audit_event SET reason = 'no' WHERE id = :n",
    "a deleted row": "DELETE FROM audit_event WHERE id = :n",
    "a changed seal": "UPDATE audit_event SET seal = previous WHERE id = :n",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_at_the_first_bad_row(app, how):
    write(30)
    number = random.Random(7).randint(2, 29)
    with db.transaction():
        db.session.execute(text(TAMPERING[how]), {"n": number})

    assert audit.first_broken() == number


def test_a_cut_off_tail_shows_in_the_head(app):
    write(10)
    published = audit.head()
    with db.transaction():
        db.session.execute(text("DELETE FROM audit_event WHERE id > 7"))

    assert audit.first_broken() is None
    assert audit.head() != published


def test_the_command_names_the_first_bad_row_and_fails(app):
    write(3)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0

    with db.transaction():
        db.session.execute(text("UPDATE audit_event SET action = 'x' WHERE id = 2"))
    answer = runner.invoke(args=["audit", "verify"])

    assert answer.exit_code == 1
    assert "row 2" in answer.output
