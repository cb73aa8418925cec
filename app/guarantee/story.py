"""A case as its page tells it: the line of steps, who decides next, what may be done, what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app import clock
from app.errors import DomainError
from app.filters import long_date, moment, short_date
from app.guarantee import clocks, reviews
from app.guarantee.models import CaseState as S
from app.guarantee.models import GuaranteeCase, Mark
from app.guarantee.states import GUARANTEE, counting, something_not_met
from app.states import Move, StateChange

if TYPE_CHECKING:
    from app.accounts.models import User

TEAM = "Corporate Parenting team"
TITLES = {
    "check": "Yes or no asked for",
    "ask_again": "Yes or no asked for again",
    "eligible": "Answer: yes, the guarantee applies",
    "not_eligible": "Answer: no, the guarantee does not apply",
    "guarantee": "Interview guaranteed",
    "refuse": "Criteria not met, agreed by two reviewers",
    "invite": "Invited to interview",
    "interview": "Interview took place",
    "no_show": "Candidate did not come",
    "rebook": "Another date offered",
    "offer": "Job offered",
    "not_appointed": "Not appointed",
    "feed_back": "Feedback given",
    "close": "Case closed",
    "withdraw": "Candidate withdrew",
}
# What a page of its own asks for first.
HAS_PAGE = {"invite", "rebook", "feed_back", "refuse"}
LONG = ("Declared", "Eligibility", "Decision", "Invitation", "Interview", "Outcome", "Feedback")
REFUSED = ("Declared", "Eligibility", "Decision", "Feedback")
NOT_ELIGIBLE = ("Declared", "Eligibility")
# How many steps are done in each state.
DONE = {
    S.DECLARED: 1,
    S.ELIGIBILITY_CHECK: 1,
    S.NOT_ELIGIBLE: 2,
    S.CRITERIA_CHECK: 2,
    S.INTERVIEW_GUARANTEED: 3,
    S.CRITERIA_NOT_MET: 3,
    S.INVITED: 4,
    S.NO_SHOW: 4,
    S.INTERVIEWED: 5,
    S.OFFERED: 6,
    S.NOT_APPOINTED: 6,
    S.FEEDBACK_GIVEN: 7,
}
STEP_OF = {
    "eligible": "Eligibility",
    "not_eligible": "Eligibility",
    "guarantee": "Decision",
    "refuse": "Decision",
    "invite": "Invitation",
    "interview": "Interview",
    "offer": "Outcome",
    "not_appointed": "Outcome",
    "feed_back": "Feedback",
}
CLOCK_OF = {
    "Decision": clocks.DECISION,
    "Invitation": clocks.INVITATION,
    "Feedback": clocks.FEEDBACK,
}


@dataclass(frozen=True)
class Step:
    """One step of the line."""

    label: str
    state: str  # done, now or next
    date: str
    late: bool


@dataclass(frozen=True)
class Happened:
    """One event of the timeline."""

    title: str
    when: date
    by: str
    body: str | None


@dataclass(frozen=True)
class GridLine:
    """One criterion with what the grid says of it."""

    words: str
    essential: bool
    counts: bool
    mark: Mark | None
    evidence: str


def steps(case: GuaranteeCase, past: list[StateChange]) -> list[Step]:
    """Return the line of steps with the day each was done or is due."""
    reached = {STEP_OF[row.verb]: row.at for row in past if row.verb in STEP_OF}
    reached["Declared"] = case.declared_at
    labels = _labels(case, {row.verb for row in past})
    ended = case.state in (S.CLOSED, S.WITHDRAWN)
    done = min(DONE.get(case.state, len(labels)), len(labels))
    if case.state == S.WITHDRAWN:
        labels = [label for label in labels if label in reached]
        done = len(labels)
    line = [
        _done(case, label, reached)
        if place < done
        else _to_come(case, label, now=place == done and not ended)
        for place, label in enumerate(labels)
    ]
    return line + _end(case, past)


def _labels(case: GuaranteeCase, verbs: set[str]) -> list[str]:
    if "refuse" in verbs or case.state == S.CRITERIA_NOT_MET:
        return list(REFUSED)
    stopped = case.eligible is False and case.state in (S.NOT_ELIGIBLE, S.CLOSED)
    return list(NOT_ELIGIBLE if stopped else LONG)


def _done(case: GuaranteeCase, label: str, reached: dict[str, datetime]) -> Step:
    at = case.interview_at if label == "Interview" else reached.get(label)
    row = clocks.find(case, CLOCK_OF.get(label, ""))
    late = row is not None and clocks.breached(row)
    words = short_date(at) if at else ""
    return Step(label, "done", f"{words}, late".lstrip(", ") if late else words, late)


def _to_come(case: GuaranteeCase, label: str, *, now: bool) -> Step:
    state = "now" if now else "next"
    if label == "Interview" and case.interview_at and now:
        return Step(label, state, short_date(case.interview_at), late=False)
    row = clocks.find(case, CLOCK_OF.get(label, ""))
    if row is None or not clocks.running(row):
        return Step(label, state, "", late=False)
    late = clocks.breached(row)
    words = f"late since {short_date(row.due)}" if late else f"by {short_date(row.due)}"
    return Step(label, state, words, late)


def _end(case: GuaranteeCase, past: list[StateChange]) -> list[Step]:
    if case.state in (S.CLOSED, S.WITHDRAWN):
        label = "Closed" if case.state == S.CLOSED else "Withdrawn"
        return [Step(label, "done", short_date(past[-1].at) if past else "", late=False)]
    closing = case.state in (S.FEEDBACK_GIVEN, S.NOT_ELIGIBLE)
    return [Step("Closed", "now" if closing else "next", "", late=False)]


NEXT = {
    S.DECLARED: "HR asks the leaving-care team next. They answer yes or no, and nothing else.",
    S.ELIGIBILITY_CHECK: "The leaving-care team answers yes or no next.",
    S.NOT_ELIGIBLE: "HR tells the candidate that the guarantee does not apply and closes the case. "
    "The application goes on like any other.",
    S.CRITERIA_CHECK: "HR marks the criteria next. The decision follows from the grid.",
    S.INTERVIEW_GUARANTEED: "HR invites the candidate next.",
    S.CRITERIA_NOT_MET: "HR gives the candidate the feedback next.",
    S.NO_SHOW: "HR offers the candidate one other date next.",
    S.INTERVIEWED: "The panel decides next. HR records what came of it.",
    S.OFFERED: "HR gives the candidate feedback next.",
    S.NOT_APPOINTED: "HR gives the candidate feedback next.",
    S.FEEDBACK_GIVEN: "Nobody has to decide anything more. HR closes the case.",
    S.CLOSED: "This case is closed.",
    S.WITHDRAWN: "The candidate withdrew. Nothing more is to be done.",
}


def next_words(case: GuaranteeCase) -> str:
    """Return who does what next, and by when."""
    if case.state == S.INVITED:
        words = f"The interview is on {moment(case.interview_at)}. HR records what came of it."
        return words.replace(" is on ", " was on ", 1) if interview_has_passed(case) else words
    if reviews.waits(case):
        name = case.first_reviewer.name if case.first_reviewer else "The first reviewer"
        return f"{name} marked the criteria. A colleague in HR gives the second review next."
    if case.state == S.NO_SHOW and case.rebooked:
        return "The candidate did not come to the second date either. HR closes the case."
    return NEXT[case.state] + _by_when(case)


def _by_when(case: GuaranteeCase) -> str:
    row = next((row for row in case.clocks if clocks.running(row)), None)
    if row is None:
        return ""
    what = row.name.capitalize()
    return f" {what} {'was' if clocks.breached(row) else 'is'} due by {long_date(row.due)}."


def interview_has_passed(case: GuaranteeCase) -> bool:
    """Say whether the interview's time is over."""
    return case.interview_at is not None and case.interview_at <= clock.now()


def moves(case: GuaranteeCase, user: User) -> list[Move[Any]]:
    """Return what this person may do now, conditions included; a move with a page is a link."""
    found = [line for line in GUARANTEE.allowed(case, role=user.role) if _open(case, line)]
    return [replace(line, needs_reason=True) if line.verb in HAS_PAGE else line for line in found]


def _open(case: GuaranteeCase, line: Move[Any]) -> bool:
    if line.verb == "refuse" and reviews.waits(case):
        return False
    # A refusal's page asks for the second reviewer, feedback's page for the words.
    asked_there = {"refuse": something_not_met, "feed_back": None}
    condition = asked_there.get(line.verb, line.when)
    try:
        if condition:
            condition(case)
    except DomainError:
        return False
    return True


def grid(case: GuaranteeCase) -> list[GridLine]:
    """Return every criterion with its mark, those that count first."""
    marks = {row.criterion_id: row for row in case.marks}
    decide = {line.id for line in counting(case)}
    lines = [
        GridLine(
            line.words,
            line.essential,
            line.id in decide,
            marks[line.id].mark if line.id in marks else None,
            marks[line.id].evidence if line.id in marks else "",
        )
        for line in case.vacancy.criteria
    ]
    return sorted(lines, key=lambda line: not line.counts)


def timeline(case: GuaranteeCase, past: list[StateChange], names: dict[int, str]) -> list[Happened]:
    """Return what happened, oldest first. Who answered yes or no stays the team's own matter."""
    events = [
        Happened(
            "Declared", clock.local(case.declared_at).date(), names.get(case.opened_by_id, ""), None
        )
    ]
    for row in past:
        answered = row.verb in {"eligible", "not_eligible"}
        by = TEAM if answered else names.get(row.by_id or 0, "")
        events.append(Happened(TITLES[row.verb], row.at, by, None if answered else row.reason))
    return events
