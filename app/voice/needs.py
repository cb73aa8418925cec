"""“Needs me now”: what young people said and asked for on their own pages."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.accounts.models import Role, User
from app.filters import plural
from app.needs import Need
from app.voice import news, requests
from app.voice.models import VoiceRequest


def needs(user: User) -> list[Need]:
    """Return what waits for this person here; a manager sees what is late in the team."""
    if user.role == Role.COORDINATOR:
        return []  # the room above asks for these together with its own
    if user.role == Role.MANAGER:
        late = [row for row in requests.waiting(user) if row.due < clock.today()]
        return [_need(row) for row in late]
    if user.role != Role.ADVISOR:
        return []
    return [_need(row) for row in requests.waiting(user)] + [
        Need(
            who=one.name,
            what=_said(one),
            href=url_for("voice_desk.page", ref=one.ref),
            button="Read",
            since=clock.local(one.since).date(),
        )
        for one in news.unread(user)
    ]


def _said(one: news.Unread) -> str:
    title = news.title(one.last)
    words = f"{title[:1].lower()}{title[1:]}, on their own page"
    return f"{words}, and {plural(one.count - 1, 'thing')} more" if one.count > 1 else words


def _need(row: VoiceRequest) -> Need:
    title = requests.TITLES[row.kind]
    return Need(
        who=row.young_person.preferred_name,
        what=f"{title[:1].lower()}{title[1:]}",
        href=url_for("voice_desk.request_page", ref=row.ref),
        button="Open",
        since=clock.local(row.made_at).date(),
        due=row.due,
    )
