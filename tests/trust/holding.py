"""Who may hold which row, worked out from the tables alone and not by the application's own queries."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.employers.models import Employer, Membership
from app.opportunities.models import Opportunity
from app.young_people.models import Cover, CoverState, YoungPerson

STAFF = ("advisor", "manager")


def keepers(person: YoungPerson) -> set[int]:
    """The advisor, who covers for this one today, and the manager of their team."""
    advisor = db.session.get(User, person.advisor_id) if person.advisor_id else None
    if advisor is None:
        return set()
    team = select(User).where(User.team_id == advisor.team_id, User.team_id.is_not(None))
    managers = {user.id for user in db.session.scalars(team) if user.role == "manager"}
    own = {advisor.id} if advisor.role == "advisor" else set()
    return own | managers | {user.id for user in helpers(person, advisor)}


def helpers(person: YoungPerson, advisor: User) -> list[User]:
    """Who looks after somebody today while their advisor is away."""
    found, today = [], clock.today()
    for cover in db.session.scalars(select(Cover).where(Cover.advisor_id == advisor.id)):
        if cover.state != CoverState.SET or not cover.begins <= today <= cover.ends:
            continue
        named = {share.young_person_id: share.covered_by_id for share in cover.shares}
        number = named.get(person.id, None if cover.only_named else cover.covered_by_id)
        helper = db.session.get(User, number) if number else None
        if helper and helper.active and helper.role == "advisor":
            far = bool(cover.outside_reason) and cover.outside_team_id == advisor.team_id
            found += [helper] if far or helper.team_id == advisor.team_id else []
    return found


def members(employer: Employer) -> set[int]:
    """Whoever acts for this organisation."""
    rows = select(Membership.user_id).where(Membership.employer_id == employer.id)
    return set(db.session.scalars(rows))


def employer_of(row: Any) -> Employer | None:
    """The organisation a row belongs to, if it belongs to one."""
    if isinstance(row, Employer):
        return row
    if offer := getattr(row, "opportunity_id", None):
        return db.session.get(Employer, db.session.get(Opportunity, offer).employer_id)
    number = getattr(row, "employer_id", None)
    return db.session.get(Employer, number) if number else None


def young_person_of(row: Any) -> YoungPerson | None:
    """The young person a row is about, if it is about one."""
    if isinstance(row, YoungPerson):
        return row
    number = getattr(row, "young_person_id", None)
    return db.session.get(YoungPerson, number) if number else None


def holders(row: Any, role: str) -> set[int] | None:
    """The accounts of this role a row belongs to; None when rows of this kind have no owner."""
    if role in STAFF:
        person = young_person_of(row)
        if isinstance(row, Cover):
            person = db.session.scalars(
                select(YoungPerson).where(YoungPerson.advisor_id == row.advisor_id)
            ).first()
        return keepers(person) if person else None
    if role == "business":
        employer = employer_of(row)
        return members(employer) if employer else None
    if role == "councillor":
        number = getattr(row, "councillor_id", None)
        return {number} if number else None
    return None
