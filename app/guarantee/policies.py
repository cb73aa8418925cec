"""The wordings of the guarantee, each from a day on; cases keep theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError
from app.guarantee.models import GuaranteeCase, Mode, Policy

if TYPE_CHECKING:
    from app.accounts.models import User


class PolicyDateTaken(DomainError):
    """Two wordings cannot begin on one day."""

    message = "Another wording begins on this day. Enter a different day"
    field = "valid_from"


class PolicyInThePast(DomainError):
    """Decisions were made under the wording that held."""

    message = "Enter today’s date or a later one: decisions have been made under the wording before"
    field = "valid_from"


@dataclass(frozen=True)
class NewPolicy:
    """A wording of the guarantee."""

    title: str
    wording: str
    mode: Mode
    valid_from: date
    source: str


@dataclass(frozen=True)
class Version:
    """One wording, until when it holds, and how many cases keep it."""

    policy: Policy
    until: date | None
    cases: int
    now: bool


@db.transaction()
def add(new: NewPolicy, *, by: User) -> Policy:
    """Add a wording; raise PolicyDateTaken or PolicyInThePast. Cases that are open keep theirs."""
    taken = list(db.session.scalars(select(Policy.valid_from).with_for_update()))
    if new.valid_from in taken:
        raise PolicyDateTaken
    if taken and new.valid_from < clock.today():
        raise PolicyInThePast
    policy = Policy(**vars(new), added_by_id=by.id)
    db.session.add(policy)
    db.session.flush()
    audit.record("policy.added", "guarantee_policy", policy.ref, by=by, valid_from=new.valid_from)
    return policy


def on(day: date) -> Policy | None:
    """Return the wording that holds on a day."""
    statement = select(Policy).where(Policy.valid_from <= day)
    return db.session.scalars(
        statement.order_by(Policy.valid_from.desc(), Policy.id.desc()).limit(1)
    ).first()


def versions() -> list[Version]:
    """Return every wording, the newest first."""
    rows = list(
        db.session.scalars(select(Policy).order_by(Policy.valid_from.desc(), Policy.id.desc()))
    )
    counted = select(GuaranteeCase.policy_id, func.count()).group_by(GuaranteeCase.policy_id)
    cases = dict(list(db.session.execute(counted)))
    now = on(clock.today())
    ends = [None, *(row.valid_from - timedelta(days=1) for row in rows)]
    return [
        Version(row, end, cases.get(row.id, 0), row is now)
        for row, end in zip(rows, ends, strict=False)
    ]
