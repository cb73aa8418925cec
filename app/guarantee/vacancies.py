"""Council vacancies and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError
from app.guarantee import clocks
from app.guarantee.locks import lock_vacancy, touched
from app.guarantee.models import CaseState, Criterion, GuaranteeCase, Vacancy
from app.guarantee.states import GUARANTEE
from app.states import StateChange

if TYPE_CHECKING:
    from app.accounts.models import User

DECISIONS = ("guarantee", "refuse")
BEFORE = (
    CaseState.DECLARED,
    CaseState.ELIGIBILITY_CHECK,
    CaseState.NOT_ELIGIBLE,
    CaseState.CRITERIA_CHECK,
)
ENDED = (CaseState.WITHDRAWN, CaseState.CLOSED)  # decided or not: the history tells


class NumberTaken(DomainError):
    """A vacancy is known by its number."""

    message = "Another vacancy has this number. Check the number, or open that vacancy"
    field = "number"


class CriteriaDecided(DomainError):
    """What a decision rests on cannot change afterwards."""

    message = "A case has been decided on these criteria, so they cannot change any more"
    field = "essential"


@dataclass(frozen=True)
class Details:
    """What a vacancy is and asks for; essential and desirable apart."""

    number: str
    title: str
    department: str
    closes: date
    essential: tuple[str, ...]
    desirable: tuple[str, ...]

    def lines(self) -> list[tuple[str, bool]]:
        """Return each criterion with whether it is essential."""
        return [(one, True) for one in self.essential] + [(one, False) for one in self.desirable]


def details_of(vacancy: Vacancy) -> Details:
    """Return a vacancy as plain values."""
    return Details(
        vacancy.number,
        vacancy.title,
        vacancy.department,
        vacancy.closes,
        tuple(line.words for line in vacancy.criteria if line.essential),
        tuple(line.words for line in vacancy.criteria if not line.essential),
    )


def find(ref: str) -> Vacancy:
    """Return one vacancy with its criteria; raise NoResultFound when there is none."""
    statement = select(Vacancy).where(Vacancy.ref == ref)
    return db.session.scalars(statement.options(selectinload(Vacancy.criteria))).one()


def with_number(number: str) -> Vacancy | None:
    """Return the vacancy of this number."""
    return db.session.scalars(select(Vacancy).where(Vacancy.number == plain(number))).first()


def plain(number: str) -> str:
    """Return a vacancy number as it is kept: one space at most, capital letters."""
    return " ".join(number.split()).upper()


def decided(vacancy: Vacancy) -> bool:
    """Say whether a case of this vacancy has been decided on its criteria."""
    return vacancy.id in decided_among([vacancy.id])


def decided_among(numbers: list[int]) -> set[int]:
    """Return those of these vacancies of which a case has been decided."""
    history = exists().where(
        StateChange.machine == GUARANTEE.name,
        StateChange.subject_id == GuaranteeCase.id,
        StateChange.verb.in_(DECISIONS),
    )
    after = GuaranteeCase.state.not_in((*BEFORE, *ENDED)) | history
    statement = select(GuaranteeCase.vacancy_id).where(GuaranteeCase.vacancy_id.in_(numbers), after)
    return set(db.session.scalars(statement.distinct()))


@db.transaction()
def add(details: Details, *, by: User) -> Vacancy:
    """Add a vacancy; raise NumberTaken when there is one of this number."""
    if with_number(details.number):
        raise NumberTaken
    vacancy = Vacancy(created_at=clock.now())
    _fill(vacancy, details)
    db.session.add(vacancy)
    _stored()
    audit.record("vacancy.added", "vacancy", vacancy.ref, by=by)
    return vacancy


@db.transaction()
def change(vacancy: Vacancy, details: Details, *, version: int | None, by: User) -> list[str]:
    """Change a vacancy; return the names of what changed.

    Raises Stale, NumberTaken, or CriteriaDecided once a case has been decided.
    """
    lock_vacancy(vacancy, version)
    other = with_number(details.number)
    if other and other is not vacancy:
        raise NumberTaken
    changed = differences(vacancy, details)
    if {"essential", "desirable"} & set(changed) and decided(vacancy):
        raise CriteriaDecided
    if changed:
        _fill(vacancy, details)
        touched(vacancy)
        _stored()
        _clocks_follow(vacancy, changed)
        audit.record("vacancy.changed", "vacancy", vacancy.ref, by=by, fields=changed)
    return changed


def _stored() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody else took the number a moment ago
        raise NumberTaken from error


def differences(vacancy: Vacancy, details: Details) -> list[str]:
    """Return the names of what these details would change."""
    old, new = vars(details_of(vacancy)), {**vars(details), "number": plain(details.number)}
    return [name for name in new if new[name] != old[name]]


def _fill(vacancy: Vacancy, details: Details) -> None:
    vacancy.number, vacancy.title = plain(details.number), details.title
    vacancy.department, vacancy.closes = details.department, details.closes
    known = {(line.words, line.essential): line for line in vacancy.criteria}
    kept = [
        known.get(pair) or Criterion(words=pair[0], essential=pair[1]) for pair in details.lines()
    ]
    for position, line in enumerate(kept):
        line.position = position
    vacancy.criteria = kept  # a mark of a criterion that is gone goes with it


def _clocks_follow(vacancy: Vacancy, changed: list[str]) -> None:
    if "closes" not in changed:
        return
    statement = select(GuaranteeCase).where(
        GuaranteeCase.vacancy_id == vacancy.id, GuaranteeCase.state.in_(BEFORE)
    )
    for case in db.session.scalars(statement.options(selectinload(GuaranteeCase.clocks))):
        clocks.follow_closing(case, vacancy)


@db.transaction()
def set_minimum(vacancy: Vacancy, numbers: set[int], *, version: int, by: User) -> None:
    """Say which essential criteria are minimum requirements; raise Stale or CriteriaDecided."""
    lock_vacancy(vacancy, version)
    if decided(vacancy):
        raise CriteriaDecided(field="minimum")
    for line in vacancy.criteria:
        line.minimum = line.essential and line.id in numbers
    touched(vacancy)
    audit.record("vacancy.changed", "vacancy", vacancy.ref, by=by, fields=["minimum"])
