"""Dated notes about young people: one, or the same about several at once."""

from __future__ import annotations

from collections.abc import Sequence

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.young_people import choices, holding
from app.young_people.models import Note, YoungPerson


@db.transaction()
def write(people: Sequence[YoungPerson], words: str, *, contact: str, by: User) -> int:
    """Add a note to each record; return how many. NoResultFound when one is not theirs any more."""
    # Always in the same order: two people who write to the same several never wait for each other.
    held = [holding.hold(one, by=by) for one in sorted(people, key=lambda person: person.id)]
    for person in held:
        note = Note(
            young_person_id=person.id,
            words=words,
            contact=contact if contact in dict(choices.CONTACTS) else "",
            by_id=by.id,
            at=clock.now(),
        )
        db.session.add(note)
        audit.record("young_person.note", "young_person", person.ref, by=by)
    return len(held)
