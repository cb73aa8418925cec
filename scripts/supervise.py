"""Prepare the database, then run web and scheduler together until told to stop."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType

import config

SECRET_KEY = Path("instance/secret-key")
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
DRAIN_SECONDS = 30
LATE_SECONDS = 60.0
STEADY_SECONDS = 30.0
LONGEST_PAUSE = 5.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - only compared

# The path of a private link is itself the secret: the log names the rule that answered instead.
LOG_LINE = "%(t)s %(m)s %({app.rule}e)s %(s)s %(B)s bytes %(L)s s"


@dataclass
class Child:
    """One long-running process, started again with growing pauses when it dies."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = 0.5

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            preexec_fn=partial(end_with_the_supervisor, os.getpid()),
        )
        self.started = time.monotonic()

    def keep_running(self) -> None:
        """Notice a death, wait a little, start again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            self.bury(now)

    def bury(self, now: float) -> None:
        """Take what the dead process left running with it and plan the next start."""
        assert self.process is not None
        self.signal_group(signal.SIGKILL)
        if now - self.started > STEADY_SECONDS:
            self.pause = 0.5
        say(f"{self.name} stopped ({self.process.returncode}); starting again in {self.pause:g} s")
        self.process, self.due = None, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal_group(self, number: signal.Signals) -> None:
        """Signal the process and everything it started."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def stop(self, by: float) -> None:
        """Wait for a process that was told to end, then insist."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, by - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop in time and is ended")
        self.signal_group(signal.SIGKILL)
        self.process.wait()


@dataclass
class Supervisor:
    """Keeps the children running and stops them together."""

    host: str
    port: int
    greeting: str
    children: list[Child]
    stopping: bool = False
    announced: bool = False
    began: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Run until a signal says stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        while not self.stopping:
            for child in self.children:
                child.keep_running()
            self.announce_when_ready()
            time.sleep(0.2)
        self.stop()

    def ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """End at the next look; a second signal does no harm."""
        self.stopping = True

    def announce_when_ready(self) -> None:
        """Print where the service is and who can sign in, once it can answer."""
        if self.announced:
            return
        problem = why_not_ready(EVERYWHERE.get(self.host, self.host), self.port)
        if not problem:
            say(self.greeting)
        elif time.monotonic() - self.began > LATE_SECONDS:
            say(f"Not ready after {LATE_SECONDS:g} seconds; /readyz says: {problem}")
        else:
            return
        self.announced = True

    def stop(self) -> None:
        """Let requests in hand finish, then leave nothing running."""
        say("Stopping…")
        for child in self.children:
            if child.process is not None:
                child.process.terminate()
        by = time.monotonic() + DRAIN_SECONDS + 5
        for child in self.children:
            child.stop(by)


def main() -> None:
    """Prepare, then run."""
    host, port = os.environ.get("HOST") or "127.0.0.1", read_port()
    refuse_busy_port(host, port)
    keep_secret_key()
    sign_ins = prepare_database()
    greeting = f"\nOpen http://{'localhost' if host in EVERYWHERE else host}:{port}\n\n{sign_ins}"
    children = [
        Child("web", web_command(host, port)),
        Child("scheduler", [*FLASK, "scheduler"]),
    ]
    Supervisor(host, port, greeting, children).run()


def read_port() -> int:
    """The port from PORT, or 5000."""
    text = os.environ.get("PORT") or "5000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not “{text}”.")
    return int(text)


def refuse_busy_port(host: str, port: int) -> None:
    """Stop with a sentence, not a traceback, when something else is listening."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                f"Port {port} on {host} cannot be used: {error.strerror}. "
                f"Stop what is using it, or choose another: PORT={port + 1} scripts/server"
            )


def keep_secret_key() -> None:
    """Give the service a secret key of its own, made once and readable by its owner alone."""
    if os.environ.get("SECRET_KEY"):
        return
    if not SECRET_KEY.exists():
        SECRET_KEY.parent.mkdir(exist_ok=True)
        unfinished = SECRET_KEY.with_suffix(".new")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(48), encoding="ascii")
        unfinished.replace(SECRET_KEY)
    os.environ["SECRET_KEY"] = SECRET_KEY.read_text(encoding="ascii").strip()


def prepare_database() -> str:
    """Bring the tables up to date; load invented people where they belong, and say who they are."""
    try:
        demo = ["demo load --if-empty"] if config.from_environment().DEMO else []
    except ValueError as error:
        sys.exit(str(error))
    say("Preparing the database" + (" and the demo people…" if demo else "…"))
    command = [sys.executable, "-m", "scripts.prepare", "db upgrade", *demo]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nThe database could not be prepared: see above.")
    return done.stdout


def web_command(host: str, port: int) -> list[str]:
    """The gunicorn command: two workers, unless WEB_CONCURRENCY says otherwise."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    workers = os.environ.get("WEB_CONCURRENCY") or "2"
    how = f"--worker-class gthread --workers {workers} --threads 4 --no-control-socket"
    limits = f"--graceful-timeout {DRAIN_SECONDS} --log-level warning --access-logfile -"
    options = ["--bind", address, *how.split(), *limits.split(), "--access-logformat", LOG_LINE]
    return [sys.executable, "-m", "gunicorn", *options, "wsgi:app"]


def why_not_ready(host: str, port: int) -> str:
    """What keeps the service from being ready; empty when it is."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return "" if answer.status == 200 else answer.read(500).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        connection.close()


def end_with_the_supervisor(supervisor: int) -> None:
    """Ask Linux to end this child even when the supervisor itself is killed outright."""
    if LIBC is not None:
        LIBC.prctl(1, signal.SIGTERM)
        if os.getppid() != supervisor:  # it was killed before it could be asked
            os._exit(1)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """Treat being told to stop during the preparation like Ctrl-C."""
    raise KeyboardInterrupt


def say(words: str) -> None:
    """Print now, also when nobody sits at the terminal."""
    print(words, flush=True)


LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        say("Stopped.")
