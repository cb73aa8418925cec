"""Finding accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app import clock, db
from app.accounts.models import Role, Team, User

UNUSED = timedelta(days=60)
SORTS: dict[str, InstrumentedAttribute[Any]] = {
    "name": User.name,
    "role": User.role,
    "seen": User.last_signed_in_at,
}


@dataclass(frozen=True)
class Wanted:
    """What the administrator asked the list of people for."""

    words: str = ""
    role: str = ""
    standing: str = ""  # "open", "closed" or "unused"
    sort: str = "name"


def people(wanted: Wanted) -> Select[User]:
    """Return the statement that finds these accounts, in the order asked for."""
    statement = select(User)
    if wanted.words:
        like = f"%{escaped(wanted.words.lower())}%"
        either = (func.lower(User.name), User.email)
        statement = statement.where(or_(*(column.like(like, escape="\\") for column in either)))
    if wanted.role in set(Role):
        statement = statement.where(User.role == Role(wanted.role))
    return _in_order(_standing(statement, wanted.standing), wanted.sort)


def escaped(words: str) -> str:
    """Return words whose % and _ stand for themselves in a LIKE."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _standing(statement: Select[User], standing: str) -> Select[User]:
    if standing == "open":
        return statement.where(User.active)
    if standing == "closed":
        return statement.where(~User.active)
    return statement.where(unused()) if standing == "unused" else statement


def unused() -> ColumnElement[bool]:
    """Return the condition that an open account has not been used for long."""
    seen = func.coalesce(User.last_signed_in_at, User.created_at)
    return and_(User.active, seen < clock.now() - UNUSED)


def _in_order(statement: Select[User], sort: str) -> Select[User]:
    column = SORTS.get(sort.lstrip("-"), User.name)
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), User.name, User.id)


def unused_accounts() -> int:
    """Return how many open accounts have not been used for long."""
    statement = select(func.count()).select_from(User).where(unused())
    return db.session.scalar(statement) or 0


def with_ref(ref: str) -> User:
    """Return an account; raise NoResultFound when there is none."""
    return db.session.scalars(select(User).where(User.ref == ref)).one()


def teams() -> list[str]:
    """Return the names of the teams of advisors."""
    return list(db.session.scalars(select(Team.name).order_by(Team.name)))
