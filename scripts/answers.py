"""How long one person’s questions take against many offers: the page’s queries, and the pages."""

from __future__ import annotations

import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import db
from app.accounts import sessions
from app.accounts.models import User
from app.demo import services as demo
from app.matches import facts, queries, runs
from app.matches.engine import index
from app.matches.models import Proposal
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson
from scripts.crowd import multiply_offers
from scripts.figures import application, peak

TIMES = 30


class Spent(NamedTuple):
    """Seconds on the clock, and of the processor: on a busy machine the clock says little."""

    clock: float
    processor: float


def person(offers: str = "10000") -> None:
    """One person against many offers, asked as the web pages ask."""
    with tempfile.TemporaryDirectory() as folder:
        app = application(folder)
        with app.app_context():
            demo.load("not-a-secret-here")
            multiply_offers(int(offers))
            before = peak()
            report("the pool made ready", timed(index.current))
            print(f"memory for it: {peak() - before} MB, peak of the process {peak()} MB")
            report("a run over everybody", timed(lambda: runs.run("figures")))
            who, offer, advisor = somebody()
            ask(who, offer)
            db.session.remove()
        pages(app, who, offer, advisor)
        with app.app_context():
            changes(who, offer)


def somebody() -> tuple[int, int, int]:
    """A young person with a list, an offer on it, and their advisor, by number."""
    statement = select(Proposal.young_person_id, Proposal.opportunity_id, YoungPerson.advisor_id)
    statement = statement.join(YoungPerson, YoungPerson.id == Proposal.young_person_id)
    found = db.session.execute(statement.where(YoungPerson.advisor_id.is_not(None)).limit(1)).one()
    return found[0], found[1], found[2] or 0


def ask(who: int, number: int) -> None:
    """The queries of the pages, each in a session of its own."""
    offer, young = db.session.get_one(Opportunity, number), db.session.get_one(YoungPerson, who)

    def list_now() -> None:
        list(index.current().rank([facts.one(who)]))

    def pair() -> None:
        queries.explain(young, offer)

    usual("the twelve best with explanations", list_now)
    usual("one pair explained", pair)
    usual("twenty left out, with the rules", lambda: queries.ruled_out(young, search="", page=1))


def pages(app: Flask, who: int, number: int, advisor: int) -> None:
    """The whole pages, signed in, audit row and all."""
    client = app.test_client()
    with app.app_context():
        secret = secrets.token_urlsafe(32)
        content = {"_user_id": str(db.session.get_one(User, advisor).id), "csrf_token": "x" * 40}
        sessions.store(secret, content, fresh=True)
        client.set_cookie("session", secret)
        young, offer = db.session.get_one(YoungPerson, who), db.session.get_one(Opportunity, number)
        base, there = f"/young-people/{young.ref}/suggestions", offer.ref
    for name, address in (
        ("page: suggestions", base),
        ("page: one pair", f"{base}/{there}"),
        ("page: left out, and why", f"{base}/ruled-out"),
        ("page: whom an offer might suit", f"/offers/{there}/who-might-suit"),
    ):
        usual(name, lambda address=address: opened(client, address))  # type: ignore[misc]


def opened(client: FlaskClient, address: str) -> None:
    """One page, which must be there."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def changes(who: int, number: int) -> None:
    """What a change costs: of the record, and of an offer."""
    young = db.session.get_one(YoungPerson, who)
    young.own_words = "i want to bake bread"
    db.session.commit()
    report("a small run after a record changed", timed(lambda: runs.run("change", [who])))
    offer = db.session.get_one(Opportunity, number)
    offer.will_do += " And more."
    db.session.commit()
    report("the pool after one offer changed", timed(index.current))
    report("a run over everybody after that", timed(lambda: runs.run("change")))


def timed(work: Callable[[], object]) -> Spent:
    """What one call takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - processor)


def usual(name: str, work: Callable[[], object]) -> None:
    """The medians of many calls, after one that warms up."""
    work()
    every = [timed(work) for _ in range(TIMES)]
    clocks, processors = zip(*every, strict=True)
    report(name, Spent(statistics.median(clocks), statistics.median(processors)))


def report(name: str, spent: Spent) -> None:
    """One line."""
    print(f"{name:38} {words(spent.clock):>9}, of the processor {words(spent.processor):>9}")


def words(seconds: float) -> str:
    """A duration as people read it."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"


if __name__ == "__main__":
    person(*sys.argv[1:])
