"""“Needs me now”: introductions that wait for an employer, an advisor, a manager or the coordinator."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from sqlalchemy import or_

from app import clock, db
from app.accounts.models import Role, User
from app.filters import plural
from app.introductions import queries, responsiveness
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.introductions.states import BEFORE, OPEN
from app.introductions.turns import ADVISOR, day, waiting
from app.needs import Need

# What somebody may take before it becomes the advisor’s turn to ask.
PATIENCE = timedelta(days=7)


def needs(user: User) -> list[Need]:
    """Return what waits for this person here."""
    if user.role == Role.BUSINESS:
        return [_to_answer(row) for row in _for_employer(user)]
    if user.role in {Role.ADVISOR, Role.MANAGER}:
        return _for_staff(user)
    return _silent() if user.role == Role.COORDINATOR else []


def _for_employer(user: User) -> list[Introduction]:
    waits = Introduction.state.in_((S.SENT, S.SEEN)) & Introduction.answered_at.is_(None)
    after = Introduction.state == S.INTERVIEWED
    past = (Introduction.state == S.INTERVIEW_BOOKED) & (Introduction.interview_at < clock.now())
    statement = queries.visible_to(user).where(or_(waits, after, past)).limit(50)
    return list(db.session.scalars(statement.options(*queries.IN_LIST)))


def _to_answer(row: Introduction) -> Need:
    href = url_for("introductions.show", ref=row.ref)
    if row.state in {S.SENT, S.SEEN}:
        words = "Somebody would like to meet you. Say yes, no or ring me"
        button = "Open" if row.state == S.SENT else "Answer"
        return Need(row.opportunity.title, words, href, button, day(row.sent_at), row.answer_due)
    words = "You have met. Offer the place, or say not this time"
    return Need(row.opportunity.title, words, href, "Decide", day(row.interview_at))


def _for_staff(user: User) -> list[Need]:
    untold = (Introduction.state == S.NOT_SUCCESSFUL) & Introduction.told_at.is_(None)
    open_ = Introduction.state.in_((*BEFORE, *OPEN, S.NO_RESPONSE))
    statement = queries.visible_to(user).where(or_(open_, untold)).options(*queries.IN_LIST)
    found = [_need(row) for row in db.session.scalars(statement)]
    mine = [need for need in found if need is not None]
    if user.role == Role.MANAGER:
        return [need for need in mine if need.since and need.since < clock.today() - 2 * PATIENCE]
    return mine


def _need(row: Introduction) -> Need | None:
    turn = waiting(row)
    asked_long_ago = row.state in {S.AWAITING_AGREEMENT, S.OFFERED} and turn and turn.since
    if turn is None or (turn.turn != ADVISOR and not asked_long_ago):
        return None
    if turn.turn != ADVISOR and turn.since and turn.since > clock.today() - PATIENCE:
        return None
    href = url_for("introductions.record", ref=row.ref)
    return Need(row.young_person.preferred_name, turn.words, href, "Open", turn.since, turn.due)


def _silent() -> list[Need]:
    return [
        Need(
            one.employer.name,
            f"Has not answered {plural(one.waiting + one.gave_up, 'introduction')}",
            url_for("employers.contact", ref=one.employer.ref),
            "Ring them",
            day(one.since),
        )
        for one in responsiveness.silent()
    ]
