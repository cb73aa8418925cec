"""What went well lately, told to those it concerns; nothing a role may not see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, select

from app import clock, db
from app.accounts.models import Role
from app.employers.models import Employer, Membership
from app.introductions.models import Introduction
from app.opportunities.models import Opportunity
from app.placements.models import Placement
from app.referrals.models import Referral
from app.states import StateChange
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson

if TYPE_CHECKING:
    from app.accounts.models import User

LATELY = timedelta(days=30)
MOST = 4


@dataclass(frozen=True)
class News:
    """One glad line: what happened, when, and where to read more."""

    what: str
    when: datetime
    href: str


def going_well(user: User) -> list[News]:
    """Return the latest good things for this person, newest first; at most three queries."""
    tellers = TELLERS.get(user.role, ())
    found = [line for teller in tellers for line in teller(user)]
    return sorted(found, key=lambda line: line.when, reverse=True)[:MOST]


def _moves(machine: str, *states: str) -> Select[str, datetime]:
    return (
        select(StateChange.to_state, StateChange.at)
        .where(
            StateChange.machine == machine,
            StateChange.to_state.in_(states),
            StateChange.at > clock.now() - LATELY,
        )
        .order_by(StateChange.at.desc())
        .limit(MOST)
    )


PLACEMENT = {
    "ACTIVE": "started at",
    "COMPLETED": "finished at",
    "REVIEWED": "said how it went at",
}
INTRODUCTION = {
    "INTERVIEW_BOOKED": "has an interview at",
    "OFFERED": "was offered a place at",
    "ACCEPTED": "said yes to",
}


def _of_my_people(user: User) -> list[News]:
    mine = young_people.visible_to(user).with_only_columns(YoungPerson.id)
    found = []
    for table, machine, words in (
        (Placement, "placement", PLACEMENT),
        (Introduction, "introduction", INTRODUCTION),
    ):
        statement = (
            _moves(machine, *words)
            .add_columns(YoungPerson.ref, YoungPerson.preferred_name, Employer.name)
            .join(table, table.id == StateChange.subject_id)
            .join(YoungPerson, YoungPerson.id == table.young_person_id)
            .join(Opportunity, Opportunity.id == table.opportunity_id)
            .join(Employer, Employer.id == Opportunity.employer_id)
            .where(YoungPerson.id.in_(mine))
        )
        for state, when, ref, name, employer in db.session.execute(statement):
            there = url_for("young_people.show", ref=ref)
            found.append(News(f"{name} {words[state]} {employer}", when, there))
    return found


def _of_my_offers(user: User) -> list[News]:
    statement = (
        _moves("opportunity", "LIVE")
        .add_columns(Opportunity.ref, Opportunity.title)
        .join(Opportunity, Opportunity.id == StateChange.subject_id)
        .join(Membership, Membership.employer_id == Opportunity.employer_id)
        .where(Membership.user_id == user.id)
    )
    return [
        News(f"“{title}” went live", when, url_for("opportunities.show", ref=ref))
        for _, when, ref, title in db.session.execute(statement)
    ]


def _of_my_referrals(user: User) -> list[News]:
    words = {"REGISTERED": "registered", "OFFER_LIVE": "has a live offer"}
    statement = (
        _moves("referral", *words)
        .add_columns(Referral.ref, Referral.employer_name)
        .join(Referral, Referral.id == StateChange.subject_id)
        .where(Referral.councillor_id == user.id)
    )
    return [
        News(f"{name} {words[state]}", when, url_for("referrals.show", ref=ref))
        for state, when, ref, name in db.session.execute(statement)
    ]


def _of_offers(_: User) -> list[News]:
    statement = (
        _moves("opportunity", "LIVE")
        .add_columns(Opportunity.ref, Opportunity.title, Employer.name)
        .join(Opportunity, Opportunity.id == StateChange.subject_id)
        .join(Employer, Employer.id == Opportunity.employer_id)
    )
    return [
        News(f"“{title}” at {name} is live", when, url_for("opportunities.public_page", ref=ref))
        for _, when, ref, title, name in db.session.execute(statement)
    ]


TELLERS: dict[Role, tuple[Callable[[User], list[News]], ...]] = {
    Role.ADVISOR: (_of_my_people,),
    Role.MANAGER: (_of_my_people,),
    Role.BUSINESS: (_of_my_offers,),
    Role.COUNCILLOR: (_of_my_referrals,),
    Role.COORDINATOR: (_of_offers,),
}
