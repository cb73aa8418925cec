"""Reading many offers: the public list, the vetting desk, an employer’s own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import contains_eager, defer

from app import clock, db
from app.employers.models import Employer, EmployerState
from app.opportunities.models import Kind, Opportunity, folded
from app.opportunities.models import OpportunityState as State
from app.opportunities.paging import Paged, cut
from app.places.services import Point

PAGE = 20
KM_PER_DEGREE = 111.195
KM_PER_MILE = 1.609344
HEAVY = (Opportunity.will_learn, Opportunity.day_one, Opportunity.approved, Opportunity.pending)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for on the public list; None or empty means anything."""

    words: str = ""
    sector: str | None = None
    kind: str | None = None
    paid: bool | None = None
    near: Point | None = None
    miles: int | None = None
    start_from: date | None = None
    start_to: date | None = None
    sort: str = "soonest"


@dataclass(frozen=True)
class Listed:
    """An offer on the list, with its distance in miles when both ends are known."""

    offer: Opportunity
    miles: float | None = None


def on_show() -> tuple[ColumnElement[bool], ...]:
    """Say in SQL what everybody may see: live, open, of an approved employer (which is joined)."""
    return (
        Opportunity.state == State.LIVE,
        Employer.state == EmployerState.APPROVED,
        or_(Opportunity.closes.is_(None), Opportunity.closes >= clock.today()),
    )


def public_list(wanted: Wanted, page: int) -> Paged[Listed]:
    """Return a page of the offers that fit.

    Numbers are sorted first and whole rows read afterwards: rows are wide, and sorting
    thousands of them to show twenty takes most of the time.
    """
    squared = _square_km(wanted.near) if wanted.near else None
    far = squared if squared is not None else literal(None)
    numbers = (
        select(Opportunity.id, far)
        .join(Opportunity.employer)
        .where(*on_show(), *_conditions(wanted, squared))
        .order_by(*_order(wanted, squared))
    )
    rows, page, pages, total = cut(numbers, page, PAGE)
    offers = _by_number([number for number, _ in rows])
    return Paged([Listed(offers[n], _miles(km2)) for n, km2 in rows], page, pages, total)


def _by_number(numbers: list[int]) -> dict[int, Opportunity]:
    statement = select(Opportunity).where(Opportunity.id.in_(numbers))
    light = statement.options(*(defer(column) for column in HEAVY))
    return {offer.id: offer for offer in db.session.scalars(light).unique()}


def _miles(square_km: float | None) -> float | None:
    return None if square_km is None else math.sqrt(max(0.0, float(square_km))) / KM_PER_MILE


def _square_km(point: Point) -> ColumnElement[float | None]:
    # Degrees as a flat map round the point: good to a few metres in a hundred miles of England,
    # and plain arithmetic for every database.
    across = KM_PER_DEGREE * math.cos(math.radians(point.latitude or 0.0))
    north = (Opportunity.latitude - point.latitude) * KM_PER_DEGREE
    east = (Opportunity.longitude - point.longitude) * across
    return north * north + east * east


def _conditions(
    wanted: Wanted, squared: ColumnElement[float | None] | None
) -> list[ColumnElement[bool]]:
    found = [
        or_(
            Opportunity.search_words.contains(word, autoescape=True),
            func.lower(Employer.name).contains(word, autoescape=True),
        )
        for word in folded(wanted.words).split()[:8]
    ]
    if wanted.sector:
        found.append(Opportunity.sector_key == wanted.sector)
    if wanted.kind:
        found.append(Opportunity.kind == wanted.kind)
    if wanted.paid is not None:
        found.append(_paid() if wanted.paid else ~_paid())
    return [*found, *_within(wanted, squared), *_between(wanted)]


def _paid() -> ColumnElement[bool]:
    known = func.coalesce(Opportunity.pay_per_hour, 0) > 0
    return or_(known, Opportunity.kind.in_((Kind.JOB, Kind.APPRENTICESHIP, Kind.INTERNSHIP)))


def _within(
    wanted: Wanted, squared: ColumnElement[float | None] | None
) -> list[ColumnElement[bool]]:
    """Within so many miles; what is done from home or lies nowhere known stays on the list."""
    point, miles = wanted.near, wanted.miles
    if squared is None or point is None or not miles:
        return []
    km = miles * KM_PER_MILE
    up = km / KM_PER_DEGREE
    side = up / max(0.1, math.cos(math.radians(point.latitude or 0.0)))
    lat, lon = point.latitude or 0.0, point.longitude or 0.0
    box = and_(
        Opportunity.latitude.between(lat - up, lat + up),
        Opportunity.longitude.between(lon - side, lon + side),
        squared <= km * km,
    )
    return [or_(box, Opportunity.latitude.is_(None), Opportunity.remote.is_(True))]


def _between(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = []
    if wanted.start_from:
        found.append(or_(Opportunity.start.is_(None), Opportunity.start >= wanted.start_from))
    if wanted.start_to:
        found.append(or_(Opportunity.start.is_(None), Opportunity.start <= wanted.start_to))
    return found


def _order(wanted: Wanted, squared: ColumnElement[float | None] | None) -> list[Any]:
    if wanted.sort == "nearest" and squared is not None:
        return [case((Opportunity.latitude.is_(None), 1), else_=0), squared, Opportunity.id]
    if wanted.sort == "newest":
        unknown = case((Opportunity.opens.is_(None), 1), else_=0)
        return [unknown, Opportunity.opens.desc(), Opportunity.id.desc()]
    unknown = case((Opportunity.start.is_(None), 1), else_=0)
    return [unknown, Opportunity.start, Opportunity.id]


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


def desk(wanted: DeskFilter, page: int) -> Paged[Opportunity]:
    """Return a page of the vetting desk."""
    statement = (
        select(Opportunity)
        .join(Opportunity.employer)
        .options(contains_eager(Opportunity.employer), *(defer(column) for column in HEAVY[:3]))
        .where(*_desk_conditions(wanted))
        .order_by(*DESK_ORDER.get(wanted.sort, DESK_ORDER["due"]))
    )
    rows, page, pages, total = cut(statement, page, PAGE)
    return Paged([row[0] for row in rows], page, pages, total)


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


def mine(employer_id: int) -> list[Opportunity]:
    """Return an organisation’s offers, what needs its hand first, what is put away last."""
    rank = case(
        (Opportunity.state == State.CHANGES_REQUESTED, 0),
        (Opportunity.state == State.DRAFT, 1),
        (Opportunity.state == State.SUBMITTED, 2),
        (Opportunity.state.in_((State.LIVE, State.PAUSED)), 3),
        (Opportunity.state == State.ARCHIVED, 9),
        else_=5,
    )
    statement = (
        select(Opportunity)
        .where(Opportunity.employer_id == employer_id)
        .order_by(rank, Opportunity.changed_at.desc())
        .limit(300)
    )
    return list(db.session.scalars(statement).unique())
