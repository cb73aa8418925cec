"""What the pages of cover show, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts.models import Role, User
from app.fields import Form
from app.filters import listing
from app.young_people import cover_forms, cover_queries, queries
from app.young_people.cover_forms import CoverForm
from app.young_people.models import Cover, CoverState, YoungPerson, YoungPersonState
from app.young_people.passing import COVER

DONE = {
    "agree": "Agreed. Everybody concerned has been told",
    "decline": "You said no, and why. They have been told",
    "take_back": "You took it back",
    "end": "The cover has ended. Whoever covered does not see the young people any more",
}


@dataclass(frozen=True)
class Line:
    """One young person under a cover: who has them, and what that one should know."""

    person: YoungPerson
    who: str
    note: str


def asking(absent: User, *, by: User) -> tuple[CoverForm, list[YoungPerson]]:
    """Return the questions about a new cover, and whom it may be for."""
    people = caseload(absent)
    load = cover_queries.loads(others(absent))
    colleagues = {user: load[user.id] for user in others(absent)}
    return CoverForm.asking(colleagues, elsewhere(by), people), people


def others(absent: User) -> list[User]:
    """Return the advisors of somebody’s team apart from themself, by name."""
    return [user for user in queries.advisors_of(absent) if user.id != absent.id]


def elsewhere(by: User) -> list[User]:
    """Return the advisors of other teams, for a manager to choose from; nobody for an advisor."""
    if by.role != Role.MANAGER:
        return []
    statement = select(User).where(
        User.role == Role.ADVISOR, User.active, User.team_id != by.team_id
    )
    return list(db.session.scalars(statement.order_by(User.team_id, User.name, User.id)))


def caseload(advisor: User) -> list[YoungPerson]:
    """Return the young people of an advisor whose record is open, by name."""
    statement = select(YoungPerson).where(
        YoungPerson.advisor_id == advisor.id, YoungPerson.state != YoungPersonState.CLOSED
    )
    statement = statement.order_by(YoungPerson.preferred_name, YoungPerson.id)
    return list(db.session.scalars(statement))


def chosen(form: CoverForm, *, by: User) -> list[User]:
    """Return those who were chosen to cover, as far as whoever chose may choose them."""
    return [one for one in _possible(by) if one.ref in set(form.chosen())]


def _possible(by: User) -> list[User]:
    return [*queries.advisors_of(by), *elsewhere(by)]


def said(cover: Cover, by_whom: list[User]) -> str:
    """Return what is said once a cover is written down."""
    if cover.state == CoverState.ASKED:
        return "Your manager has been asked. Write notes for whoever covers in the meantime"
    verb = "covers" if len(by_whom) == 1 else "cover"
    names = listing(one.name for one in by_whom)
    return f"{names} {verb} for {cover.advisor.name}. It ends by itself"


def page(cover: Cover, user: User) -> dict[str, Any]:
    """Return what the page of a cover shows this person: a helper sees their own part alone."""
    mine = user.role == Role.MANAGER or cover.advisor_id == user.id
    lines = [line for line, has in _lines(cover) if mine or has == user.id]
    day_before = cover.begins - timedelta(days=1)
    return {
        "lines": lines,
        "who": cover_queries.involved(cover),
        "working_days": clock.working_days_between(day_before, cover.ends),
        "moves": COVER.allowed(cover, role=user.role) if mine else [],
        "may_change": _may_change(cover, user),
        "may_note": mine and cover.state in cover_queries.HOLDS,
        "mine": mine,
        "runs": cover.state == CoverState.SET and cover.begins <= clock.today() <= cover.ends,
        "over": cover.state == CoverState.ENDED or cover.ends < clock.today(),
    }


def _lines(cover: Cover) -> list[tuple[Line, int]]:
    shares = {share.young_person_id: share for share in cover.shares}
    found = []
    for person in caseload(cover.advisor):
        share = shares.get(person.id)
        if share:
            line = Line(person, share.covered_by.name, share.note)
            found.append((line, share.covered_by_id))
        elif not cover.only_named:
            found.append((Line(person, cover.covered_by.name, ""), cover.covered_by_id))
    return found


def _may_change(cover: Cover, user: User) -> bool:
    if user.role == Role.MANAGER:
        return cover.state in cover_queries.HOLDS
    return cover.advisor_id == user.id and cover.state == CoverState.ASKED


def must_be_able_to_change(cover: Cover, user: User) -> None:
    """Raise NoResultFound for whoever may only read a cover."""
    if not _may_change(cover, user):
        raise NoResultFound


def not_for_helpers(cover: Cover, user: User) -> Cover:
    """Return the cover; NoResultFound for somebody who only covers."""
    if user.role != Role.MANAGER and cover.advisor_id != user.id:
        raise NoResultFound
    return cover


def sharing_form(cover: Cover, user: User) -> tuple[Form, list[YoungPerson]]:
    """Return who has whom and the notes, as questions; NoResultFound for somebody who only covers."""
    not_for_helpers(cover, user)
    if cover.state not in cover_queries.HOLDS:
        raise NoResultFound
    people, shares = caseload(cover.advisor), {row.young_person_id: row for row in cover.shares}
    default = "" if cover.only_named else cover.covered_by.ref
    now = {person.id: (default, "") for person in people}
    now |= {number: (row.covered_by.ref, row.note) for number, row in shares.items()}
    form = cover_forms.sharing(people, _options(cover, user), now, choose=_may_change(cover, user))
    return form, people


def _options(cover: Cover, user: User) -> list[tuple[str, str]]:
    known = {one.ref: one.name for one in (*others(cover.advisor), *cover_queries.involved(cover))}
    nobody = [("", "Nobody: not covered")] if cover.only_named else []
    return [*nobody, *known.items()]


def named(
    answers: Mapping[int, tuple[str, str]], *, by: User
) -> dict[int, tuple[User | None, str]]:
    """Return the answers with people for their references."""
    known = {one.ref: one for one in _possible(by)}
    return {number: (known.get(ref), note) for number, (ref, note) in answers.items()}


def home(user: User) -> str:
    """Return where somebody came from: the team, or their own time away."""
    return url_for("young_people.team" if user.role == Role.MANAGER else "young_people.away")
