"""What young people said on their own pages, until their advisor has read it; the story keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.opportunities.models import Opportunity
from app.voice.models import NewsKind, VoiceNews
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson
from app.young_people.signals import Event

TITLES = {
    NewsKind.YES: "Said yes to",
    NewsKind.NOT_NOW: "Said not now to",
    NewsKind.NO: "Said no to",
    NewsKind.INTERESTS: "Said what they like",
    NewsKind.WORDS: "Wrote about themself",
    NewsKind.TOOK_BACK: "Took back an agreement",
    NewsKind.GAVE_AGAIN: "Wants ideas again",
    NewsKind.REVIEW: "Said how it went at",
    NewsKind.TELL_YES: "Agrees that the employer is told about them, for",
    NewsKind.TELL_WISH: "Would like the employer to be told, so ask who decides with them, for",
    NewsKind.TELL_NOT_NOW: "Does not want the employer to be told yet, for",
    NewsKind.TELL_NO: "Does not want the employer to be told, so it was ended, for",
    NewsKind.GO_ON: "Lets an agreement go on",
    NewsKind.GO_ON_WISH: "Would like an agreement to go on, so ask who decides with them",
    NewsKind.LET_END: "Lets an agreement end on its last day",
    NewsKind.CAN_GO: "Can come to the meeting about",
    NewsKind.OTHER_TIME: "Needs another time for the meeting about",
    NewsKind.CANNOT_GO: "Can not come to the meeting about",
    NewsKind.PLACE_YES: "Wants the place they were offered,",
    NewsKind.PLACE_NO: "Does not want the place they were offered,",
    NewsKind.AGREED: "Agrees to the days and times of",
}
FACES = {3: "It is going well", 2: "It is all right", 1: "It is hard"}


@dataclass(frozen=True)
class Unread:
    """How much of one young person’s news nobody has read, and the last of it."""

    ref: str
    name: str
    count: int
    since: datetime
    last: VoiceNews


def add(
    person: YoungPerson,
    kind: NewsKind,
    *,
    words: str = "",
    face: int | None = None,
    opportunity: Opportunity | None = None,
    about: str = "",
) -> None:
    """Note something they said, within the open transaction."""
    row = VoiceNews(young_person_id=person.id, kind=kind, words=words, face=face, at=clock.now())
    row.about = about
    row.opportunity_id = opportunity.id if opportunity else None
    db.session.add(row)


def title(row: VoiceNews) -> str:
    """Return what they did in a few words."""
    return named(row.kind, row.face, row.opportunity.title if row.opportunity else None)


def named(kind: NewsKind, face: int | None, offer: str | None) -> str:
    """Return what they did in a few words, from the parts of a row."""
    if kind == NewsKind.HOW:
        return FACES.get(face or 0, "Said how it is going")
    return TITLES[kind] + (f" “{offer}”" if offer else "")


def of_person(person: YoungPerson, most: int = 50) -> list[VoiceNews]:
    """Return what somebody said, newest first."""
    statement = select(VoiceNews).where(VoiceNews.young_person_id == person.id)
    return list(db.session.scalars(statement.order_by(VoiceNews.id.desc()).limit(most)))


def unread(user: User) -> list[Unread]:
    """Return, for everybody in this advisor’s care, what nobody has read yet."""
    mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
    counted = (
        select(
            VoiceNews.young_person_id,
            func.count(VoiceNews.id).label("count"),
            func.min(VoiceNews.at).label("since"),
            func.max(VoiceNews.id).label("last"),
        )
        .where(VoiceNews.read_at.is_(None), VoiceNews.young_person_id.in_(mine))
        .group_by(VoiceNews.young_person_id)
        .subquery()
    )
    statement = (
        select(
            YoungPerson.ref, YoungPerson.preferred_name, counted.c.count, counted.c.since, VoiceNews
        )
        .join(counted, counted.c.young_person_id == YoungPerson.id)
        .join(VoiceNews, VoiceNews.id == counted.c.last)
        .order_by(counted.c.since)
    )
    return [Unread(*row) for row in db.session.execute(statement)]


def said(people: list[int], since: datetime, until: datetime) -> dict[int, list[Event]]:
    """Return what these young people said on their own pages in a time, in one query."""
    statement = (
        select(VoiceNews)
        .where(VoiceNews.young_person_id.in_(people))
        .where(VoiceNews.at >= since, VoiceNews.at < until)
        .order_by(VoiceNews.id)
    )
    found: dict[int, list[Event]] = {}
    for row in db.session.scalars(statement).unique():
        event = Event(row.at, title(row), "on their own page", row.words)
        found.setdefault(row.young_person_id, []).append(event)
    return found


@db.transaction()
def mark_read(person: YoungPerson, *, by: User) -> None:
    """Note that somebody has read all of it."""
    db.session.execute(
        update(VoiceNews)
        .where(VoiceNews.young_person_id == person.id, VoiceNews.read_at.is_(None))
        .values(read_at=clock.now(), read_by_id=by.id)
    )
    audit.record("young_person.read_news", "young_person", person.ref, by=by)
