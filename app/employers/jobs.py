"""What the clock does with organisations: asks whether they still want to help, lets them rest."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from app import clock, db
from app.employers import asking, joining, services, vetting
from app.employers.models import Employer, EmployerState
from app.settings import services as settings


def ask_still_happy() -> int:
    """Ask organisations that have not said so for long; return how many were asked."""
    due = [employer for employer in _approved() if _should_ask(employer)]
    for employer in due:
        _ask(employer)
    return len(due)


def chase_still_happy() -> int:
    """Ask a second time where nobody answered; return how many were asked."""
    due = [employer for employer in _approved() if _should_chase(employer)]
    for employer in due:
        _chase(employer)
    return len(due)


def let_rest() -> int:
    """Mark organisations as quiet that did not answer in time; return how many."""
    silent = [employer for employer in _approved() if _is_silent(employer)]
    for employer in silent:
        vetting.act(employer, "rest", by=None)
    return len(silent)


def _approved() -> list[Employer]:
    statement = select(Employer).where(Employer.state == EmployerState.APPROVED)
    return list(db.session.scalars(statement.order_by(Employer.id)))


def rests_on(employer: Employer) -> date | None:
    """Return the day from which an organisation counts as quiet, if nobody answers."""
    said = [moment for moment in (employer.approved_at, employer.confirmed_at) if moment]
    if not said:
        return None
    return clock.months_after(
        clock.local(max(said)).date(), settings.value("employer.confirm_months")
    )


def was_asked(employer: Employer) -> bool:
    """Say whether the question is open: asked since they last said yes."""
    said = [moment for moment in (employer.approved_at, employer.confirmed_at) if moment]
    return bool(employer.asked_at and said and employer.asked_at > max(said))


def _notice() -> timedelta:
    return timedelta(days=settings.value("employer.confirm_notice_days"))


def _patience() -> timedelta:
    # At least so long, however late the question went out.
    return timedelta(days=settings.value("employer.confirm_chaser_days"))


def _should_ask(employer: Employer) -> bool:
    rests = rests_on(employer)
    return bool(rests and clock.today() >= rests - _notice() and not was_asked(employer))


def _should_chase(employer: Employer) -> bool:
    asked, chased = employer.asked_at, employer.chased_at
    if not asked or not was_asked(employer) or (chased and chased > asked):
        return False
    return clock.now() >= asked + _patience()


def _is_silent(employer: Employer) -> bool:
    rests = rests_on(employer)
    if not rests or not employer.asked_at or not was_asked(employer):
        return False
    return clock.today() >= rests and clock.now() >= employer.asked_at + _patience()


def _answer_by(employer: Employer) -> date:
    rests = rests_on(employer) or clock.today()
    asked = employer.asked_at or clock.now()
    return max(rests, clock.local(asked + _patience()).date())


@db.transaction()
def _ask(employer: Employer) -> None:
    services.lock(employer)
    if not _should_ask(employer):
        return
    employer.asked_at = clock.now()
    asking.tell(employer, "still_happy", answer_by=_answer_by(employer))


@db.transaction()
def _chase(employer: Employer) -> None:
    services.lock(employer)
    if not _should_chase(employer):
        return
    employer.chased_at = clock.now()
    asking.tell(employer, "still_happy_again", answer_by=_answer_by(employer))


def forget_invitations() -> None:
    """Remove invitations of colleagues that ran out long ago."""
    joining.forget_old()
