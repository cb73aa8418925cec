"""The list of placements, by what comes next, page by page."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, or_, select

from app import clock, db, paging
from app.accounts.models import User
from app.accounts.queries import escaped
from app.employers.models import Employer
from app.opportunities.models import Opportunity
from app.placements import queries
from app.placements.models import FollowUp, Placement
from app.placements.models import PlacementState as S
from app.young_people.models import YoungPerson

TABS = {
    "preparing": "To prepare",
    "agreed": "Coming up",
    "active": "Under way",
    "ended": "To review",
    "follow": "To follow up",
    "over": "Over",
}
STATES = {
    "preparing": (S.PREPARING,),
    "agreed": (S.AGREED,),
    "active": (S.ACTIVE,),
    "ended": (S.COMPLETED, S.ENDED_EARLY),
    "over": (S.REVIEWED, S.DID_NOT_START),
}


def find(tab: str, words: str, page: int, *, by: User) -> paging.Page[Placement]:
    """Return one page of the placements this person may see."""
    statement = queries.visible_to(by).where(_in(tab)).options(*queries.IN_LIST)
    if words:
        statement = _search(statement, words)
    order = Placement.start.desc() if tab in {"over", "ended"} else Placement.start.asc()
    return paging.page_of(statement.order_by(order.nulls_last(), Placement.id), page)


def _in(tab: str) -> ColumnElement[bool]:
    if tab == "follow":
        due = (FollowUp.due <= clock.today()) & FollowUp.confirmed_code.is_(None)
        return Placement.follow_ups.any(due) & (Placement.state != S.DID_NOT_START)
    return Placement.state.in_(STATES[tab])


def counts(by: User) -> dict[str, int]:
    """Return how many placements each tab holds, with two queries."""
    seen = queries.visible_to(by).with_only_columns(Placement.id)
    rows = db.session.execute(
        select(Placement.state, func.count())
        .where(Placement.id.in_(seen))
        .group_by(Placement.state)
    )
    by_state = {row[0]: row[1] for row in rows}
    follow = select(func.count()).where(Placement.id.in_(seen)).where(_in("follow"))
    found = {tab: sum(by_state.get(state, 0) for state in of) for tab, of in STATES.items()}
    return {**found, "follow": db.session.scalar(follow.select_from(Placement)) or 0}


def first_with_rows(numbers: dict[str, int]) -> str:
    """Return the tab to open first: the first that holds anything, what is over last."""
    return next((tab for tab in TABS if numbers.get(tab) and tab != "over"), "preparing")


def _search(statement: Select[Placement], words: str) -> Select[Placement]:
    like = f"%{escaped(words.lower())}%"
    columns = (YoungPerson.preferred_name, YoungPerson.surname, Opportunity.title, Employer.name)
    found = (
        select(Placement.id)
        .join(YoungPerson, YoungPerson.id == Placement.young_person_id)
        .join(Opportunity, Opportunity.id == Placement.opportunity_id)
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(or_(*(func.lower(column).like(like, escape="\\") for column in columns)))
    )
    return statement.where(Placement.id.in_(found))
