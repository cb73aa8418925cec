"""How a guaranteed-interview case moves; HR keeps it, the leaving-care team only says yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import clock
from app.errors import DomainError
from app.guarantee.models import CaseState as S
from app.guarantee.models import Mark, Mode
from app.states import Machine, move

if TYPE_CHECKING:
    from app.guarantee.models import Criterion, GuaranteeCase


class GridIncomplete(DomainError):
    """Every criterion that counts needs a mark."""

    message = "Mark every criterion that counts as met or not met first"


class NoCriteria(DomainError):
    """Nothing to decide by."""

    message = "This vacancy has no essential criteria yet. Add them to the vacancy first"


class CriteriaDiffer(DomainError):
    """The decision must follow from the grid."""

    message = "That decision does not follow from the criteria grid"


class SecondReviewerNeeded(DomainError):
    """A refusal is looked at by two people and explained in writing."""

    message = (
        "A second reviewer and written feedback are needed before criteria can be recorded "
        "as not met"
    )


class AlreadyRebooked(DomainError):
    """One rebooking is offered, not two."""

    message = "This interview has already been rebooked once"


class TooEarly(DomainError):
    """What happens at an interview is recorded after it."""

    message = "Record this once the interview’s date and time have passed"


class FeedbackMissing(DomainError):
    """Feedback that was given can be read later."""

    message = "Enter the feedback before recording that it has been given"
    field = "feedback"


def counting(case: GuaranteeCase) -> list[Criterion]:
    """Return the criteria that decide, as the case's own wording of the guarantee says.

    Where a wording asks for the minimum requirements and the vacancy marks none, every
    essential criterion counts.
    """
    essential = [line for line in case.vacancy.criteria if line.essential]
    marked = [line for line in essential if line.minimum]
    return marked if case.policy.mode == Mode.MARKED_ONLY and marked else essential


def counting_marks(case: GuaranteeCase) -> list[Mark | None]:
    """Return the mark of each criterion that counts; None where there is none yet."""
    marks = {row.criterion_id: row.mark for row in case.marks}
    return [marks.get(line.id) for line in counting(case)]


def _complete(case: GuaranteeCase) -> list[Mark | None]:
    marks = counting_marks(case)
    if not marks:
        raise NoCriteria
    if any(mark in (None, Mark.UNCLEAR) for mark in marks):
        raise GridIncomplete
    return marks


def all_met(case: GuaranteeCase) -> None:
    """Refuse unless every criterion that counts is met."""
    if Mark.NOT_MET in _complete(case):
        raise CriteriaDiffer


def something_not_met(case: GuaranteeCase) -> None:
    """Refuse unless the grid is complete and something in it is not met."""
    if Mark.NOT_MET not in _complete(case):
        raise CriteriaDiffer


def refusal_is_careful(case: GuaranteeCase) -> None:
    """Refuse unless something is not met, a second person looked, and feedback is written."""
    something_not_met(case)
    two = case.second_reviewer_id and case.second_reviewer_id != case.first_reviewer_id
    if not two or not case.feedback.strip():
        raise SecondReviewerNeeded


def not_rebooked(case: GuaranteeCase) -> None:
    """Refuse a second rebooking."""
    if case.rebooked:
        raise AlreadyRebooked


def interview_is_over(case: GuaranteeCase) -> None:
    """Refuse before the time of the interview."""
    if case.interview_at and case.interview_at > clock.now():
        raise TooEarly


def feedback_is_written(case: GuaranteeCase) -> None:
    """Refuse without words."""
    if not case.feedback.strip():
        raise FeedbackMissing


OPEN = (
    S.DECLARED,
    S.ELIGIBILITY_CHECK,
    S.CRITERIA_CHECK,
    S.INTERVIEW_GUARANTEED,
    S.INVITED,
    S.NO_SHOW,
    S.INTERVIEWED,
)
OUTCOMES = (S.OFFERED, S.NOT_APPOINTED, S.CRITERIA_NOT_MET)

GUARANTEE = Machine(
    "guarantee_case",
    S,
    S.DECLARED,
    (
        move(
            "check",
            S.DECLARED,
            S.ELIGIBILITY_CHECK,
            "hr",
            "Ask the leaving-care team",
            tone="primary",
        ),
        move(
            "eligible",
            S.ELIGIBILITY_CHECK,
            S.CRITERIA_CHECK,
            "coordinator",
            "Yes, the guarantee applies",
            tone="primary",
        ),
        move(
            "not_eligible",
            S.ELIGIBILITY_CHECK,
            S.NOT_ELIGIBLE,
            "coordinator",
            "No, it does not",
        ),
        # A slip of the hand must not cost anybody an interview. No reason is asked for, since
        # none could be given without saying something about the candidate's life.
        move("ask_again", S.NOT_ELIGIBLE, S.ELIGIBILITY_CHECK, "hr", "Ask again"),
        move(
            "guarantee",
            S.CRITERIA_CHECK,
            S.INTERVIEW_GUARANTEED,
            "hr",
            "Guarantee the interview",
            when=all_met,
            tone="primary",
        ),
        move(
            "refuse",
            S.CRITERIA_CHECK,
            S.CRITERIA_NOT_MET,
            "hr",
            "Criteria are not met",
            when=refusal_is_careful,
            tone="warning",
        ),
        move(
            "invite",
            S.INTERVIEW_GUARANTEED,
            S.INVITED,
            "hr",
            "Record the invitation",
            tone="primary",
        ),
        move(
            "interview",
            S.INVITED,
            S.INTERVIEWED,
            "hr",
            "The interview took place",
            when=interview_is_over,
            tone="primary",
        ),
        move("no_show", S.INVITED, S.NO_SHOW, "hr", "They did not come", when=interview_is_over),
        move(
            "rebook",
            S.NO_SHOW,
            S.INVITED,
            "hr",
            "Offer another date",
            when=not_rebooked,
            tone="primary",
        ),
        move("offer", S.INTERVIEWED, S.OFFERED, "hr", "Offered the job", tone="primary"),
        move("not_appointed", S.INTERVIEWED, S.NOT_APPOINTED, "hr", "Not appointed"),
        move(
            "feed_back",
            OUTCOMES,
            S.FEEDBACK_GIVEN,
            "hr",
            "Feedback has been given",
            when=feedback_is_written,
            tone="primary",
        ),
        move("close", (S.FEEDBACK_GIVEN, S.NOT_ELIGIBLE), S.CLOSED, "hr", "Close the case"),
        move("close", S.NO_SHOW, S.CLOSED, "hr", "Close the case", needs_reason=True),
        move("withdraw", OPEN, S.WITHDRAWN, "hr", "They withdrew", needs_reason=True),
    ),
)
