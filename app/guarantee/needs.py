"""Cases that wait for somebody: a yes or no, a decision, an invitation, feedback, a reason."""

from __future__ import annotations

from datetime import date

from flask import url_for
from sqlalchemy import Select, or_

from app import clock, db
from app.accounts.models import Role, User
from app.guarantee import clocks, queries, story
from app.guarantee.models import CaseClock, CaseState, GuaranteeCase
from app.needs import Need

MOST = 25
WANTED: dict[CaseState, tuple[str, str]] = {
    CaseState.DECLARED: ("Ask whether the guarantee applies", "Ask"),
    CaseState.NOT_ELIGIBLE: ("The answer is no. Tell the candidate, then close the case", "Open"),
    CaseState.CRITERIA_CHECK: ("Mark the criteria and decide", "Decide"),
    CaseState.INTERVIEW_GUARANTEED: ("Invite them to the interview", "Invite"),
    CaseState.NO_SHOW: ("They did not come. Offer another date", "Open"),
    CaseState.INTERVIEWED: ("Record what came of the interview", "Record"),
    CaseState.OFFERED: ("Give feedback", "Open"),
    CaseState.NOT_APPOINTED: ("Give feedback", "Open"),
    CaseState.CRITERIA_NOT_MET: ("Give the feedback that was written", "Open"),
    CaseState.FEEDBACK_GIVEN: ("Close the case", "Open"),
}


def needs(user: User) -> list[Need]:
    """Return what waits for HR, or for the coordinator's yes or no."""
    if user.role == Role.COORDINATOR:
        return [_answer_wanted(case) for case in db.session.scalars(queries.asked().limit(MOST))]
    if user.role != Role.HR:
        return []
    return [_need(case, user) for case in db.session.scalars(_waiting(user))]


def _answer_wanted(case: GuaranteeCase) -> Need:
    return Need(
        who=case.candidate_name,
        what=f"Application {case.application_number}. Does the guarantee apply?",
        href=url_for("guarantee.answer", ref=case.ref),
        button="Answer",
        since=clock.local(case.asked_at or case.declared_at).date(),
        due=_due(case),
    )


def _waiting(user: User) -> Select[GuaranteeCase]:
    over = (GuaranteeCase.state == CaseState.INVITED) & (GuaranteeCase.interview_at < clock.now())
    others = GuaranteeCase.review_asked_at.is_(None) | (GuaranteeCase.first_reviewer_id != user.id)
    unexplained = GuaranteeCase.clocks.any(
        ((CaseClock.done_on > CaseClock.due) | (CaseClock.stopped_on > CaseClock.due))
        & CaseClock.breach_reason.is_(None)
    )
    mine = GuaranteeCase.state.in_(list(WANTED)) & others
    return (
        queries.cases(queries.Wanted(state="all")).where(or_(mine, over, unexplained)).limit(MOST)
    )


def _need(case: GuaranteeCase, user: User) -> Need:
    what, button, href = _what(case, user)
    return Need(
        who=f"{case.number}, {case.vacancy.title}",
        what=what,
        href=href,
        button=button,
        since=clock.local(case.declared_at).date(),
        due=_due(case),
    )


def _what(case: GuaranteeCase, user: User) -> tuple[str, str, str]:
    page = url_for("guarantee.show", ref=case.ref)
    if case.state == CaseState.CRITERIA_CHECK and case.review_asked_at:
        there = url_for("guarantee.second_review", ref=case.ref)
        return "A colleague asks for a second review", "Review", there
    if case.state == CaseState.INVITED and story.interview_has_passed(case):
        return "The interview’s time has passed. Record whether it took place", "Record", page
    if case.state in WANTED:
        return (*WANTED[case.state], page)
    late = next(row for row in case.clocks if clocks.reason_missing(row))
    there = url_for("guarantee.breach", ref=case.ref, name=late.name)
    return f"Say why the {late.name} was late", "Say why", there


def _due(case: GuaranteeCase) -> date | None:
    return next((row.due for row in case.clocks if clocks.running(row)), None)
