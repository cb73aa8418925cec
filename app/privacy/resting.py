"""Organisations nobody has heard of for long: who worked there is forgotten, that it took part is not."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    cast,
    delete,
    exists,
    func,
    literal,
    select,
    update,
)

from app import db
from app.placements.models import PlacementState as P
from app.privacy.finding import real
from app.privacy.times import ago, c, last_move, months

QUIET = ("DORMANT", "ARCHIVED", "DECLINED", "EMAIL_UNVERIFIED")
BUSY = (P.PREPARING, P.AGREED, P.ACTIVE)
NAME = "Forgotten"


def due() -> ColumnElement[bool]:
    """Return which organisations have people to be forgotten."""
    here, before = c("employer"), ago(months("employer"))
    silent = func.coalesce(here.confirmed_at, here.created_at) < before
    still = last_move("employer", "employer") < before
    return here.state.in_(QUIET) & silent & still & ~_signed_in(before) & ~_busy() & _named()


def _signed_in(before: object) -> ColumnElement[bool]:
    member, user = c("membership"), c("user")
    return exists().where(
        member.employer_id == c("employer").id,
        user.id == member.user_id,
        func.coalesce(user.last_signed_in_at, user.created_at) >= before,
    )


def _busy() -> ColumnElement[bool]:
    offer, placed = c("opportunity"), c("placement")
    return exists().where(
        offer.employer_id == c("employer").id,
        placed.opportunity_id == offer.id,
        placed.state.in_(BUSY),
    )


def _named() -> ColumnElement[bool]:
    member, user = c("membership"), c("user")
    return exists().where(
        member.employer_id == c("employer").id, user.id == member.user_id, user.name != NAME
    )


@db.transaction()
def forget() -> None:
    """Forget who worked there, what was noted about talks with them, and a sole trader’s own name."""
    numbers = list(db.session.scalars(select(c("employer").id).where(due())))
    if not numbers:
        return
    people = list(db.session.scalars(_only_there(numbers)))
    user = real("user")
    gone = {
        "name": NAME,
        "email": literal("forgotten-") + cast(user.c.id, String) + "@forgotten.invalid",
        "phone": None,
        "password_hash": None,
        "active": False,
    }
    db.session.execute(update(user).where(user.c.id.in_(people)).values(gone))
    for table in ("user_session", "one_use_link", "column_memory"):
        db.session.execute(delete(real(table)).where(c(table).user_id.in_(people)))
    _of_the_organisation(numbers)


def _only_there(numbers: list[int]) -> Select[int]:
    member = c("membership")
    elsewhere = real("membership").alias()
    also = exists().where(
        elsewhere.c.user_id == member.user_id, elsewhere.c.employer_id.not_in(numbers)
    )
    return select(member.user_id).where(member.employer_id.in_(numbers), ~also)


def _of_the_organisation(numbers: list[int]) -> None:
    for table, words in (("employer_contact", "words"), ("employer_note", "words")):
        mine = c(table).employer_id.in_(numbers)
        db.session.execute(update(real(table)).where(mine).values({words: ""}))
    members = c("membership").employer_id.in_(numbers)
    db.session.execute(update(real("membership")).where(members).values(job_title=""))
    invited = c("member_invitation").employer_id.in_(numbers)
    db.session.execute(delete(real("member_invitation")).where(invited))
    alone = c("employer").id.in_(numbers) & (c("employer").kind == "sole_trader")
    trader = {"name": "A sole trader", "plain_name": "a sole trader", "number": None, "about": ""}
    db.session.execute(update(real("employer")).where(alone).values(**trader, website=None))
