"""“While you were away”: what others did for an advisor’s young people while somebody covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.audit.models import AuditEvent
from app.young_people import choices, signals, story
from app.young_people.models import Cover, CoverState, Note, YoungPerson
from app.young_people.signals import Event


def of_cover(cover: Cover) -> list[tuple[YoungPerson, list[Event]]]:
    """Return for each young person of the caseload what happened, newest first; quiet ones not."""
    statement = select(YoungPerson).where(YoungPerson.advisor_id == cover.advisor_id)
    people = {person.id: person for person in db.session.scalars(statement)}
    since, until = span(cover)
    found: dict[int, list[Event]] = {}
    for number, event in _own(people, since, until, cover.advisor_id):
        found.setdefault(number, []).append(event)
    for number, events in _elsewhere(list(people), since, until).items():
        found.setdefault(number, []).extend(events)
    told = [
        (people[number], sorted(events, key=lambda event: event.when, reverse=True))
        for number, events in found.items()
    ]
    return sorted(told, key=lambda pair: (pair[0].preferred_name, pair[0].id))


def span(cover: Cover) -> tuple[datetime, datetime]:
    """Return when a cover began and when it was over, as moments."""
    since = clock.at(cover.begins, time())
    until = clock.at(cover.ends + timedelta(days=1), time())
    return since, min(until, cover.ended_at or until)


def _own(
    people: Mapping[int, YoungPerson], since: datetime, until: datetime, owner: int
) -> Iterable[tuple[int, Event]]:
    names, numbers = story.names(), {person.ref: number for number, person in people.items()}
    notes = select(Note).where(Note.young_person_id.in_(numbers.values()))
    for note in db.session.scalars(notes.where(Note.at >= since, Note.at < until)):
        title = choices.NOTES.get(note.contact, "Note")
        yield note.young_person_id, Event(note.at, title, names.get(note.by_id, ""), note.words)
    trail = (
        select(AuditEvent)
        .where(AuditEvent.subject == "young_person", AuditEvent.subject_ref.in_(numbers))
        .where(AuditEvent.at >= since, AuditEvent.at < until)
        .where(AuditEvent.action.not_in(["young_person.read", "young_person.note"]))
        .order_by(AuditEvent.id)
    )
    for row in db.session.scalars(trail):
        title = story.in_short(row.action.removeprefix("young_person."), row.details)
        if title and row.actor_id != owner:
            yield numbers[row.subject_ref], Event(row.at, title, names.get(row.actor_id or 0, ""))


def _elsewhere(people: list[int], since: datetime, until: datetime) -> dict[int, list[Event]]:
    answers = signals.asked_what_happened.send(None, people=people, since=since, until=until)
    found: dict[int, list[Event]] = {}
    for _, answer in answers:
        for number, events in answer.items():
            found.setdefault(number, []).extend(events)
    return found


@db.transaction()
def mark_read(cover: Cover, *, by: User) -> None:
    """Note that whoever was away has read it; NoResultFound for anybody else."""
    if cover.advisor_id != by.id:
        raise NoResultFound
    cover = db.session.get_one(Cover, cover.id, populate_existing=True)
    cover.read_at = clock.now()
    audit.record("cover.read_meanwhile", "cover", cover.ref, by=by)


def unread(user: User) -> list[Cover]:
    """Return an advisor’s covers of the last weeks whose story they have not read."""
    today = clock.today()
    statement = (
        select(Cover)
        .where(Cover.advisor_id == user.id, Cover.read_at.is_(None))
        .where(Cover.state.in_([CoverState.SET, CoverState.ENDED]), Cover.only_named.is_(False))
        .where(Cover.begins <= today, Cover.ends >= today - timedelta(days=60))
        .order_by(Cover.begins)
    )
    return [cover for cover in db.session.scalars(statement) if is_over(cover)]


def is_over(cover: Cover) -> bool:
    """Whether a cover that held at least for a moment does not hold any more."""
    if cover.state == CoverState.SET:
        return cover.ends < clock.today()
    ended = cover.ended_at
    began = ended is None or clock.local(ended).date() >= cover.begins
    return cover.state == CoverState.ENDED and began
