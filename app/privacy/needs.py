"""“Needs me now”: copies, requests and wishes about people’s data that wait for this person."""

from __future__ import annotations

from flask import url_for

from app.accounts.models import Role, User
from app.filters import plural
from app.needs import Need
from app.privacy import waiting
from app.privacy.models import CopyState, ErasureState
from app.privacy.retention import RECORDS
from app.privacy.waiting import ASKED, WISH, Waiting
from app.voice.models import RequestKind
from app.voice.requests import TITLES

WANTED: dict[str, str] = {
    CopyState.PREPARING: "a copy of their data is being looked through",
    CopyState.CHECKING: "a copy of somebody’s data waits for your second look",
    CopyState.READY: "their copy of their data is ready to be handed over",
    ErasureState.PROPOSED: "the wish to forget somebody waits for a second person",
}


def needs(user: User) -> list[Need]:
    """Return what this person has to do something about."""
    return [_need(row, user) for row in waiting.for_user(user)]


def _need(row: Waiting, user: User) -> Need:
    if row.what == RECORDS:
        words = f"{plural(int(row.state), 'record')} kept as long as agreed: to be decided about"
        return Need("Records", words, url_for("privacy.timetable"), "Decide", since=row.since)
    if row.what == ASKED:  # a young person asks on their own page; that room lies below
        title = TITLES[RequestKind(row.state)]
        words, where = f"{title[:1].lower()}{title[1:]}", "voice_desk.request_page"
    else:
        words, where = WANTED[row.state], f"privacy.{'erasure' if row.what == WISH else 'copy'}"
    button = "Look" if row.what == WISH else "Open"
    return Need(_who(row, user), words, url_for(where, ref=row.ref), button, row.since, row.due)


def _who(row: Waiting, user: User) -> str:
    if row.what == WISH:
        return f"Record {row.reference}"
    return "A young person" if user.role == Role.COORDINATOR else row.name
