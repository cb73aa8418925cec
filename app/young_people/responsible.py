"""Who was responsible for a young person from when to when, and who covered."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app import clock, db
from app.accounts.models import User
from app.filters import date_range
from app.young_people.models import (
    Cover,
    CoverShare,
    CoverState,
    Transfer,
    TransferState,
    YoungPerson,
)
from app.young_people.signals import Event, Span

LANE = "Advisor"


def spans(person: YoungPerson) -> list[Span]:
    """Return each advisor in turn, from the day they had somebody to the day they had not."""
    return _turns(person, _hand_overs(person))


def events(person: YoungPerson) -> list[Event]:
    """Return who covered for a young person and when, in one query."""
    given, went = _last(person, Transfer.to_id), _last(person, Transfer.from_id)
    had = select(Transfer.from_id).where(Transfer.young_person_id == person.id)
    statement = (
        select(Cover, CoverShare, given.label("given"), went.label("went"))
        .outerjoin(
            CoverShare,
            (CoverShare.cover_id == Cover.id) & (CoverShare.young_person_id == person.id),
        )
        .where(or_(Cover.advisor_id == person.advisor_id, Cover.advisor_id.in_(had)))
        .where(Cover.state.in_((CoverState.SET, CoverState.ENDED)))
        .where(Cover.begins <= clock.today(), Cover.made_at.is_not(None))
        .where(or_(CoverShare.id.is_not(None), Cover.only_named.is_(False)))
    )
    return [
        _cover(cover, share)
        for cover, share, given_at, went_at in db.session.execute(statement)
        if _in_turn(cover, given_at, went_at)
    ]


def _last(person: YoungPerson, side: InstrumentedAttribute[Any]) -> ScalarSelect[datetime]:
    """When somebody was last given to, or taken from, whoever a cover is for."""
    return (
        select(func.max(Transfer.at))
        .where(Transfer.young_person_id == person.id, side == Cover.advisor_id)
        .correlate(Cover)
        .scalar_subquery()
    )


def _in_turn(cover: Cover, given: datetime | None, went: datetime | None) -> bool:
    """Whether whoever was covered was their advisor at some time of the cover."""
    if given and clock.local(given).date() > cover.ends:
        return False
    gone = went is not None and (given is None or went > given)
    return not gone or (went is not None and clock.local(went).date() >= cover.begins)


def _hand_overs(person: YoungPerson) -> list[Transfer]:
    statement = select(Transfer).where(Transfer.young_person_id == person.id)
    return list(db.session.scalars(statement.order_by(Transfer.id)).unique())


def _turns(person: YoungPerson, rows: list[Transfer]) -> list[Span]:
    passed = _hands(rows)
    first = passed[0][1] if passed else _name(person.advisor)
    starts = [clock.local(person.created_at).date(), *(day for day, _, _ in passed)]
    names = [first, *(name for _, _, name in passed)]
    ends: list[date | None] = [*starts[1:], None]
    return [
        Span(LANE, name, since, until, "main")
        for name, since, until in zip(names, starts, ends, strict=True)
        if until is None or until > since
    ]


def _hands(rows: list[Transfer]) -> list[tuple[date, str, str]]:
    """Return every time somebody changed hands, oldest first: the day, from whom, to whom."""
    found = []
    for row in rows:
        found.append((row.at, _name(row.frm), row.to.name))
        if row.state == TransferState.UNDONE and row.done_at:
            found.append((row.done_at, row.to.name, _name(row.frm)))
    return [(clock.local(at).date(), frm, to) for at, frm, to in sorted(found)]


def _name(user: User | None) -> str:
    return user.name if user else "Nobody"


def _cover(cover: Cover, share: CoverShare | None) -> Event:
    name = (share or cover).covered_by.name
    start = clock.at(cover.begins, time())
    days = date_range(cover.begins, cover.ends)
    title = f"{name} covered for {cover.advisor.name}, {days}"
    return Event(max(cover.made_at or start, start), title, "", share.note if share else "")
