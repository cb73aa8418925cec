"""Places on a fair day that an advisor has to talk through, and days a coordinator has to finish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from sqlalchemy import case, func, select

from app import clock, db
from app.accounts.models import Role, User
from app.fairdays.models import FairDay, FairDayPerson, FairDayPlace, FairDayState
from app.filters import plural
from app.matches.models import Suggestion, SuggestionState
from app.needs import Need
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

MOST = 10
AHEAD = timedelta(days=14)


def needs(user: User) -> list[Need]:
    """Return what waits for this person because of a fair day."""
    if user.role == Role.ADVISOR:
        return _to_talk(user)
    return _to_decide() if user.role == Role.COORDINATOR else []


def _to_talk(user: User) -> list[Need]:
    mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
    statement = (
        select(YoungPerson.preferred_name, FairDay.ref, FairDayPlace.confirmed_at)
        .join(FairDayPerson, FairDayPerson.young_person_id == YoungPerson.id)
        .join(FairDayPlace, FairDayPlace.person_id == FairDayPerson.id)
        .join(FairDay, FairDay.id == FairDayPerson.fair_day_id)
        .outerjoin(Suggestion, Suggestion.id == FairDayPlace.suggestion_id)
        .where(
            YoungPerson.id.in_(mine),
            FairDay.state.in_((FairDayState.CONFIRMING, FairDayState.DONE)),
            FairDayPlace.confirmed_at.is_not(None),
            FairDayPlace.talked_at.is_(None),
            Suggestion.id.is_(None) | (Suggestion.state == SuggestionState.SHORTLISTED),
        )
        .order_by(FairDay.begins, FairDayPlace.confirmed_at)
        .limit(MOST)
    )
    return [_talk(*row) for row in db.session.execute(statement)]


def _talk(name: str, ref: str, confirmed: datetime | None) -> Need:
    return Need(
        who=name,
        what=f"Talk to {name} about their place at the fair",
        href=url_for("fairdays.mine", ref=ref),
        button="Look",
        since=clock.local(confirmed).date() if confirmed else None,
    )


def _to_decide() -> list[Need]:
    """Days on which somebody still waits for a decision, and days that are over but not done."""
    last = func.coalesce(FairDay.ends, FairDay.begins)
    open_ = FairDayPlace.confirmed_at.is_(None) & FairDayPlace.offer_id.is_not(None)
    waiting = func.count(case((open_, FairDayPlace.person_id)))
    statement = (
        select(FairDay.name, FairDay.ref, FairDay.begins, last, waiting)
        .outerjoin(FairDayPerson, FairDayPerson.fair_day_id == FairDay.id)
        .outerjoin(FairDayPlace, FairDayPlace.person_id == FairDayPerson.id)
        .where(FairDay.state == FairDayState.CONFIRMING)
        .where(FairDay.begins <= clock.today() + AHEAD)
        .group_by(FairDay.id, FairDay.name, FairDay.ref, FairDay.begins, FairDay.ends)
        .order_by(last, FairDay.name)
        .limit(MOST)
    )
    rows = db.session.execute(statement).all()
    return [need for row in rows for need in _day(*row)]


def _day(name: str, ref: str, begins: date, over: date, waiting: int) -> Iterator[Need]:
    there = url_for("fairdays.show", ref=ref)
    if waiting:
        words = f"{plural(waiting, 'place waits', 'places wait')} to be confirmed"
        yield Need(who=name, what=words, href=there, button="Confirm", due=begins)
    if over < clock.today():
        words = "The day is over. Decide what is open, then say that it is done"
        yield Need(who=name, what=words, href=there, button="Finish", due=over)
