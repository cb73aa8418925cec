"""What can happen to a guarantee case, from the declaration to the feedback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.guarantee import clocks, messages, policies
from app.guarantee.locks import lock_case, lock_vacancy, touched
from app.guarantee.models import CaseState, CriterionMark, GuaranteeCase, Mark, Policy, Vacancy
from app.guarantee.states import GUARANTEE

if TYPE_CHECKING:
    from app.accounts.models import User


class NoWordingThen(DomainError):
    """A case rests on a wording of the guarantee."""

    message = (
        "No wording of the guarantee held on this day. Enter a later day, or add the wording first"
    )
    field = "declared_on"


class CaseExists(DomainError):
    """One application has one case."""

    message = (
        "There is a case for this application already. Search for its number in the list of cases"
    )
    field = "application_number"


class NoSuchVacancy(DomainError):
    """The vacancy has gone since the page was opened."""

    message = "Select the vacancy from the list"
    field = "vacancy"


class GridClosed(DomainError):
    """The grid belongs to the decision."""

    message = "The criteria can be marked only while they are being checked"


class InThePast(DomainError):
    """Nobody can be invited to yesterday."""

    message = "Enter a date and time that are still to come"
    field = "day"


@dataclass(frozen=True)
class NewCase:
    """What HR knows when a candidate declares that the guarantee applies."""

    vacancy: str  # its reference
    candidate_name: str
    application_number: str
    declared_on: date


@dataclass(frozen=True)
class Marked:
    """What the grid says of one criterion."""

    mark: Mark
    evidence: str


@dataclass(frozen=True)
class Interview:
    """When and where."""

    at: datetime
    where: str


@db.transaction()
def open_case(new: NewCase, *, by: User) -> GuaranteeCase:
    """Open a case under the wording that held on the day of the declaration.

    Raises NoSuchVacancy, NoWordingThen, or CaseExists while the application has a case.
    """
    # These two locks queue up whoever opens a case at the same moment: one case for an
    # application, and no number twice.
    db.session.scalars(select(Policy.id).order_by(Policy.id).with_for_update()).all()
    vacancy = _vacancy_to_open(new)
    policy = policies.on(new.declared_on)
    if policy is None:
        raise NoWordingThen
    today = clock.today()
    case = GuaranteeCase(
        vacancy=vacancy,
        policy=policy,
        number=_next_number(today.year),
        candidate_name=new.candidate_name,
        application_number=new.application_number,
        declared_at=clock.now()
        if new.declared_on == today
        else clock.at(new.declared_on, time(12)),
        opened_by_id=by.id,
    )
    db.session.add(case)
    begins = clocks.decision_begins(vacancy.closes, new.declared_on)
    clocks.start(case, clocks.DECISION, begins)
    db.session.flush()
    audit.record("guarantee_case.opened", "guarantee_case", case.ref, by=by, vacancy=vacancy.ref)
    return case


def _vacancy_to_open(new: NewCase) -> Vacancy:
    vacancy = db.session.scalars(select(Vacancy).where(Vacancy.ref == new.vacancy)).first()
    if vacancy is None:
        raise NoSuchVacancy
    lock_vacancy(vacancy)
    same = select(GuaranteeCase.id).where(
        GuaranteeCase.vacancy_id == vacancy.id,
        func.lower(GuaranteeCase.application_number) == new.application_number.lower(),
        GuaranteeCase.state != CaseState.WITHDRAWN,
    )
    if db.session.scalar(same.limit(1)) is not None:
        raise CaseExists
    return vacancy


def _next_number(year: int) -> str:
    length = func.length(GuaranteeCase.number)
    begin = f"GI-{year}-"
    last = db.session.scalar(
        select(GuaranteeCase.number)
        .where(GuaranteeCase.number.startswith(begin))
        .order_by(length.desc(), GuaranteeCase.number.desc())
        .limit(1)
    )
    return f"{begin}{int(last.removeprefix(begin)) + 1 if last else 1:04d}"


@db.transaction()
def act(case: GuaranteeCase, verb: str, *, by: User, reason: str | None = None) -> None:
    """Make a move that needs no more than a reason; raise what the transition table raises."""
    if verb not in SIMPLE:
        raise NotAllowed
    lock_case(case)
    GUARANTEE.apply(case, verb, by=by, reason=reason)
    if effect := EFFECTS.get(verb):
        effect(case, by)


def _asked(case: GuaranteeCase, by: User) -> None:
    case.asked_at, case.eligible = clock.now(), None
    case.eligible_by_id = case.eligible_at = None
    clocks.resume(case, clocks.DECISION)
    messages.asked(case)


def _guaranteed(case: GuaranteeCase, by: User) -> None:
    case.first_reviewer_id = case.first_reviewer_id or by.id
    case.review_asked_at = case.review_words = None
    clocks.meet(case, clocks.DECISION)
    clocks.start(case, clocks.INVITATION, clock.today())


def _interviewed(case: GuaranteeCase, by: User) -> None:
    held = clock.local(case.interview_at).date() if case.interview_at else clock.today()
    clocks.start(case, clocks.FEEDBACK, held)


def _over(case: GuaranteeCase, by: User) -> None:
    clocks.stop(case)


# The other moves need answers, so each has a service of its own.
SIMPLE = frozenset(
    "check ask_again guarantee interview no_show offer not_appointed close withdraw".split()
)
EFFECTS: dict[str, Callable[[GuaranteeCase, User], None]] = {
    "check": _asked,
    "ask_again": _asked,
    "guarantee": _guaranteed,
    "interview": _interviewed,
    "no_show": _over,
    "withdraw": _over,
}


@db.transaction()
def answer(case: GuaranteeCase, applies: bool, *, by: User) -> None:
    """Record the leaving-care team's yes or no, and nothing else; HR is told that it is there."""
    lock_case(case)
    GUARANTEE.apply(case, "eligible" if applies else "not_eligible", by=by)
    case.eligible, case.eligible_by_id, case.eligible_at = applies, by.id, clock.now()
    if not applies:
        clocks.meet(case, clocks.DECISION)
    messages.answered(case)


@db.transaction()
def mark(case: GuaranteeCase, grid: Mapping[int, Marked | None], *, version: int, by: User) -> None:
    """Keep the grid: whoever saves it stands for all of it. Raises Stale or GridClosed.

    A second review that was asked for is off, since it was asked for another grid.
    """
    lock_case(case, version)
    if case.state != CaseState.CRITERIA_CHECK:
        raise GridClosed
    known = {row.criterion_id: row for row in case.marks}
    changed = [line.id for line in case.vacancy.criteria if _set(case, known, line.id, grid, by)]
    case.first_reviewer_id = by.id
    case.second_reviewer_id = None
    if changed:
        case.review_asked_at = None
    touched(case)
    audit.record("guarantee_case.marked", "guarantee_case", case.ref, by=by, criteria=len(changed))


def _set(
    case: GuaranteeCase,
    known: dict[int, CriterionMark],
    criterion: int,
    grid: Mapping[int, Marked | None],
    by: User,
) -> bool:
    row, wanted = known.get(criterion), grid.get(criterion)
    if wanted is None:
        if row:
            case.marks.remove(row)
            db.session.delete(row)
        return row is not None
    if row and (row.mark, row.evidence) == (wanted.mark, wanted.evidence):
        return False
    values = {**vars(wanted), "by_id": by.id, "at": clock.now()}
    if row is None:
        case.marks.append(CriterionMark(criterion_id=criterion, **values))
        return True
    for name, value in values.items():
        setattr(row, name, value)
    return True


@db.transaction()
def invite(case: GuaranteeCase, interview: Interview, *, verb: str, version: int, by: User) -> None:
    """Record an invitation (`invite`) or the one rebooking (`rebook`).

    Raises Stale, InThePast, or what the table raises; HR gets a calendar file.
    """
    lock_case(case, version)
    _refuse_past(interview)
    GUARANTEE.apply(case, verb, by=by)
    case.rebooked = verb == "rebook"
    case.interview_at, case.interview_where = interview.at, interview.where
    clocks.meet(case, clocks.INVITATION)
    messages.interview(case, to=by)


@db.transaction()
def change_interview(case: GuaranteeCase, interview: Interview, *, version: int, by: User) -> None:
    """Move an interview the council cannot hold as planned; this is not the candidate's rebooking."""
    lock_case(case, version)
    if case.state != CaseState.INVITED:
        raise DomainError("Only an interview that is still to come can be changed")
    _refuse_past(interview)
    case.interview_at, case.interview_where = interview.at, interview.where
    touched(case)
    audit.record("guarantee_case.interview_changed", "guarantee_case", case.ref, by=by)
    messages.interview(case, to=by)


def _refuse_past(interview: Interview) -> None:
    if interview.at <= clock.now():
        raise InThePast


@db.transaction()
def give_feedback(case: GuaranteeCase, words: str, *, version: int, by: User) -> None:
    """Record what the candidate was told, and that they were told it."""
    lock_case(case, version)
    case.feedback = words
    GUARANTEE.apply(case, "feed_back", by=by)
    clocks.meet(case, clocks.FEEDBACK)


@db.transaction()
def explain_breach(case: GuaranteeCase, name: str, reason: str, *, version: int, by: User) -> None:
    """Record why a promise was not kept; raises Stale, or DomainError when it was kept."""
    lock_case(case, version)
    row = clocks.find(case, name)
    if row is None or not clocks.breached(row):
        raise DomainError("This promise was kept in time, so there is nothing to explain")
    row.breach_reason = reason
    touched(case)
    audit.record("guarantee_case.breach_explained", "guarantee_case", case.ref, by=by, clock=name)
