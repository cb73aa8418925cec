"""What an import of vacancies would do, and doing it: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import db
from app.audit import services as audit
from app.errors import DomainError
from app.guarantee import importing, vacancies
from app.guarantee.importing import Problem, Row, Sheet
from app.guarantee.models import Vacancy

if TYPE_CHECKING:
    from app.accounts.models import User

CRITERIA = {"essential", "desirable"}
CALLED = {
    "title": "job title",
    "department": "department",
    "closes": "closing date",
    "essential": "essential criteria",
    "desirable": "desirable criteria",
}


class NothingImported(DomainError):
    """All of a file is taken, or none of it."""

    message = (
        "Nothing was imported. Put right in your file what is listed here, then choose it again"
    )
    field = "file"


@dataclass(frozen=True)
class Planned:
    """What would happen to one row: a new vacancy, changes to one, or nothing."""

    row: Row
    vacancy: Vacancy | None
    changes: list[str]

    @property
    def words(self) -> str:
        """The plan in words."""
        if self.vacancy is None:
            return "New"
        called = [CALLED[name] for name in self.changes]
        return f"Changes the {', '.join(called)}" if called else "No change"


@dataclass(frozen=True)
class Plan:
    """What an import would do, or why it cannot be done."""

    lines: list[Planned]
    problems: list[Problem]


def plan(text: str) -> Plan:
    """Return what importing this text would do; nothing is stored."""
    sheet = importing.read(text)
    known = _known(sheet)
    lines = [_planned(row, known.get(row.details.number)) for row in sheet.rows]
    return Plan(lines, sorted([*sheet.problems, *_decided(lines)], key=lambda one: one.line or 0))


def _known(sheet: Sheet) -> dict[str, Vacancy]:
    numbers = [row.details.number for row in sheet.rows]
    statement = select(Vacancy).where(Vacancy.number.in_(numbers))
    found = db.session.scalars(statement.options(selectinload(Vacancy.criteria)))
    return {vacancy.number: vacancy for vacancy in found}


def _planned(row: Row, vacancy: Vacancy | None) -> Planned:
    changes = vacancies.differences(vacancy, row.details) if vacancy else []
    return Planned(row, vacancy, changes)


def _decided(lines: list[Planned]) -> list[Problem]:
    touched = [line for line in lines if line.vacancy and CRITERIA & set(line.changes)]
    closed = vacancies.decided_among([line.vacancy.id for line in touched if line.vacancy])
    return [
        Problem(line.row.line, f"{vacancies.CriteriaDecided.message}. Enter them as they were")
        for line in touched
        if line.vacancy and line.vacancy.id in closed
    ]


@db.transaction()
def take(text: str, *, by: User) -> tuple[int, int]:
    """Import all rows; return how many were added and how many changed.

    Raises NothingImported when a single row is wrong; then nothing has changed.
    """
    found = plan(text)
    if found.problems:
        raise NothingImported
    added = changed = 0
    for line in found.lines:
        if line.vacancy is None:
            vacancies.add(line.row.details, by=by)
            added += 1
        elif line.changes:
            vacancies.change(line.vacancy, line.row.details, version=None, by=by)
            changed += 1
    audit.record("vacancies.imported", "vacancy", "", by=by, added=added, changed=changed)
    return added, changed
