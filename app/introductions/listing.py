"""The list of introductions: whose turn, what is late, filtered, sorted, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app import clock, paging
from app.accounts.models import User
from app.introductions import queries
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.introductions.states import BEFORE, OPEN, WAITING
from app.young_people.models import Consent

TURNS = {
    "open": "All that is open",
    "advisor": "Your turn",
    "young_person": "The young person’s turn",
    "employer": "The employer’s turn",
    "late": "Late",
    "over": "Over",
}
SORTS = {"due": "Most urgent", "new": "Newest", "employer": "Employer", "state": "Status"}


@dataclass(frozen=True)
class View:
    """What somebody asked the list for."""

    turn: str = "open"
    words: str = ""
    sort: str = "due"
    page: int = 1


def find(view: View, *, by: User) -> paging.Page[Introduction]:
    """Return one page of the introductions this person may see."""
    statement = queries.visible_to(by).where(_turn(view.turn)).options(*queries.IN_LIST)
    if view.words:
        statement = queries.search(statement, view.words)
    return paging.page_of(_sorted(statement, view.sort), view.page)


def inbox(tab: str, page: int, *, by: User) -> paging.Page[Introduction]:
    """Return what an employer got, what waits for it first; nothing that nobody has sent yet."""
    waits = Introduction.state.in_((*WAITING, S.INTERVIEW_BOOKED, S.INTERVIEWED, S.OFFERED))
    which = waits if tab != "over" else ~waits
    statement = queries.visible_to(by).where(which, Introduction.sent_at.is_not(None))
    order = (Introduction.answered_at.is_not(None), Introduction.answer_due, Introduction.id)
    if tab == "over":
        order = (Introduction.id.desc(),)  # type: ignore[assignment]
    return paging.page_of(statement.order_by(*order).options(*queries.IN_LIST), page)


def _turn(turn: str) -> ColumnElement[bool]:
    row, now = Introduction, clock.now()
    untold = and_(row.state == S.NOT_SUCCESSFUL, row.told_at.is_(None))
    called = and_(row.state.in_(WAITING), row.call_asked_at.is_not(None))
    met = and_(row.state == S.INTERVIEW_BOOKED, row.interview_at <= now)
    owed = and_(row.state.in_(WAITING), row.call_asked_at.is_(None))
    standing = Consent.withdrawn_at.is_(None) & (
        Consent.until.is_(None) | (Consent.until >= clock.today())
    )
    agreed = row.consent_id.in_(select(Consent.id).where(standing))
    asked = and_(row.state == S.AWAITING_AGREEMENT, or_(row.consent_id.is_(None), ~agreed))
    ready = and_(row.state == S.AWAITING_AGREEMENT, agreed)
    open_ = or_(row.state.in_((*BEFORE, *OPEN, S.NO_RESPONSE)), untold)
    known: dict[str, ColumnElement[bool]] = {
        "open": open_,
        "advisor": or_(row.state.in_((S.DRAFT, S.NO_RESPONSE)), untold, called, met, ready),
        "young_person": or_(
            row.state == S.OFFERED,
            asked,
            and_(row.state == S.INTERVIEW_BOOKED, row.interview_at > now),
        ),
        "employer": or_(owed, row.state == S.INTERVIEWED),
        "late": or_(and_(owed, row.answer_due < clock.today()), met, row.state == S.NO_RESPONSE),
        "over": ~open_,
    }
    return known.get(turn, open_)


def _sorted(statement: Select[Introduction], sort: str) -> Select[Introduction]:
    orders: dict[str, tuple[Any, ...]] = {
        "due": (Introduction.answer_due.asc().nulls_first(), Introduction.created_at),
        "new": (Introduction.created_at.desc(),),
        "employer": (Introduction.opportunity_id,),
        "state": (Introduction.state,),
    }
    return statement.order_by(*orders.get(sort, orders["due"]), Introduction.id)
