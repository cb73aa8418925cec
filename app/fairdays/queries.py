"""Reading fair days: the list, one day with all that is on it, offers to choose, names opened."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from app import clock, db
from app.accounts.models import Role, User
from app.employers.models import Employer
from app.fairdays.models import (
    FairDay,
    FairDayLook,
    FairDayOffer,
    FairDayPerson,
    FairDayState,
)
from app.opportunities.models import Opportunity, folded
from app.opportunities.queries import on_show
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

PEOPLE = (
    selectinload(FairDay.people).joinedload(FairDayPerson.place),
    selectinload(FairDay.people)
    .joinedload(FairDayPerson.young_person)
    .selectinload(YoungPerson.consents),
)
OFFERS = (selectinload(FairDay.offers).joinedload(FairDayOffer.opportunity),)


def visible_to(user: User) -> Select[FairDay]:
    """Return the days somebody may see: all for the coordinator; for those who look after young
    people, the days they may still invite to, and those on which their own come."""
    statement = select(FairDay)
    if user.role == Role.COORDINATOR:
        return statement
    if user.role not in {Role.ADVISOR, Role.MANAGER}:
        return statement.where(FairDay.id < 0)
    open_ = FairDay.state == FairDayState.PLANNED
    return statement.where(
        or_(open_, exists().where(FairDayPerson.fair_day_id == FairDay.id, _of(user)))
    )


def _of(user: User) -> ColumnElement[bool]:
    mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
    return FairDayPerson.young_person_id.in_(mine)


def listed(user: User, *, search: str, state: str) -> Select[FairDay]:
    """Return the days for the list, the next one first; without a state, those not over."""
    statement = visible_to(user)
    chosen = [one for one in FairDayState if one.value == state]
    over = (FairDayState.DONE, FairDayState.CANCELLED)
    if chosen:
        statement = statement.where(FairDay.state.in_(chosen))
    elif state != "all":
        statement = statement.where(FairDay.state.not_in(over))
    if search:
        columns = (FairDay.name, FairDay.place)
        says = or_(*(column.icontains(search, autoescape=True) for column in columns))
        statement = statement.where(says)
    return statement.order_by(FairDay.begins, FairDay.id)


def find(ref: str, *, by: User) -> FairDay:
    """Return one day; NoResultFound when there is none, or none for this person."""
    return db.session.scalars(visible_to(by).where(FairDay.ref == ref)).one()


def whole(ref: str, *, by: User) -> FairDay:
    """Return one day with its offers and everybody on it."""
    statement = visible_to(by).where(FairDay.ref == ref).options(*PEOPLE, *OFFERS)
    return db.session.scalars(statement).unique().one()


def counts(days: list[FairDay]) -> dict[int, tuple[int, int]]:
    """Return how many people come to each day, and how many places are offered."""
    numbers = [day.id for day in days]
    people = (
        select(FairDayPerson.fair_day_id, func.count())
        .where(FairDayPerson.fair_day_id.in_(numbers))
        .group_by(FairDayPerson.fair_day_id)
    )
    places = (
        select(FairDayOffer.fair_day_id, func.sum(FairDayOffer.places))
        .where(FairDayOffer.fair_day_id.in_(numbers))
        .group_by(FairDayOffer.fair_day_id)
    )
    come = dict(db.session.execute(people).all())
    offered = dict(db.session.execute(places).all())
    return {number: (come.get(number, 0), int(offered.get(number) or 0)) for number in numbers}


def person_on(day: FairDay, ref: str) -> FairDayPerson:
    """Return somebody on a day; NoResultFound for anybody else."""
    statement = select(FairDayPerson).where(
        FairDayPerson.fair_day_id == day.id, FairDayPerson.ref == ref
    )
    return db.session.scalars(statement).one()


def own_people(day: FairDay, user: User) -> list[FairDayPerson]:
    """Return those on a day whom somebody looks after, by name."""
    statement = (
        select(FairDayPerson)
        .join(FairDayPerson.young_person)
        .where(FairDayPerson.fair_day_id == day.id, _of(user))
        .options(contains_eager(FairDayPerson.young_person))
        .order_by(YoungPerson.preferred_name, FairDayPerson.id)
    )
    return list(db.session.scalars(statement).unique())


def own_person_on(day: FairDay, ref: str, user: User) -> FairDayPerson:
    """Return one of somebody's own young people on a day."""
    statement = select(FairDayPerson).where(
        FairDayPerson.fair_day_id == day.id, FairDayPerson.ref == ref, _of(user)
    )
    return db.session.scalars(statement).one()


def offer_on(day: FairDay, ref: str) -> FairDayOffer:
    """Return an offer of a day; NoResultFound for any other."""
    statement = select(FairDayOffer).where(
        FairDayOffer.fair_day_id == day.id, FairDayOffer.ref == ref
    )
    return db.session.scalars(statement).one()


def open_offers(day: FairDay, *, search: str, sector: str) -> Select[Opportunity]:
    """Return the live offers with a place left that are not on a day yet."""
    there = select(FairDayOffer.opportunity_id).where(FairDayOffer.fair_day_id == day.id)
    statement = (
        select(Opportunity)
        .join(Opportunity.employer)
        .where(*on_show(), Opportunity.places > Opportunity.places_taken)
        .where(Opportunity.id.not_in(there))
    )
    for word in folded(search).split()[:8]:
        statement = statement.where(
            or_(
                Opportunity.search_words.contains(word, autoescape=True),
                func.lower(Employer.name).contains(word, autoescape=True),
            )
        )
    if sector:
        statement = statement.where(Opportunity.sector_key == sector)
    return statement.order_by(Employer.name, Opportunity.title, Opportunity.id)


def may_be_chosen(refs: list[str]) -> list[Opportunity]:
    """Return those of these offers that are live and have a place left."""
    statement = (
        select(Opportunity)
        .join(Opportunity.employer)
        .where(*on_show(), Opportunity.places > Opportunity.places_taken)
        .where(Opportunity.ref.in_(refs))
        .order_by(Opportunity.id)
    )
    return list(db.session.scalars(statement).unique())


def look_of(day: FairDay, user: User) -> FairDayLook | None:
    """Return why somebody may read names on this day today, or None: then they may not."""
    statement = (
        select(FairDayLook)
        .where(
            FairDayLook.fair_day_id == day.id,
            FairDayLook.user_id == user.id,
            FairDayLook.on_day == clock.today(),
        )
        .order_by(FairDayLook.id.desc())
        .limit(1)
    )
    return db.session.scalars(statement).first()
