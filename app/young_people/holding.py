"""Holding a record still while it is changed, and saying afterwards what changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.audit.services import Actor
from app.errors import Stale
from app.young_people import queries, signals
from app.young_people.models import YoungPerson

# Whatever the suggestions are made of; other changes start no match run.
MATCHING = frozenset(
    "born outward travel_minutes travel_modes own_words kinds skills qualifications experience "
    "available_from available_to hours_per_week_max days adjustments dbs pay_matters "
    "interests exclusions consent state".split()
)


def hold(person: YoungPerson, *, by: Actor | None, version: int | None = None) -> YoungPerson:
    """Lock the record within the open transaction and read it afresh.

    Raises NoResultFound when it is no longer this person’s to change (`by=None`: the system, or
    the young person themself), and Stale when it is not the version that was on the screen.
    """
    # First the lock alone, then the question whose it is: asked in one, PostgreSQL would judge a
    # record that changed hands while we waited by who had it before.
    number = person.id
    db.session.execute(select(YoungPerson.id).where(YoungPerson.id == number).with_for_update())
    scope = queries.visible_to(by) if isinstance(by, User) else select(YoungPerson)
    statement = scope.where(YoungPerson.id == number)
    held = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    if version is not None and held.version != version:
        raise Stale
    return held


def touch(
    person: YoungPerson, names: Iterable[str], *, by: Actor | None, action: str = "change"
) -> None:
    """Note who changed which questions, give the record its next version, and say so above."""
    fields = sorted(names)
    person.changed_at = clock.now()
    flag_modified(person, "changed_at")  # a next version even within one tick of the clock
    audit.record(f"young_person.{action}", "young_person", person.ref, by=by, fields=fields)
    if MATCHING.intersection(fields):
        signals.announce(person.id)
