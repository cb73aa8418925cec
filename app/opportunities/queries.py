"""Reading many offers: the vetting desk, an employer’s own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import contains_eager, defer

from app import clock, db
from app.employers.models import Employer, EmployerState
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.paging import Page, page_of

PAGE = 20
HEAVY = (Opportunity.will_learn, Opportunity.day_one, Opportunity.approved, Opportunity.pending)


def on_show() -> tuple[ColumnElement[bool], ...]:
    """Say in SQL what everybody may see: live, open, of an approved employer (which is joined)."""
    return (
        Opportunity.state == State.LIVE,
        Employer.state == EmployerState.APPROVED,
        or_(Opportunity.closes.is_(None), Opportunity.closes >= clock.today()),
    )


@dataclass(frozen=True)
class DeskFilter:
    """What the coordinator looks for on the desk."""

    words: str = ""
    state: str = "waiting"
    kind: str | None = None
    sector: str | None = None
    sort: str = "due"


def waiting() -> ColumnElement[bool]:
    """Say in SQL which offers, or changes to them, wait for the council."""
    changed = Opportunity.pending_at.is_not(None) & Opportunity.state.in_(
        (State.LIVE, State.PAUSED)
    )
    return or_(Opportunity.state == State.SUBMITTED, changed)


def desk(wanted: DeskFilter, page: int, *, size: int = PAGE) -> Page[Opportunity]:
    """Return a page of the vetting desk."""
    statement = (
        select(Opportunity)
        .join(Opportunity.employer)
        .options(contains_eager(Opportunity.employer), *(defer(column) for column in HEAVY[:3]))
        .where(*_desk_conditions(wanted))
        .order_by(*DESK_ORDER.get(wanted.sort, DESK_ORDER["due"]))
    )
    return page_of(statement, page, size=size)


DESK_ORDER: dict[str, tuple[Any, ...]] = {
    "due": (
        case((Opportunity.review_due.is_(None), 1), else_=0),
        Opportunity.review_due,
        Opportunity.id,
    ),
    "newest": (Opportunity.changed_at.desc(), Opportunity.id),
    "title": (func.lower(Opportunity.title), Opportunity.id),
    "employer": (func.lower(Employer.name), Opportunity.id),
}


def _desk_conditions(wanted: DeskFilter) -> list[ColumnElement[bool]]:
    found = [
        or_(
            func.lower(Opportunity.title).contains(word, autoescape=True),
            func.lower(Employer.name).contains(word, autoescape=True),
        )
        for word in wanted.words.lower().split()[:8]
    ]
    if wanted.state == "waiting":
        found.append(waiting())
    elif wanted.state in State.__members__:
        found.append(Opportunity.state == wanted.state)
    if wanted.kind:
        found.append(Opportunity.kind == wanted.kind)
    if wanted.sector:
        found.append(Opportunity.sector_key == wanted.sector)
    return found


def next_waiting(limit: int = 8) -> list[Opportunity]:
    """Return what waits for the council, the most urgent first."""
    statement = select(Opportunity).where(waiting()).order_by(*DESK_ORDER["due"]).limit(limit)
    return list(db.session.scalars(statement).unique())


def count_waiting() -> tuple[int, int, date | None]:
    """Return how many wait, how many of them are late, and the earliest due date."""
    late = func.sum(case((Opportunity.review_due < clock.today(), 1), else_=0))
    row = db.session.execute(
        select(func.count(), late, func.min(Opportunity.review_due)).where(waiting())
    ).one()
    return int(row[0]), int(row[1] or 0), row[2]


def worth_copying(employer_id: int, most: int = 5) -> list[Opportunity]:
    """Return an organisation’s earlier offers to copy, the newest first; a draft is no model."""
    statement = (
        select(Opportunity)
        .where(Opportunity.employer_id == employer_id, Opportunity.state != State.DRAFT)
        .order_by(Opportunity.changed_at.desc(), Opportunity.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(statement).unique())
