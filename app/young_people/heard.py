"""When a young person was last heard of: talked with, written to and answered, or met."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app import clock, db
from app.settings import services as settings
from app.young_people.models import Note, YoungPerson, YoungPersonState

CONTACTS = ("met", "call", "text")  # “tried” is no contact


def quiet_since(scope: Select[YoungPerson]) -> dict[int, date]:
    """Return who of a scope was not heard of for longer than the setting allows, and since when.

    What counts is a note of a contact or a talk about interests; before the first, the record’s
    start. Closed records are left out. One query.
    """
    person = aliased(YoungPerson)
    last = func.max(Note.at)
    statement = (
        select(person.id, person.created_at, person.interests_at, last)
        .outerjoin(Note, (Note.young_person_id == person.id) & Note.contact.in_(CONTACTS))
        .where(person.id.in_(scope.with_only_columns(YoungPerson.id).order_by(None)))
        .where(person.state != YoungPersonState.CLOSED)
        .group_by(person.id, person.created_at, person.interests_at)
    )
    limit = clock.today() - timedelta(weeks=int(settings.value("young_people.quiet_weeks")))
    found = {}
    for number, created, interests, noted in db.session.execute(statement):
        day = clock.local(max(filter(None, (created, interests, noted)))).date()
        if day < limit:
            found[number] = day
    return found
