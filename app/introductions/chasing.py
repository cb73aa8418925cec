"""Asking again when an employer does not answer, and stopping when it is too late."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app import clock, db
from app.introductions import links, messages, queries, responsiveness, services
from app.introductions.choices import RAN_OUT
from app.introductions.models import Chaser, Introduction, IntroductionState
from app.introductions.states import INTRODUCTION, OPEN, WAITING
from app.settings import services as settings

REMIND = (timedelta(days=7), timedelta(days=1))


def chase() -> int:
    """Remind every employer that owes an answer, or give up; return how many were touched."""
    return sum(_chase(row) for row in queries.unanswered())


def days_waited(introduction: Introduction) -> int:
    """Return how many working days an employer has had."""
    if introduction.sent_at is None:
        return 0
    sent = clock.local(introduction.sent_at).date()
    return clock.working_days_between(sent, clock.today())


@db.transaction()
def _chase(introduction: Introduction) -> bool:
    row = queries.hold(introduction, by=None)
    if row.state not in WAITING or row.answered_at is not None:
        return False
    waited = days_waited(row)
    if waited >= settings.value("introduction.answer_working_days"):
        _give_up(row)
        return True
    due = [
        days for days in settings.value("introduction.chase_after_working_days") if days <= waited
    ]
    return bool(due) and _remind(row, max(due))


def _remind(row: Introduction, after_days: int) -> bool:
    # After an outage only the latest reminder goes out, not all that were missed.
    sent = select(Chaser.id).where(
        Chaser.introduction_id == row.id, Chaser.after_days >= after_days
    )
    if db.session.scalar(sent.limit(1)) is not None:
        return False
    db.session.add(Chaser(introduction_id=row.id, after_days=after_days, at=clock.now()))
    messages.chased(row, after_days)
    return True


def _give_up(row: Introduction) -> None:
    INTRODUCTION.apply(row, "give_up", by=None, reason="No answer came in time")
    links.end(row)
    messages.given_up(row)
    responsiveness.keep(row.opportunity.employer_id)


def close_lapsed() -> int:
    """End introductions whose agreement has run out; return how many."""
    statement = select(Introduction).where(
        Introduction.state.in_((*OPEN, IntroductionState.NO_RESPONSE))
    )
    return sum(_close_lapsed(row) for row in db.session.scalars(statement).all())


@db.transaction()
def _close_lapsed(introduction: Introduction) -> bool:
    row = queries.hold(introduction, by=None)
    open_ = row.state in OPEN or row.state == IntroductionState.NO_RESPONSE
    if not open_ or queries.agreed_fields(row) is not None:
        return False
    services.close(row, "withdraw", by=None, reason=RAN_OUT)
    return True


def remind_of_interviews() -> int:
    """Remind both sides a week and a day before an interview; return how many interviews."""
    today = clock.today()
    statement = select(Introduction).where(
        Introduction.state == IntroductionState.INTERVIEW_BOOKED,
        Introduction.interview_at > clock.now(),
    )
    return sum(
        _remind_of(row, before)
        for row in db.session.scalars(statement).all()
        for before in REMIND
        if row.interview_at and clock.local(row.interview_at).date() == today + before
    )


@db.transaction()
def _remind_of(introduction: Introduction, before: timedelta) -> bool:
    row = queries.hold(introduction, by=None)
    if row.state != IntroductionState.INTERVIEW_BOOKED:
        return False
    messages.remind(row, before)
    return True
