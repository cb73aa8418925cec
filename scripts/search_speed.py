"""How fast the public search answers: 20,000 live offers, 20 visitors at once, SQLite and PostgreSQL.

A real server (gunicorn, two workers of four threads) answers on a real database; every visitor asks
the next question as soon as the last one is answered. Print: requests a second and how long they took.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import config
from app import clock, create_app, db
from app.demo import services as demo
from app.settings import services as settings
from scripts.crowd import multiply_offers
from tests import pg

OFFERS, VISITORS, REQUESTS = 20_000, 20, 40
WAIT_SECONDS = 60
WORDS = (
    *("garden", "cook", "warehouse", "kids", "shop", "mechanic", "hair", "computer", "office"),
    *("animals", "early quiet", "friendly cafe", "gardn", "carpentry", "paint", "serve customers"),
)
SECTORS = ("retail", "hospitality", "construction", "logistics", "childcare", "technology")
POSTCODES = ("MK9 3EJ", "MK2 2EB", "MK12 5LA", "MK14 5AU", "MK17 8GZ", "MK9", "MK3")
KINDS = ("job", "apprenticeship", "taster", "work_experience")


def question(pick: random.Random) -> str:
    """One visitor’s address: words, sector, kind, place, dates and page as people mix them."""
    asked: list[tuple[str, str]] = []
    if pick.random() < 0.5:
        asked.append(("q", pick.choice(WORDS)))
    if pick.random() < 0.35:
        asked += [("sector", key) for key in pick.sample(SECTORS, pick.choice((1, 1, 2)))]
    if pick.random() < 0.25:
        asked.append(("kind", pick.choice(KINDS)))
    if pick.random() < 0.4:
        asked += [("postcode", pick.choice(POSTCODES)), ("miles", pick.choice(("2", "5", "10")))]
    if pick.random() < 0.2:
        day = clock.today()
        asked += [
            ("start_from-day", "1"),
            ("start_from-month", "1"),
            ("start_from-year", str(day.year + 1)),
        ]
    if pick.random() < 0.3:
        asked.append(("page", pick.choice(("2", "3"))))
    return f"/opportunities?{urlencode(asked)}"


def fill(address: str) -> None:
    """The demo with its offers multiplied."""
    own = replace(config.from_environment(), DATABASE_URL=address, APP_NOW="", LOG_LEVEL="ERROR")
    with create_app(own).app_context():
        db.orm.create_all()
        settings.load_reference()
        demo.load("not-a-secret-here")
        multiply_offers(OFFERS)
        if db.orm.engine.dialect.name == "postgresql":
            engine = db.orm.engine.execution_options(isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as autovacuum does in its time
        db.session.remove()
        db.orm.engine.dispose()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def server(address: str, folder: str) -> Iterator[int]:
    """A running gunicorn, as the product is run; the code may be that of another folder."""
    port = free_port()
    options = [
        "--workers",
        "2",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--log-level",
        "error",
    ]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *options,
        "--bind",
        f"127.0.0.1:{port}",
        "wsgi:app",
    ]
    surroundings = {**os.environ, "DATABASE_URL": address, "LOG_LEVEL": "ERROR", "APP_NOW": ""}
    process = subprocess.Popen(command, cwd=folder, env=surroundings, stdout=subprocess.DEVNULL)
    try:
        wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait(port: int) -> None:
    """Until the server answers."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/healthz"):
                return
        time.sleep(0.2)
    raise RuntimeError("The server does not answer")


def ask(connection: http.client.HTTPConnection, path: str) -> float:
    """Seconds until an answer was read to its end; anything but a page is an error."""
    begin = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return time.perf_counter() - begin


def visit(port: int, seed: int, times: list[float], count: int) -> None:
    """One visitor’s questions, one after the other."""
    pick = random.Random(seed)  # noqa: S311 - figures, not secrets
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(count):
        times.append(ask(connection, question(pick)))
    connection.close()


def crowd(port: int, count: int, seed: int) -> tuple[list[float], float]:
    """Every visitor at once: seconds of each answer, and of all together."""
    times: list[float] = []
    people = [
        threading.Thread(target=visit, args=(port, seed + number, times, count))
        for number in range(VISITORS)
    ]
    begin = time.perf_counter()
    for person in people:
        person.start()
    for person in people:
        person.join()
    return times, time.perf_counter() - begin


def figures(name: str, address: str, count: int, folder: str) -> None:
    """Fill a database, ask, and print one line."""
    with server(address, folder) as port:
        for seed in range(3):  # until both workers have read the offers once
            crowd(port, 5, seed)
        times, seconds = crowd(port, count, seed=1000)
    cuts = statistics.quantiles(times, n=100)
    lost = VISITORS * count - len(times)
    print(
        f"{name:11} {OFFERS:,} offers, {VISITORS} visitors, {len(times)} requests, {lost} lost: "
        f"{len(times) / seconds:.0f} a second, p50 {cuts[49] * 1000:.0f} ms, "
        f"p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms"
    )


def main(count: int = REQUESTS, folder: str = str(config.ROOT)) -> None:
    """Both databases, one after the other."""
    with tempfile.TemporaryDirectory() as place:
        for name, address in (
            ("SQLite", f"sqlite:///{Path(place) / 'search.db'}"),
            ("PostgreSQL", pg.new_database()),
        ):
            fill(address)
            figures(name, address, count, folder)


if __name__ == "__main__":
    main(*(int(word) if word.isdigit() else word for word in sys.argv[1:]))  # type: ignore[arg-type]
