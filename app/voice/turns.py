"""What young people said or asked for on their own pages, as what waits for their advisor."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer, Select, String, cast, func, literal, null, select, union_all

from app import clock, db
from app.filters import plural
from app.opportunities.models import Opportunity
from app.voice import news, requests
from app.voice.models import NewsKind, RequestKind, VoiceNews, VoiceRequest
from app.young_people.signals import Waiting

ASKED = "asked"


def of_people(people: list[int]) -> dict[int, Waiting]:
    """Return what each asked for that is the advisor’s to answer, the most urgent of it; else
    what they said that nobody has read yet. One statement.
    """
    rows = db.session.execute(union_all(_asked(people), _said(people))).all()
    found = {row.person: _unread(row) for row in rows if row.what != ASKED}
    asked = sorted((row for row in rows if row.what == ASKED), key=lambda row: (row.due, row.ref))
    return found | {row.person: _request(row) for row in reversed(asked)}


def _asked(people: list[int]) -> Select[*tuple[Any, ...]]:
    row = VoiceRequest
    return select(
        row.young_person_id.label("person"),
        literal(ASKED).label("what"),
        cast(row.kind, String).label("kind"),
        row.made_at.label("since"),
        row.due.label("due"),
        row.ref.label("ref"),
        literal(1).label("count"),
        cast(null(), Integer).label("face"),
    ).where(
        row.young_person_id.in_(people),
        row.state.in_(requests.OPEN),
        row.owner == "advisor",
        row.advisor_may_read,
    )


def _said(people: list[int]) -> Select[*tuple[Any, ...]]:
    counted = (
        select(
            func.max(VoiceNews.id).label("last"),
            func.count(VoiceNews.id).label("count"),
            func.min(VoiceNews.at).label("since"),
        )
        .where(VoiceNews.read_at.is_(None), VoiceNews.young_person_id.in_(people))
        .group_by(VoiceNews.young_person_id)
        .subquery()
    )
    return (
        select(
            VoiceNews.young_person_id,
            literal("said"),
            cast(VoiceNews.kind, String),
            counted.c.since,
            cast(null(), Date),
            Opportunity.title,
            counted.c.count,
            VoiceNews.face,
        )
        .join(counted, counted.c.last == VoiceNews.id)
        .outerjoin(Opportunity, Opportunity.id == VoiceNews.opportunity_id)
    )


def _request(row: Any) -> Waiting:
    words, where = requests.TITLES[RequestKind(row.kind)], (("ref", row.ref),)
    since, page = clock.local(row.since).date(), "voice_desk.request_page"
    return Waiting("advisor", words, since, row.due, ASKED, page, where, "Answer")


def _unread(row: Any) -> Waiting:
    words = f"{news.named(NewsKind(row.kind), row.face, row.ref)}, on their own page"
    if row.count > 1:
        words += f", and {plural(row.count - 1, 'thing')} more"
    since = clock.local(row.since).date()
    return Waiting("advisor", words, since, None, "answered", "voice_desk.page", (), "Read")
