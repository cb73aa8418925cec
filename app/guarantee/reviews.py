"""The second look before anybody is told that the criteria are not met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError
from app.guarantee import clocks, messages
from app.guarantee.locks import lock_case, touched
from app.guarantee.models import CaseState, GuaranteeCase
from app.guarantee.states import GUARANTEE, something_not_met

if TYPE_CHECKING:
    from app.accounts.models import User


class SamePerson(DomainError):
    """Two pairs of eyes."""

    message = "You marked these criteria, so a colleague has to give the second review"


class NoReviewAsked(DomainError):
    """There is nothing to review now."""

    message = "Nobody is asking for a second review of this case now"


def waits(case: GuaranteeCase) -> bool:
    """Say whether a case waits for a second reviewer."""
    return case.state == CaseState.CRITERIA_CHECK and case.review_asked_at is not None


def may_review(case: GuaranteeCase, user: User) -> bool:
    """Say whether this person may give the second review."""
    return waits(case) and case.first_reviewer_id != user.id


@db.transaction()
def ask(case: GuaranteeCase, feedback: str, *, version: int, by: User) -> None:
    """Ask colleagues for a second review, with the feedback the candidate would read.

    Raises Stale, or what the grid is still missing.
    """
    lock_case(case, version)
    if case.state != CaseState.CRITERIA_CHECK:
        raise DomainError("This case has been decided already")
    something_not_met(case)
    case.feedback, case.review_words = feedback, None
    case.first_reviewer_id, case.second_reviewer_id = by.id, None
    case.review_asked_at = clock.now()
    touched(case)
    audit.record("guarantee_case.review_asked", "guarantee_case", case.ref, by=by)
    messages.review_asked(case)


@db.transaction()
def agree(case: GuaranteeCase, *, version: int, by: User) -> None:
    """Agree that the criteria are not met; that decides the case."""
    _take(case, version, by)
    case.second_reviewer_id = by.id
    GUARANTEE.apply(case, "refuse", by=by)
    case.review_asked_at = None
    clocks.meet(case, clocks.DECISION)
    messages.reviewed(case)


@db.transaction()
def disagree(case: GuaranteeCase, words: str, *, version: int, by: User) -> None:
    """Give the case back with what the second reviewer sees differently."""
    _take(case, version, by)
    case.review_asked_at, case.review_words = None, words
    touched(case)
    audit.record("guarantee_case.review_differs", "guarantee_case", case.ref, by=by)
    messages.reviewed(case)


def _take(case: GuaranteeCase, version: int, by: User) -> None:
    lock_case(case, version)
    if not waits(case):
        raise NoReviewAsked
    if case.first_reviewer_id == by.id:
        raise SamePerson
