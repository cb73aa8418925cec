"""Finding every row about one young person, by the way each table says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy import Table as Real

from app import db
from app.privacy import decisions
from app.privacy.decisions import Table

Row = dict[str, Any]
# Machines whose subjects are a young person’s, by the table of the subject.
MACHINES = {
    "young_person": "young_person",
    "suggestion": "suggestion",
    "introduction": "introduction",
    "placement": "placement",
    "voice_request": "voice_request",
    "transfer": "transfer",
}


def real(name: str) -> Real:
    """Return a table of the database."""
    return db.Model.metadata.tables[name]


def rows(table: Table, person: int) -> Iterator[Row]:
    """Return what a table holds about somebody, oldest first, column by column."""
    here = real(table.name)
    statement = select(here).where(where(table, person)).order_by(*here.primary_key.columns)
    for row in db.session.execute(statement):
        yield dict(row._mapping)


def where(table: Table, person: int) -> ColumnElement[bool]:
    """Return what tells a young person’s rows of a table from all others."""
    if table.found_by.startswith(":"):
        return WAYS[table.found_by](person)
    column, _, above = table.found_by.partition(">")
    here = real(table.name).c[column]
    return here.in_(_numbers(above, person)) if above else here == person


def _numbers(name: str, person: int) -> Select[Any]:
    return select(real(name).c.id).where(where(decisions.tables()[name], person))


def _steps(person: int) -> ColumnElement[bool]:
    step = real("state_change").c
    return or_(
        *(
            (step.machine == machine) & step.subject_id.in_(_numbers(name, person))
            for machine, name in MACHINES.items()
        )
    )


def _made(person: int) -> ColumnElement[bool]:
    line = real("upload_line").c
    return (line.subject == "young_person") & (line.subject_id == person)


def refs(person: int) -> list[str]:
    """Return every reference under which a young person, or something of theirs, is known."""
    found: list[str] = []
    for table in decisions.of_young_people():
        here = real(table.name)
        if "ref" in here.c:
            statement = select(here.c.ref).where(where(table, person))
            found.extend(db.session.scalars(statement.order_by(here.c.ref)))
    return found


def addresses(person: int) -> list[str]:
    """Return where messages to somebody go."""
    here = real("young_person").c
    row = db.session.execute(select(here.email, here.phone).where(here.id == person)).one()
    return [address for address in row if address]


def _trail(person: int) -> ColumnElement[bool]:
    return real("audit_event").c.subject_ref.in_(refs(person))


def _messages(person: int) -> ColumnElement[bool]:
    message, links = real("message").c, real("voice_link").c
    own = select(links.id).where(links.young_person_id == person)
    keys = [f"voice-link-{number}" for number in db.session.scalars(own)]
    about = [
        column.contains(ref, autoescape=True)
        for ref in refs(person)
        for column in (message.key, message.body)
    ]
    to_them = message.to_address.in_(addresses(person))
    return or_(false(), to_them, message.key.in_(keys), *about)


WAYS: dict[str, Callable[[int], ColumnElement[bool]]] = {
    ":steps": _steps,
    ":made": _made,
    ":trail": _trail,
    ":messages": _messages,
}
