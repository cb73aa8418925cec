"""The demo's fair day: a summer taster week, drawn and half confirmed, and one that is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app import clock, db
from app.accounts.models import Team, User
from app.errors import DomainError
from app.fairdays import inviting, placing, queries, services, standing
from app.fairdays.inviting import Cohort
from app.fairdays.models import FairDay, FairKind
from app.fairdays.services import NewDay
from app.opportunities.models import Kind, Opportunity
from app.opportunities.queries import on_show

SECTORS = ("hospitality", "retail", "childcare", "animals_and_land", "technology")
PEOPLE = 16
REASON = "Taster week, agreed with the North team"


def load() -> None:
    """Add the fair days; everybody has been matched by then."""
    by = _account("coordinator@demo.example")
    week = _plan("Taster week at the Hub", FairKind.SUMMER_COHORT, 24, 28, "Care Leavers’ Hub", by)
    _fill(week, by)
    for verb in ("draw", "start_stable"):
        services.act(week, verb, by=by)
    _confirm_half(queries.whole(week.ref, by=by), by)
    fair = _plan("Spring careers fair", FairKind.CAREERS_FAIR, 110, None, "Central Library", by)
    services.add_offers(fair, _offers(Kind.APPRENTICESHIP, 6), by=by)


def _account(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


def _plan(
    name: str, kind: FairKind, begins: int, ends: int | None, place: str, by: User
) -> FairDay:
    new = NewDay(name, kind, _day(begins), _day(ends) if ends else None, place, "")
    return services.create(new, by=by)


def _day(ahead: int) -> date:
    return clock.today() + timedelta(days=ahead)


def _offers(kind: Kind, most: int, sectors: Sequence[str] = ()) -> list[str]:
    statement = (
        select(Opportunity.ref)
        .join(Opportunity.employer)
        .where(*on_show(), Opportunity.kind == kind, Opportunity.places > Opportunity.places_taken)
        .order_by(Opportunity.id)
    )
    if sectors:
        statement = statement.where(Opportunity.sector_key.in_(sectors))
    return list(db.session.scalars(statement.limit(most)))


def _fill(day: FairDay, by: User) -> None:
    for kind in (Kind.TASTER, Kind.WORK_EXPERIENCE):
        services.add_offers(day, _offers(kind, 4, SECTORS), by=by)
    for offer in queries.whole(day.ref, by=by).offers:
        # Fewer places than people, so that there is something to decide.
        services.set_places(offer, min(offer.places, 2), by=by)
    team = db.session.scalars(select(Team).order_by(Team.id)).first()
    for sector in SECTORS:
        if len(queries.whole(day.ref, by=by).people) < PEOPLE - 3:
            try:
                inviting.invite(
                    day, Cohort(team.id if team else None, sector), reason=REASON, by=by
                )
            except inviting.Nobody:
                continue


def _confirm_half(day: FairDay, by: User) -> None:
    placed = [person for person in day.people if person.place and person.place.offer_id]
    for person in placed[: len(placed) // 2]:
        try:
            placing.confirm(person, standing.given(day)[person.ref], reason="", by=by)
        except DomainError:
            continue
