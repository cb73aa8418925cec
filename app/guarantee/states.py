"""How a guaranteed-interview case moves; HR keeps it, the leaving-care team only says yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import DomainError
from app.guarantee.models import CaseState as S
from app.guarantee.models import Mark
from app.states import Machine, move

if TYPE_CHECKING:
    from app.guarantee.models import GuaranteeCase


class GridIncomplete(DomainError):
    """Every criterion that counts needs a mark."""

    message = "Mark every essential criterion as met or not met first"


class CriteriaDiffer(DomainError):
    """The decision must follow from the grid."""

    message = "That decision does not follow from the criteria grid"


class SecondReviewerNeeded(DomainError):
    """A refusal is looked at by two people and explained in writing."""

    message = "A second reviewer and written feedback are needed before criteria can be recorded as not met"


class AlreadyRebooked(DomainError):
    """One rebooking is offered, not two."""

    message = "This interview has already been rebooked once"


def essential_marks(case: GuaranteeCase) -> list[Mark | None]:
    """Return the mark of each essential criterion; None where there is none yet."""
    marks = {row.criterion_id: row.mark for row in case.marks}
    return [marks.get(line.id) for line in case.vacancy.criteria if line.essential]


def all_met(case: GuaranteeCase) -> None:
    """Refuse unless every essential criterion is met."""
    marks = essential_marks(case)
    if any(mark in (None, Mark.UNCLEAR) for mark in marks):
        raise GridIncomplete
    if Mark.NOT_MET in marks:
        raise CriteriaDiffer


def refusal_is_careful(case: GuaranteeCase) -> None:
    """Refuse unless something is not met, a second person looked, and feedback is written."""
    marks = essential_marks(case)
    if any(mark in (None, Mark.UNCLEAR) for mark in marks):
        raise GridIncomplete
    if Mark.NOT_MET not in marks:
        raise CriteriaDiffer
    two = case.second_reviewer_id and case.second_reviewer_id != case.first_reviewer_id
    if not two or not case.feedback.strip():
        raise SecondReviewerNeeded


def not_rebooked(case: GuaranteeCase) -> None:
    """Refuse a second rebooking."""
    if case.rebooked:
        raise AlreadyRebooked


OPEN = (S.DECLARED, S.ELIGIBILITY_CHECK, S.CRITERIA_CHECK, S.INTERVIEW_GUARANTEED, S.INVITED, S.NO_SHOW)

GUARANTEE = Machine(
    "guarantee_case",
    S,
    S.DECLARED,
    (
        move("check", S.DECLARED, S.ELIGIBILITY_CHECK, "hr", "Ask the leaving-care team", tone="primary"),
        move("eligible", S.ELIGIBILITY_CHECK, S.CRITERIA_CHECK, "coordinator", "Yes, the guarantee applies", tone="primary"),
        move("not_eligible", S.ELIGIBILITY_CHECK, S.NOT_ELIGIBLE, "coordinator", "No, it does not"),
        move("guarantee", S.CRITERIA_CHECK, S.INTERVIEW_GUARANTEED, "hr", "Guarantee the interview", when=all_met, tone="primary"),
        move("refuse", S.CRITERIA_CHECK, S.CRITERIA_NOT_MET, "hr", "Criteria are not met", when=refusal_is_careful, tone="warning"),
        move("invite", S.INTERVIEW_GUARANTEED, S.INVITED, "hr", "Record the invitation", tone="primary"),
        move("interview", S.INVITED, S.INTERVIEWED, "hr", "The interview took place", tone="primary"),
        move("no_show", S.INVITED, S.NO_SHOW, "hr", "They did not come"),
        move("rebook", S.NO_SHOW, S.INVITED, "hr", "Offer another date", when=not_rebooked, tone="primary"),
        move("offer", S.INTERVIEWED, S.OFFERED, "hr", "Offered the job", tone="primary"),
        move("not_appointed", S.INTERVIEWED, S.NOT_APPOINTED, "hr", "Not appointed"),
        move(
            "feed_back",
            (S.OFFERED, S.NOT_APPOINTED, S.CRITERIA_NOT_MET),
            S.FEEDBACK_GIVEN,
            "hr",
            "Feedback has been given",
            tone="primary",
        ),
        move("close", (S.FEEDBACK_GIVEN, S.NO_SHOW, S.NOT_ELIGIBLE), S.CLOSED, "hr", "Close the case"),
        move("withdraw", OPEN, S.WITHDRAWN, "hr", "They withdrew", needs_reason=True),
    ),
)
