"""The throw-away PostgreSQL: real, empty, separate, and gone however the tests end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, make_url, text

from tests import pg

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("TEST_DATABASE_URL")), reason="the server is lent, so it stays"
)


def ask(address, statement):
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        answer = connection.execute(text(statement))
        found = answer.scalar() if answer.returns_rows else None
    engine.dispose()
    return found


def is_gone(folder):
    until = time.monotonic() + 60
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return not folder.exists()


def is_running(pid):
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_a_new_database_is_empty_and_apart_from_the_others():
    with pg.database() as one, pg.database() as other:
        ask(one, "create table here (id int)")

        assert ask(one, "select count(*) from pg_tables where tablename = 'here'") == 1
        assert ask(other, "select count(*) from pg_tables where tablename = 'here'") == 0


def test_a_database_can_be_copied_from_another():
    with pg.database() as original:
        ask(original, "create table here as select 7 as seven")
        with pg.database(template=original) as copy:
            assert ask(copy, "select seven from here") == 7


def test_a_database_is_dropped_although_somebody_is_still_connected():
    with pg.database() as address:
        engine = create_engine(address)
        connection = engine.connect()

    name = make_url(address).database
    with pg.database() as other:
        assert ask(other, f"select count(*) from pg_database where datname = '{name}'") == 0
    connection.invalidate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_server_ends_with_the_tests_however_they_end(number):
    tests = subprocess.Popen(
        [sys.executable, "-m", "tests.pg"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    address = tests.stdout.readline().strip()
    folder = Path(make_url(address).query["host"])
    assert (folder / "data" / "postmaster.pid").exists()
    tests.send_signal(number)
    tests.wait(120)

    assert is_gone(folder)


def test_leftovers_of_a_killed_holder_are_removed_at_the_next_start():
    server = pg.start()
    server.holder.kill()
    server.holder.wait()
    postmaster = int((server.base / "data" / "postmaster.pid").read_text().split()[0])

    pg.remove_leftovers()

    assert not server.base.exists()
    until = time.monotonic() + 60
    while is_running(postmaster) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(postmaster)
