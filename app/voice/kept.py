"""What somebody had typed when their visit was over: kept for them alone, and theirs to send later."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import Delete, delete, select
from werkzeug.datastructures import MultiDict

from app import clock, db
from app.settings import services as settings
from app.voice.models import VoiceKept, VoiceSession
from app.young_people.models import YoungPerson, YoungPersonState

PAGES = re.compile(
    r"/page/(how|talk|likes|words|ideas-off|ask/[a-z]+|(ideas|reviews|tell|place|agree|dates)/\d{1,3})"
)
NOT_TYPED = {"csrf_token", "once", "seen", "version"}
MOST, LONGEST = 60, 4000


def keep(visit: VoiceSession | None, path: str, sent: MultiDict[str, str]) -> bool:
    """Keep what came too late, if it comes from a visit of ours; return whether something was kept.

    Who left by the way out, or was put out, has no visit any more, and nothing is kept of them.
    """
    if visit is None or visit.link.ended_why == "revoked" or not PAGES.fullmatch(path):
        return False
    typed = {
        name: [value[:LONGEST] for value in values]
        for name, values in list(sent.lists())[:MOST]
        if name not in NOT_TYPED and len(name) <= 60 and any(value.strip() for value in values)
    }
    if not typed or visit.young_person.state == YoungPersonState.CLOSED:
        return False
    _keep(visit.young_person_id, path, typed)
    return True


@db.transaction()
def _keep(person: int, path: str, typed: dict[str, list[str]]) -> None:
    db.session.execute(_of(person, path))
    row = VoiceKept(young_person_id=person, path=path, answers=typed, at=clock.now())
    db.session.add(row)


def typed(person: YoungPerson, path: str) -> MultiDict[str, str] | None:
    """Return what somebody typed on this page and could not send."""
    if not PAGES.fullmatch(path):
        return None
    rows = select(VoiceKept).where(VoiceKept.young_person_id == person.id, VoiceKept.path == path)
    row = db.session.scalars(rows).first()
    return MultiDict(row.answers) if row else None


def waiting(person: YoungPerson) -> list[str]:
    """Return the addresses of the pages something is kept for."""
    rows = select(VoiceKept.path).where(VoiceKept.young_person_id == person.id)
    return list(db.session.scalars(rows.order_by(VoiceKept.id)))


@db.transaction()
def forget(person: YoungPerson, path: str | None = None) -> None:
    """Throw away what was kept: of one page, or all of it."""
    db.session.execute(_of(person.id, path))


def _of(person: int, path: str | None) -> Delete:
    statement = delete(VoiceKept).where(VoiceKept.young_person_id == person)
    return statement.where(VoiceKept.path == path) if path else statement


@db.transaction()
def forget_old() -> None:
    """Throw away what nobody came back for while a link would have lasted."""
    before = clock.now() - timedelta(days=settings.value("voice.link_days"))
    db.session.execute(delete(VoiceKept).where(VoiceKept.at < before))
