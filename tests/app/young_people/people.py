"""Young people and what belongs to them, for the tests of this feature."""

from __future__ import annotations

from contextlib import contextmanager

from sqlalchemy import event

from app import clock, db
from app.young_people.models import Activity, Exclusion, YoungPerson


def add(row):
    """Store a row."""
    db.session.add(row)
    db.session.commit()
    return row


def full_record(make, advisor):
    """A young person about whom everything is known."""
    employer = make.employer(name="Riverside Bakery")
    person = make.young_person(
        advisor=advisor,
        interests={"hospitality": "keen", "retail": "curious", "construction": "not_for_me"},
        pronouns="they/them",
        case_reference="MK-1",
        email="robin@demo.example",
        phone="+447700900417",
        contact_preference="text message",
        safe_times="after 11am",
        skills=[{"name": "cooking", "evidence": "shown"}, {"name": "tills", "evidence": "said"}],
        qualifications=[{"name": "Food hygiene", "level": 2}, {"name": "First aid", "level": None}],
        experience=["Two shifts in a café"],
        available_from=clock.today(),
        hours_per_week_max=30,
        days=["mon", "tue"],
        adjustments=["buddy", "quiet_space"],
        working_style="With their hands",
        kinds=["job"],
        dbs=True,
        pay_matters=False,
        checklist={"cv": "done", "id": "in_progress"},
        advisor_notes="Texts back within the hour.",
    )
    make.consent(person, employer=employer)
    add(Exclusion(young_person_id=person.id, employer_id=employer.id, reason="Worked there before"))
    add(Exclusion(young_person_id=person.id, area="MK3", reason="Not safe there"))
    add(
        Activity(
            young_person_id=person.id,
            code="G5",
            since=clock.today(),
            at=clock.now(),
            recorded_by_id=advisor.id,
        )
    )
    return person


def fresh(person):
    """The record as it is stored now."""
    number = person.id if person in db.session else person.__dict__["id"]
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(YoungPerson, number)


@contextmanager
def counting():
    """Count the statements sent to the database, transactions’ own words and locks left out."""
    sent: list[str] = []

    def note(_, __, statement, *___):
        own = statement.split()[0].upper() in {"BEGIN", "SAVEPOINT", "RELEASE"}
        if not own and "pg_advisory_xact_lock" not in statement:
            sent.append(statement)

    event.listen(db.orm.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", note)
