"""Figures of the product as it stands: queries a page, match runs, sizes of files and functions."""

from __future__ import annotations

import ast
import resource
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import grimp
from flask import Flask
from sqlalchemy import event, select

import config
from app import create_app, db
from app.accounts import sessions
from app.accounts.models import User
from app.demo import services as demo
from app.matches import runs
from app.matches.models import Proposal
from app.opportunities.commands import import_group
from app.settings import services as settings
from app.young_people.models import YoungPerson

PAGES = (
    ("advisor", "home", "/"),
    ("advisor", "caseload", "/young-people"),
    ("advisor", "suggestions", "/young-people/{person}/suggestions"),
    ("manager", "team", "/young-people/team"),
    ("coordinator", "home", "/"),
    ("coordinator", "offers to check", "/offers/desk"),
    ("public", "public list", "/opportunities"),
)


@dataclass(frozen=True)
class SignedIn:
    """What a session needs to know of somebody."""

    id: int
    ref: str


def copy_of(user: User | None) -> SignedIn | None:
    """The same person without their database row."""
    return SignedIn(user.id, user.ref) if user else None


def application(folder: str, now: str = "") -> Flask:
    """The application on an empty SQLite database of its own."""
    address = f"sqlite:///{folder}/figures.db"
    own = replace(config.from_environment(), DATABASE_URL=address, APP_NOW=now, LOG_LEVEL="ERROR")
    app = create_app(own)
    with app.app_context():
        db.orm.create_all()
        settings.load_reference()
    return app


def peak() -> int:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def statements_of(app: Flask, user: SignedIn | None, address: str) -> int:
    """How many statements one page costs, without those that begin and end transactions."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    client = app.test_client()
    with app.app_context():
        engine = db.orm.engine
        if user:
            secret = secrets.token_urlsafe(32)
            sessions.store(secret, {"_user_id": str(user.id), "csrf_token": "x" * 40}, fresh=True)
            client.set_cookie("session", secret)
    client.get(address)  # the first time compiles templates
    event.listen(engine, "before_cursor_execute", note)
    answer = client.get(address)
    event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return len(seen)


def queries() -> None:
    """Statements a page with 60 and with 600 young people."""
    counts: dict[int, list[int]] = {}
    for size in (60, 600):
        with tempfile.TemporaryDirectory() as folder:
            app = application(folder)
            with app.app_context():
                demo.load("not-a-secret-here", size=size)
                proposal = db.session.scalars(select(Proposal).limit(1)).one()
                person = db.session.get_one(YoungPerson, proposal.young_person_id)
                users = {row.email.split("@")[0]: row for row in db.session.scalars(select(User))}
                users["advisor"] = person.advisor or users["advisor"]
                people = [copy_of(users.get(who)) for who, _, _ in PAGES]
                addresses = [address.format(person=person.ref) for _, _, address in PAGES]
                db.session.remove()
            pairs = zip(people, addresses, strict=True)
            counts[size] = [statements_of(app, user, address) for user, address in pairs]
    print(f"{'page':32} {'60':>5} {'600':>5}")
    for (who, name, _), few, many in zip(PAGES, counts[60], counts[600], strict=True):
        print(f"{who + ': ' + name:32} {few:5} {many:5}")


def match(vacancies: str = "") -> None:
    """A match run over the demo, or over 500 young people and a file of vacancies."""
    with tempfile.TemporaryDirectory() as folder:
        app = application(folder, now="2020-11-10T09:00:00" if vacancies else "")
        with app.app_context():
            demo.load("not-a-secret-here", size=500 if vacancies else None)
            if vacancies:
                options = ["opportunities", vacancies, "--commit", "--on", "2020-11-10"]
                begin = time.perf_counter()
                import_group.main(options, standalone_mode=False)
                print(f"import: {time.perf_counter() - begin:.1f} s, peak {peak()} MB")
            begin = time.perf_counter()
            done = runs.run("figures", None if vacancies else everybody())
            seconds = time.perf_counter() - begin
            print(
                f"match run: {done.people} young people, {done.opportunities} open offers, "
                f"{done.state}, {seconds:.1f} s, peak of the process {peak()} MB"
            )


def everybody() -> list[int]:
    """Everybody by number, so that the run does not stop at “nothing new”."""
    return list(db.session.scalars(select(YoungPerson.id)))


def size() -> None:
    """Lines a file, import cycles, functions over forty lines."""
    listed = subprocess.run(["git", "ls-files", "*.py"], capture_output=True, text=True, check=True)
    tests = [name for name in listed.stdout.split() if name.startswith("tests/")]
    own = [name for name in listed.stdout.split() if not name.startswith("tests/")]
    lines = {name: len(Path(name).read_text("utf-8").splitlines()) for name in [*own, *tests]}
    filled = [lines[name] for name in own if lines[name] > 1]
    longest = max(own, key=lambda name: lines[name])
    functions = [
        node.end_lineno - node.lineno + 1
        for name in [*own, *tests]
        for node in ast.walk(ast.parse(Path(name).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    print(
        f"files: {len(filled)}, median {statistics.median(filled):.0f} lines, max {lines[longest]}"
    )
    print(
        f"lines: {sum(lines[name] for name in own)} own, {sum(lines[name] for name in tests)} of tests"
    )
    print(
        f"functions: {len(functions)}, median {statistics.median(functions):.0f} lines, "
        f"over 40: {sum(count > 40 for count in functions)}"
    )
    print(f"import cycles: {cycles()}")


def cycles() -> int:
    """How many modules lie on a cycle of imports."""
    graph = grimp.build_graph("app", "matching", exclude_type_checking_imports=True)
    return sum(module in reached(graph, module) for module in graph.modules)


def reached(graph: grimp.ImportGraph, start: str) -> set[str]:
    """Every module that can be reached from one by its imports."""
    seen: set[str] = set()
    waiting = list(graph.find_modules_directly_imported_by(start))
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += graph.find_modules_directly_imported_by(module)
    return seen


COMMANDS = {"queries": queries, "match": match, "size": size}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit("Say what to measure: queries, match [VACANCIES.csv] or size")
    COMMANDS[sys.argv[1]](*sys.argv[2:])
