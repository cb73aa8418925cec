"""A hand-over that is being prepared: kept in the session between its two pages, by references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import session
from sqlalchemy.orm import selectinload

from app import db
from app.accounts.models import User
from app.fields import Form
from app.young_people import cover_forms, cover_queries, queries, transfers
from app.young_people.models import YoungPerson, YoungPersonState
from app.young_people.spreading import spread
from app.young_people.transfers import Gift

KEY = "young_people.hand_over"


def keep(frm: User, form: Any) -> None:
    """Remember who is to be handed over, to whom and why, until it is done."""
    session[KEY] = {
        "frm": frm.ref,
        "people": form.chosen(),
        "to": list(form.to.data),
        "reason": form.reason.data,
    }


def kept(frm: User) -> dict[str, Any] | None:
    """Return what was prepared for this advisor’s young people, if anything."""
    plan = session.get(KEY)
    return plan if plan and plan["frm"] == frm.ref else None


def forget() -> None:
    """Let go of what was prepared."""
    session.pop(KEY, None)


def colleagues(frm: User, *, manager: User) -> dict[User, int]:
    """Return who else of the team can take somebody on, with how many they have, by name."""
    others = [user for user in queries.advisors_of(manager) if user.id != frm.id]
    load = cover_queries.loads(others)
    return {user: load[user.id] for user in others}


def people_of(frm: User, *, manager: User) -> list[YoungPerson]:
    """Return everybody on a caseload, the open records first, each by name."""
    found = queries.caseload_of(frm, manager=manager)
    return sorted(found, key=lambda person: person.state == YoungPersonState.CLOSED)


def check(plan: Mapping[str, Any], frm: User, *, manager: User) -> dict[str, Any] | None:
    """Return the page on which it is looked at once more; None when nobody is left to move."""
    statement = (
        queries.visible_to(manager)
        .where(YoungPerson.advisor_id == frm.id, YoungPerson.ref.in_(plan["people"]))
        .options(selectinload(YoungPerson.consents))
        .order_by(YoungPerson.preferred_name, YoungPerson.id)
    )
    people = list(db.session.scalars(statement).unique())
    takers = {user.ref: user for user in queries.advisors_of(manager) if user.ref in plan["to"]}
    takers.pop(frm.ref, None)
    if not people or not takers:
        return None
    names = {user.id: user.ref for user in takers.values()}
    given = spread([person.id for person in people], cover_queries.loads(list(takers.values())))
    now = {number: (names[advisor], "") for number, advisor in given.items()}
    options = [(ref, user.name) for ref, user in takers.items()]
    return {
        "people": people,
        "takers": takers,
        "along": transfers.goes_along(people),
        "form": cover_forms.sharing(people, options, now),
    }


def gifts(form: Form, shown: Mapping[str, Any]) -> list[Gift]:
    """Return who gets whom, from the page on which it was looked at once more."""
    answers = cover_forms.shared(form, shown["people"])
    return [
        Gift(person, shown["takers"][answers[person.id][0]], answers[person.id][1])
        for person in shown["people"]
    ]
