"""Reading what would open more, and who wants what is not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select

from app import db
from app.employers.models import Employer, EmployerState
from app.matches.models import PublishedList, Suggestion, SuggestionState
from app.opportunities.models import Opportunity, OpportunityState
from app.settings import services as settings
from app.unlocks.models import Demand, UnlockList
from app.young_people.models import Interest, Level, YoungPerson, YoungPersonState


@dataclass(frozen=True)
class SectorDemand:
    """How many ready young people are keen on a sector, and how many places are open in it."""

    key: str
    name: str
    keen: int
    places: int


def sector_demand() -> list[SectorDemand]:
    """Return each sector with who is keen on it and what is open in it now."""
    keen = dict(db.session.execute(_keen()).all())
    places = dict(db.session.execute(_places()).all())
    return [
        SectorDemand(row.key, row.name, keen.get(row.key, 0), int(places.get(row.key) or 0))
        for row in settings.sectors()
    ]


def _keen() -> Select[str, int]:
    return (
        select(Interest.sector_key, func.count())
        .join(YoungPerson, YoungPerson.id == Interest.young_person_id)
        .where(Interest.level == Level.KEEN, YoungPerson.state == YoungPersonState.READY)
        .group_by(Interest.sector_key)
    )


def _places() -> Select[str, int]:
    return (
        select(Opportunity.sector_key, func.sum(Opportunity.places - Opportunity.places_taken))
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(Opportunity.state == OpportunityState.LIVE, Employer.state == EmployerState.APPROVED)
        .group_by(Opportunity.sector_key)
    )


def stale() -> dict[int, str]:
    """Return the young people whose suggestions stand on something newer, with what that is."""
    statement = (
        select(PublishedList.young_person_id, PublishedList.stands_on)
        .outerjoin(UnlockList, UnlockList.young_person_id == PublishedList.young_person_id)
        .where(
            or_(
                UnlockList.young_person_id.is_(None),
                UnlockList.stands_on != PublishedList.stands_on,
            )
        )
    )
    return dict(db.session.execute(statement).all())


def stands_on() -> dict[int, str]:
    """Return what everybody's suggestions stand on."""
    statement = select(PublishedList.young_person_id, PublishedList.stands_on)
    return dict(db.session.execute(statement.order_by(PublishedList.young_person_id)).all())


def decided() -> list[tuple[str, str]]:
    """Return the pairs of young person and offer that people have made up their minds about."""
    statement = (
        select(YoungPerson.ref, Opportunity.ref)
        .select_from(Suggestion)
        .join(YoungPerson, YoungPerson.id == Suggestion.young_person_id)
        .join(Opportunity, Opportunity.id == Suggestion.opportunity_id)
        .where(Suggestion.state != SuggestionState.SUGGESTED)
    )
    return [(person, offer) for person, offer in db.session.execute(statement)]


def standing() -> Demand | None:
    """Return the demand of the whole cohort as it was worked out last."""
    return db.session.scalars(select(Demand).where(Demand.kept_for.is_(None))).first()


def of_month(month: date) -> Demand | None:
    """Return the demand that was kept for this month, or for the last one before."""
    statement = select(Demand).where(Demand.kept_for <= month).order_by(Demand.kept_for.desc())
    return db.session.scalars(statement.limit(1)).first()


def list_of(person: YoungPerson) -> UnlockList | None:
    """Return what would open more for a young person, if it has been worked out."""
    return db.session.get(UnlockList, person.id)


def offers(numbers: Iterable[int]) -> list[Opportunity]:
    """Return those of some offers that are still open, with their employers."""
    statement = (
        select(Opportunity)
        .join(Opportunity.employer)
        .where(
            Opportunity.id.in_(list(numbers)),
            Opportunity.state == OpportunityState.LIVE,
            Employer.state == EmployerState.APPROVED,
        )
        .order_by(Opportunity.title, Opportunity.id)
    )
    return list(db.session.scalars(statement))
