"""Web and scheduler run together: what dies comes back, and stopping leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from scripts import supervise
from scripts.supervise import Child

WAIT = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = ["false"]
STUBBORN = """
import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""
SUPERVISED = """
from scripts.supervise import Child, Supervisor
Supervisor("127.0.0.1", 1, "", [Child("one", ["sleep", "60"]), Child("two", ["sleep", "60"])]).run()
"""


def is_alive(pid):
    # Where nothing collects orphans, as in a bare container, an ended one stays listed.
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def wait_for(condition, seconds=120):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def children_of(pid):
    return [child.pid for child in psutil.Process(pid).children()]


@pytest.fixture
def child():
    child = Child("child", WAIT)
    yield child
    child.signal_group(signal.SIGKILL)
    child.stop(by=time.monotonic())


def test_what_is_killed_comes_back_within_seconds(child):
    child.keep_running()
    first = child.process.pid
    child.signal_group(signal.SIGKILL)

    def is_back():
        child.keep_running()
        return child.process is not None and child.process.pid != first

    wait_for(is_back)


def test_what_keeps_failing_is_started_ever_more_slowly_but_never_given_up(child):
    child.command = FAIL
    pauses = []
    for _ in range(6):
        child.start()
        child.process.wait()
        child.bury(time.monotonic())
        pauses.append(child.pause)

    assert pauses == [1.0, 2.0, 4.0, 5.0, 5.0, 5.0]


def test_a_long_healthy_run_is_forgiven_earlier_failures(child):
    child.command, child.pause = FAIL, 5.0
    child.start()
    child.process.wait()
    child.bury(child.started + supervise.STEADY_SECONDS + 1)

    assert child.pause == 1.0


def test_stopping_ends_even_what_ignores_it_and_what_that_started():
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True
    )
    grandchild = int(process.stdout.readline())
    child = Child("stubborn", [], process)
    process.terminate()

    child.stop(by=time.monotonic() + 0.2)

    assert process.returncode == -signal.SIGKILL
    wait_for(lambda: not is_alive(grandchild))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything_cleanly(number):
    parent = subprocess.Popen([sys.executable, "-c", SUPERVISED], stdout=subprocess.DEVNULL)
    wait_for(lambda: len(children_of(parent.pid)) == 2)
    children = children_of(parent.pid)
    parent.send_signal(number)

    assert parent.wait(60) == 0
    assert [pid for pid in children if is_alive(pid)] == []


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells children of their parent’s end"
)
def test_nothing_outlives_a_supervisor_that_was_itself_killed():
    parent = subprocess.Popen([sys.executable, "-c", SUPERVISED], stdout=subprocess.DEVNULL)
    wait_for(lambda: len(children_of(parent.pid)) == 2)
    children = children_of(parent.pid)
    parent.kill()
    parent.wait()

    wait_for(lambda: not any(is_alive(pid) for pid in children))


def test_a_busy_port_is_refused_in_words():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} .*choose another"):
            supervise.refuse_busy_port("127.0.0.1", port)


@pytest.mark.parametrize("typed", ["abc", "0", "70000", "-1", "５x"])
def test_a_port_that_is_none_is_refused_in_words(monkeypatch, typed):
    monkeypatch.setenv("PORT", typed)

    with pytest.raises(SystemExit, match="PORT must be a number"):
        supervise.read_port()


def test_the_secret_key_is_made_once_and_for_its_owner_alone(monkeypatch, tmp_path):
    path = tmp_path / "instance" / "secret-key"
    monkeypatch.setattr(supervise, "SECRET_KEY", path)
    keys = []
    for _ in range(2):
        monkeypatch.setenv("SECRET_KEY", "")
        supervise.keep_secret_key()
        keys.append(os.environ["SECRET_KEY"])

    assert keys[0] == keys[1]
    assert len(keys[0]) >= 48
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_secret_key_that_was_given_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(supervise, "SECRET_KEY", tmp_path / "secret-key")
    monkeypatch.setenv("SECRET_KEY", "given")

    supervise.keep_secret_key()

    assert os.environ["SECRET_KEY"] == "given"
    assert list(tmp_path.iterdir()) == []


def test_the_access_log_holds_neither_paths_nor_queries():
    assert not any(atom in supervise.LOG_LINE for atom in ("%(r)s", "%(U)s", "%(q)s", "%(f)s"))
