"""A young person’s own news and requests as lines of their story, read by one statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Integer, String, cast, literal, null, select, type_coerce, union_all

from app import db
from app.db import UtcDateTime
from app.opportunities.models import Opportunity
from app.voice import news, requests
from app.voice.models import NewsKind, RequestKind, VoiceNews, VoiceRequest
from app.young_people.models import YoungPerson
from app.young_people.signals import Event

BY = "on their own page"
MOST = 500


def events(person: YoungPerson) -> list[Event]:
    """Return what somebody said and asked for, and what they were answered.

    What they did not want their advisor to read is left out.
    """
    said = (
        select(
            literal("news").label("what"),
            type_coerce(VoiceNews.kind, String).label("kind"),
            VoiceNews.face,
            Opportunity.title,
            VoiceNews.words,
            VoiceNews.at.label("at"),
            type_coerce(null(), UtcDateTime).label("answered_at"),
            literal("").label("answer"),
        )
        .outerjoin(Opportunity, Opportunity.id == VoiceNews.opportunity_id)
        .where(VoiceNews.young_person_id == person.id)
    )
    asked = select(
        literal("request"),
        type_coerce(VoiceRequest.kind, String),
        cast(null(), Integer),
        literal(""),
        VoiceRequest.words,
        VoiceRequest.made_at,
        VoiceRequest.answered_at,
        VoiceRequest.answer,
    ).where(VoiceRequest.young_person_id == person.id, VoiceRequest.advisor_may_read)
    rows: list[Any] = list(db.session.execute(union_all(said, asked).order_by("at")))
    return [event for row in rows[-MOST:] for event in _events(row)]


def _events(row: Any) -> Iterator[Event]:
    if row.what == "news":
        yield Event(row.at, news.named(NewsKind(row.kind), row.face, row.title), BY, row.words)
        return
    yield Event(row.at, requests.TITLES[RequestKind(row.kind)], BY, row.words)
    if row.answered_at:
        yield Event(row.answered_at, "Answered what they asked", "", row.answer)
