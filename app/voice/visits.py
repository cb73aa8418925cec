"""Short visits to somebody’s own page: a cookie of their own, a row that can be ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from app import clock, db
from app.accounts.sessions import digest
from app.settings import services as settings
from app.voice.models import VoiceSession
from app.young_people.models import YoungPerson, YoungPersonState

TOUCH = timedelta(minutes=1)


def find(secret: str) -> VoiceSession | None:
    """Return the visit with this secret while it lasts."""
    visit = known(secret)
    if visit is None or visit.link.ended_why == "revoked" or _over(visit, clock.now()):
        return None
    return None if visit.young_person.state == YoungPersonState.CLOSED else visit


def known(secret: str) -> VoiceSession | None:
    """Return the visit with this secret, over or not: it may ask for a new link."""
    return db.session.get(VoiceSession, digest(secret)) if 20 < len(secret) < 80 else None


def _over(visit: VoiceSession, now: datetime) -> bool:
    idle = timedelta(minutes=settings.value("voice.idle_minutes"))
    whole = timedelta(hours=settings.value("voice.visit_hours"))
    return now - visit.seen_at > idle or now - visit.made_at > whole


def keep_alive(visit: VoiceSession) -> None:
    """Note that somebody is still there, once a minute."""
    if clock.now() - visit.seen_at > TOUCH:
        _touch(visit.digest)


@db.transaction()
def _touch(number: str) -> None:
    visit = db.session.get(VoiceSession, number)
    if visit:
        visit.seen_at = clock.now()


@db.transaction()
def end(secret: str) -> None:
    """End the visit with this secret."""
    db.session.execute(delete(VoiceSession).where(VoiceSession.digest == digest(secret)))


def last_seen(person: YoungPerson) -> datetime | None:
    """Return when somebody’s page was last open in a visit that is still on record."""
    statement = select(func.max(VoiceSession.seen_at)).where(
        VoiceSession.young_person_id == person.id
    )
    return db.session.scalar(statement)


@db.transaction()
def forget_old() -> None:
    """Remove visits that were over yesterday."""
    before = clock.now() - timedelta(days=1)
    db.session.execute(delete(VoiceSession).where(VoiceSession.seen_at < before))
