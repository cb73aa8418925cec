"""Several young people of one caseload at once: who was ticked, kept in the session by reference."""

from __future__ import annotations

from collections.abc import Iterable

from flask import session
from sqlalchemy.exc import NoResultFound

from app import db
from app.accounts.models import User
from app.young_people import queries
from app.young_people.models import YoungPerson

KEY = "young_people.together"
MOST = 60


def choose(refs: Iterable[str]) -> int:
    """Remember who was ticked, until somebody else is; return how many."""
    session[KEY] = list(dict.fromkeys(ref for ref in refs if len(ref) == 22))[:MOST]
    return len(session[KEY])


def chosen(user: User) -> list[YoungPerson]:
    """Return who was ticked, by name, as far as this person may see them now.

    NoResultFound when nobody is left of them.
    """
    statement = (
        queries.visible_to(user)
        .where(YoungPerson.ref.in_(session.get(KEY, ())))
        .options(*queries.INTERESTS, *queries.CONSENTS)
        .order_by(YoungPerson.preferred_name, YoungPerson.id)
    )
    people = list(db.session.scalars(statement).unique())
    if not people:
        raise NoResultFound
    return people
