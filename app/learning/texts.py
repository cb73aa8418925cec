"""The sector model learns from the council’s own approved offers, once a week, and goes back by one step."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from app import clock, db
from app.audit import services as audit
from app.employers.models import Employer
from app.learning.queries import WORDS
from app.learning.services import NothingEarlier
from app.matches import runs
from app.matches.engine.sectors import shipped
from app.matches.engine.texts import Line, TextAttempt, attempt
from app.matches.models import ModelState, TextModel
from app.opportunities.models import Opportunity
from app.states import ReasonNeeded

if TYPE_CHECKING:
    from app.accounts.models import User

WENT_BACK = "better, but somebody went back before: match learn uses it even so"


def lines() -> list[Line]:
    """Return what approved offers say, oldest first; a sector nobody has checked teaches nothing."""
    statement = (
        select(Opportunity.title, Opportunity.will_do, Opportunity.sector_key, Employer.ref)
        .join(Employer, Employer.id == Opportunity.employer_id)
        .where(Opportunity.approved_at.is_not(None), ~Opportunity.sector_suggested)
        .order_by(Opportunity.approved_at, Opportunity.id)
    )
    return [
        Line(f"{title}. {will_do}", sector, source)
        for title, will_do, sector, source in db.session.execute(statement)
    ]


def learn(*, by: User | None, even_so: bool = False) -> TextModel | None:
    """Try to hear sectors better; keep what was tried. None when nothing is new since last time.

    Where somebody went back, a better model is used only when it is asked for `even_so`.
    """
    told = lines()
    digest = hashlib.sha256(repr(told).encode()).hexdigest()
    last = db.session.scalars(select(TextModel).order_by(TextModel.version.desc())).first()
    gone_back = last is not None and last.reason is not None
    same = last and (last.lines_digest, last.shipped) == (digest, shipped().card["digest"])
    if same and not (gone_back and even_so):
        return None
    tried = attempt(told)
    if tried.better and gone_back and not even_so:
        tried = replace(tried, better=False, why=WENT_BACK)
    return _keep(tried, digest, by, last.reason if last and not even_so else None)


@db.transaction()
def _keep(tried: TextAttempt, digest: str, by: User | None, reason: str | None) -> TextModel:
    row = TextModel(
        version=(db.session.scalar(select(func.max(TextModel.version))) or 0) + 1,
        state=ModelState.REFUSED,
        shipped=str(shipped().card["digest"]),
        sealed=tried.sealed,
        figures=tried.figures,
        why=tried.why,
        lines_digest=digest,
        learnt_at=clock.now(),
        by_id=by.id if by else None,
        reason=reason,  # somebody went back, and that still holds
    )
    db.session.add(row)
    number = str(row.version)
    audit.record("sector_model.learn", "sector_model", number, by=by, better=tried.better)
    if tried.better:
        _stand(row)
        audit.record("sector_model.publish", "sector_model", number, by=by)
    return row


def _stand(row: TextModel | None) -> None:
    statement = select(TextModel).where(TextModel.state == ModelState.STANDING)
    for before in db.session.scalars(statement.with_for_update()):
        before.state = ModelState.RETIRED
    if row is not None:
        row.state, row.published_at = ModelState.STANDING, clock.now()
    runs.ask(None)


@db.transaction()
def go_back(*, reason: str, by: User | None) -> TextModel | None:
    """Use the sector model before, or the one that ships: then None."""
    if not reason.strip():
        raise ReasonNeeded
    now = db.session.scalars(
        select(TextModel).where(TextModel.state == ModelState.STANDING).with_for_update()
    ).first()
    if now is None:
        raise NothingEarlier("The sector model that ships is in use already")
    earlier = db.session.scalars(
        select(TextModel)
        .where(
            TextModel.state == ModelState.RETIRED,
            TextModel.version < now.version,
            TextModel.shipped == now.shipped,
        )
        .order_by(TextModel.version.desc())
        .limit(1)
    ).first()
    now.reason = reason
    _stand(earlier)
    audit.record("sector_model.go_back", "sector_model", str(now.version), by=by, reason=reason)
    return earlier


def history() -> list[TextModel]:
    """Return every attempt, newest first, without its bytes."""
    statement = select(TextModel).options(defer(TextModel.sealed)).limit(20)
    return list(db.session.scalars(statement.order_by(TextModel.version.desc())))


def line(row: TextModel | None) -> str:
    """Return one line about a sector model, for the command line."""
    if row is None:
        return "sectors    nothing new was learnt, or what ships is in use"
    day = clock.local(row.learnt_at).date().isoformat()
    return f"sectors {row.version}  {day}  {WORDS[row.state]}: {row.why}"
