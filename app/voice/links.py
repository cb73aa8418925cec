"""Links to somebody’s own page: kept as hashes, opened once by a button, ended by their advisor."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import CursorResult, delete, select, update

from app import clock, db
from app.accounts.models import User
from app.accounts.sessions import digest
from app.audit import services as audit
from app.audit.services import THEMSELF
from app.errors import DomainError
from app.settings import services as settings
from app.voice.models import VoiceLink, VoiceSession
from app.young_people.models import YoungPerson, YoungPersonState

MOST_WRONG = 5
SECOND_TAP = timedelta(seconds=30)
KEPT = timedelta(days=90)  # so long an old link can still ask for a new one


class LinkOver(DomainError):
    """Used, too old, ended, or never made: the answer is the same."""

    message = "This link is closed"


class WrongBirthday(DomainError):
    """Whoever holds the phone may not be the one it was sent to."""

    message = "That does not fit. Try again"
    field = "day"


def make(
    person: YoungPerson, channel: str, *, by: User | None, leaves_at: datetime
) -> tuple[VoiceLink, str]:
    """Return a new link and its secret, within the open transaction; unopened older ones end."""
    _end(person, "replaced", VoiceLink.opened_at.is_(None))
    secret = secrets.token_urlsafe(32)
    link = VoiceLink(
        digest=digest(secret),
        young_person_id=person.id,
        channel=channel,
        made_by_id=by.id if by else None,
        made_at=clock.now(),
        leaves_at=leaves_at,
        expires_at=leaves_at + timedelta(days=settings.value("voice.link_days")),
    )
    db.session.add(link)
    db.session.flush()
    return link, secret


def _end(person: YoungPerson, why: str, which: object = True) -> None:
    statement = update(VoiceLink).where(
        VoiceLink.young_person_id == person.id, VoiceLink.ended_at.is_(None)
    )
    if which is not True:
        statement = statement.where(which)  # type: ignore[arg-type]
    db.session.execute(statement.values(ended_at=clock.now(), ended_why=why))


def find(secret: str) -> VoiceLink | None:
    """Return the link with this secret, whatever became of it."""
    known = 20 <= len(secret) <= 100
    statement = select(VoiceLink).where(VoiceLink.digest == digest(secret))
    return db.session.scalars(statement).first() if known else None


def standing(secret: str) -> VoiceLink:
    """Return a link that can be opened, without opening it; raise LinkOver for any other."""
    link = find(secret)
    if link is None or link.opened_at or link.ended_at or link.expires_at <= clock.now():
        raise LinkOver
    if link.young_person.state == YoungPersonState.CLOSED:
        raise LinkOver
    return link


def asks_birthday(link: VoiceLink) -> bool:
    """Whether day and month of birth are asked before this link opens."""
    return link.young_person.born is not None and bool(settings.value("voice.ask_birthday"))


def spend(secret: str, birthday: tuple[int, int] | None) -> str:
    """Open a link once and begin a visit; return the visit’s secret.

    Raises LinkOver, or WrongBirthday; after a few of those the link is over.
    """
    link = standing(secret)
    if asks_birthday(link) and not _theirs(link.young_person.born, birthday):
        _note_wrong(link.id)
        raise WrongBirthday
    return _open(secret)


def _theirs(born: date | None, birthday: tuple[int, int] | None) -> bool:
    return born is not None and birthday == (born.day, born.month)


@db.transaction()
def _note_wrong(number: int) -> None:
    link = db.session.get_one(VoiceLink, number)
    link.wrong += 1
    if link.wrong >= MOST_WRONG:
        link.ended_at, link.ended_why = clock.now(), "guessed"


@db.transaction()
def _open(secret: str) -> str:
    link, now = standing(secret), clock.now()
    used = update(VoiceLink).where(VoiceLink.id == link.id, VoiceLink.opened_at.is_(None))
    done = db.session.execute(used.values(opened_at=now))
    # The row count decides: of two taps at once only one can win.
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise LinkOver
    audit.record("young_person.open_page", "young_person", link.young_person.ref, by=THEMSELF)
    return _begin(link)


def _begin(link: VoiceLink) -> str:
    visit, now = secrets.token_urlsafe(32), clock.now()
    row = VoiceSession(digest=digest(visit), link_id=link.id, made_at=now, seen_at=now)
    row.young_person_id = link.young_person_id
    db.session.add(row)
    return visit


def just_opened(number: int | None) -> VoiceLink | None:
    """Return the link a browser opened a moment ago, unless it was ended since."""
    link = db.session.get(VoiceLink, number) if number else None
    if link is None or link.opened_at is None or link.ended_at:
        return None
    return link if clock.now() - link.opened_at < SECOND_TAP else None


@db.transaction()
def visit_again(link: VoiceLink) -> str:
    """Begin the visit again whose key was lost on the way; return the new secret."""
    return _begin(link)


@db.transaction()
def revoke(person: YoungPerson, *, by: User) -> None:
    """End every link and visit of somebody; the next click is out."""
    _end(person, "revoked")
    db.session.execute(delete(VoiceSession).where(VoiceSession.young_person_id == person.id))
    audit.record("young_person.end_links", "young_person", person.ref, by=by)


def latest(person: YoungPerson) -> VoiceLink | None:
    """Return the newest link of somebody, whatever became of it."""
    statement = select(VoiceLink).where(VoiceLink.young_person_id == person.id)
    return db.session.scalars(statement.order_by(VoiceLink.id.desc()).limit(1)).first()


@db.transaction()
def forget_old() -> None:
    """Remove links that are too old to ask for a new one."""
    db.session.execute(delete(VoiceLink).where(VoiceLink.made_at < clock.now() - KEPT))
