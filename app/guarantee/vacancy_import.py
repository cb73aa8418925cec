"""What an import of vacancies would do, and doing it: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import db
from app.audit import services as audit
from app.filters import listing
from app.guarantee import importing, vacancies
from app.guarantee.importing import LABELS, Row
from app.guarantee.models import Vacancy
from app.guarantee.vacancies import Details
from app.tables import mending, uploads
from app.tables.files import Limits
from app.tables.models import Upload
from app.tables.problems import Problems, RowsWrong

if TYPE_CHECKING:
    from app.accounts.models import User

WHAT = "vacancies"
MOST_ROWS = 1000  # no council advertises more at once; each is compared and kept one by one
CRITERIA = {"essential", "desirable"}
DECIDED = f"{vacancies.CriteriaDecided.message}. Enter them as they were"


@dataclass(frozen=True)
class Planned:
    """What would happen to one row: a new vacancy, changes to one, or nothing."""

    row: Row
    details: Details
    vacancy: Vacancy | None
    changes: list[str]

    @property
    def words(self) -> str:
        """The plan in words."""
        if self.vacancy is None:
            return "New"
        called = [LABELS[name].lower() for name in self.changes]
        return f"Changes the {listing(called)}" if called else "No change"


@dataclass
class Plan:
    """What an import would do, or why it cannot be done."""

    rows: int = 0
    lines: list[Planned] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    @property
    def new(self) -> int:
        """How many vacancies would be added."""
        return sum(line.vacancy is None for line in self.lines)

    @property
    def changed(self) -> int:
        """How many vacancies would be changed."""
        return sum(line.vacancy is not None and bool(line.changes) for line in self.lines)


def plan(upload: Upload, *, most: int | None = None) -> Plan:
    """Return what bringing a file in would do; nothing is stored. Raises BadFile for too many rows."""
    found = Plan()
    found.problems.most = most or found.problems.most
    rows = _rows(upload)
    found.rows = len(rows)
    known = _known(rows)
    planned = [_planned(row, known.get(row.number)) for row in rows if not row.errors]
    decided = _decided(planned)
    for line in planned:
        if line.vacancy and line.vacancy.id in decided and CRITERIA & set(line.changes):
            line.row.wrong("essential", DECIDED)
    found.lines = [line for line in planned if not line.row.errors]
    for row in rows:
        found.problems.add(row.errors)
    return found


def _rows(upload: Upload) -> list[Row]:
    present, seen, rows = set(upload.mapping), dict[str, int](), []
    for line, record in uploads.records(upload, Limits(rows=MOST_ROWS)):
        row = importing.read_row(line, record, present)
        earlier = seen.setdefault(row.number, line)
        if row.number and earlier != line:
            row.wrong("number", f"must not come twice: row {earlier} has it too")
        rows.append(row)
    return rows


def _known(rows: list[Row]) -> dict[str, Vacancy]:
    statement = select(Vacancy).where(Vacancy.number.in_([row.number for row in rows]))
    found = db.session.scalars(statement.options(selectinload(Vacancy.criteria)))
    return {vacancy.number: vacancy for vacancy in found}


def _planned(row: Row, vacancy: Vacancy | None) -> Planned:
    details = row.details(vacancies.details_of(vacancy) if vacancy else None)
    changes = vacancies.differences(vacancy, details) if vacancy else []
    return Planned(row, details, vacancy, changes)


def _decided(lines: list[Planned]) -> set[int]:
    return vacancies.decided_among([line.vacancy.id for line in lines if line.vacancy])


@db.transaction()
def store(upload: Upload, *, by: User) -> Plan:
    """Bring all rows in; raise RowsWrong when a single one is wrong, and nothing has changed."""
    uploads.hold(upload)
    found = plan(upload)
    if len(found.problems):
        raise RowsWrong
    for line in found.lines:
        if line.vacancy is None:
            vacancies.add(line.details, by=by)
        elif line.changes:
            vacancies.change(line.vacancy, line.details, version=None, by=by)
    new, changed = found.new, found.changed
    upload.summary = {"rows": found.rows, "new": new, "changed": changed}
    audit.record("vacancies.imported", "upload", upload.ref, by=by, added=new, changed=changed)
    return found


def errors_file(upload: Upload) -> str:
    """Return every row with something wrong as a file, each with what to mend."""
    problems = plan(upload, most=MOST_ROWS * len(importing.COLUMNS)).problems
    return mending.errors_file(upload, problems.listed, LABELS)
