"""A list of contacts on its way in: looked at first, then every row or none; nobody is written to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.employers import services as employers
from app.employers.models import Employer, EmployerState, Prospect, ProspectState
from app.employers.prospects.columns import COLUMNS, LABELS, NO_SECTOR, Row, read_row
from app.errors import NotAllowed
from app.filters import plural
from app.settings import services as settings
from app.tables import cells, mending, uploads
from app.tables.models import Upload, UploadLine
from app.tables.problems import Problem, Problems, RowsWrong

if TYPE_CHECKING:
    from collections.abc import Sequence

WHAT = "contacts"
KEPT = (
    *("external_id", "name", "kind", "number", "postcode", "sector_key", "size", "contact_name"),
    *("job_title", "phone", "note"),
)
EMPTY: dict[str, Any] = {
    **dict.fromkeys(KEPT),
    **dict.fromkeys(("size", "contact_name", "job_title", "note"), ""),
}


@dataclass
class Summary:
    """What bringing a list in would do, or has done."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    registered: int = 0  # organisations of ours already
    stopped: int = 0  # asked not to be written to
    problems: Problems = field(default_factory=Problems)
    examples: list[dict[str, Any]] = field(default_factory=list)


class Intake:
    """One list of contacts."""

    def __init__(self, upload: Upload) -> None:
        self.upload, self.summary = upload, Summary()
        found = settings.sectors()
        names = {s.name: s.key for s in found} | {s.key: s.key for s in found}
        self.sector = cells.one_of(names, NO_SECTOR)
        self.known = {row.email: row for row in db.session.scalars(select(Prospect))}
        self.numbered = {row.external_id: row for row in self.known.values() if row.external_id}
        self.organisations = set(_organisations())
        self.accounts = set(db.session.scalars(select(func.lower(User.email))))

    def look(self) -> Summary:
        """Read every row without storing anything; return what would happen."""
        for _ in self._good_rows():
            pass
        return self.summary

    def _good_rows(self) -> Iterator[tuple[Row, Prospect | None]]:
        """Yield what would be stored; count everything else."""
        it, seen = self.summary, set[str]()
        for number, record in uploads.records(self.upload):
            it.rows += 1
            row = read_row(number, record, self.sector)
            email = row.values.get("email", "")
            if email and email in seen:
                row.errors.append(Problem(number, "email", "comes twice in this file"))
            seen.add(email)
            if row.errors:
                it.problems.add(row.errors)
            elif found := self._sorted(row):
                yield found

    def _sorted(self, row: Row) -> tuple[Row, Prospect | None] | None:
        it, values = self.summary, row.values
        old = self.known.get(values["email"]) or self.numbered.get(values.get("external_id") or "")
        plain = employers.plain_name(values["name"])
        if values["email"] in self.accounts or plain in self.organisations:
            it.registered += 1
            return None
        if old is not None and old.state == ProspectState.STOPPED:
            it.stopped += 1
            return None
        if old is not None and not self._changes(old, values):
            it.same += 1
            return None
        it.new += old is None
        it.changed += old is not None
        if len(it.examples) < 5:
            it.examples.append(values)
        return row, old

    def _changes(self, old: Prospect, values: dict[str, Any]) -> dict[str, Any]:
        says = {key for key in self.upload.mapping if key}
        named = {"id": "external_id", "sector": "sector_key"}
        keys = {named.get(key, key) for key in says} & set(KEPT)
        said = {key: values.get(key, EMPTY[key]) for key in keys} | {"email": values["email"]}
        return {key: value for key, value in said.items() if getattr(old, key) != value}

    @db.transaction()
    def store(self, *, by: User) -> Summary:
        """Store every row in one transaction, or raise RowsWrong and store nothing."""
        uploads.hold(self.upload)
        rows = list(self._good_rows())
        if len(self.summary.problems):
            raise RowsWrong
        touched = [self._keep(row, old) for row, old in rows]
        db.session.flush()
        for prospect, before in touched:
            line = UploadLine(upload_id=self.upload.id, subject="prospect", before=before)
            line.subject_id, line.version = prospect.id, prospect.version
            db.session.add(line)
        it = self.summary
        self.upload.summary = {"rows": it.rows, "new": it.new, "changed": it.changed}
        audit.record("prospect.import", "upload", self.upload.ref, by=by, rows=it.rows, new=it.new)
        return it

    def _keep(self, row: Row, old: Prospect | None) -> tuple[Prospect, dict[str, Any] | None]:
        values = row.values
        plain = employers.plain_name(values["name"])
        if old is None:
            first = {"created_at": clock.now(), "state": ProspectState.NEW, "plain_name": plain}
            prospect = Prospect(**{**EMPTY, **values, **first})
            db.session.add(prospect)
            return prospect, None
        changes = self._changes(old, values)
        before = {key: getattr(old, key) for key in changes} | {"plain_name": old.plain_name}
        for key, value in changes.items():
            setattr(old, key, value)
        old.plain_name = plain
        return old, before


def _organisations() -> Sequence[str]:
    statement = select(Employer.plain_name).where(Employer.state != EmployerState.ARCHIVED)
    return db.session.scalars(statement).all()


def errors_file(upload: Upload) -> str:
    """Return every row with something wrong as a file, each with what to mend."""
    intake = Intake(upload)
    intake.summary.problems.most = 5000 * len(COLUMNS)
    return mending.errors_file(upload, intake.look().problems.listed, LABELS)


@db.transaction()
def undo(upload: Upload, *, by: User) -> int:
    """Take a list back; return how many contacts. Raises NotAllowed once anybody was written to."""
    db.session.refresh(upload, with_for_update=True)
    if not uploads.may_undo(upload):
        raise NotAllowed("This import cannot be taken back any more")
    lines = {line.subject_id: line for line in uploads.lines(upload)}
    found = [row for row in db.session.scalars(select(Prospect)) if row.id in lines]
    touched = sum(row.version != lines[row.id].version for row in found)
    if touched or len(found) != len(lines):
        words = plural(max(touched, len(lines) - len(found)), "contact")
        raise NotAllowed(f"{words} changed or were written to since, so the import stays")
    gone = [row.id for row in found if lines[row.id].before is None]
    for row in found:
        for key, value in (lines[row.id].before or {}).items():
            setattr(row, key, value)
    db.session.flush()
    for at in range(0, len(gone), 500):
        db.session.execute(delete(Prospect).where(Prospect.id.in_(gone[at : at + 500])))
    upload.undone_at = clock.now()
    audit.record("prospect.import_undone", "upload", upload.ref, by=by, contacts=len(found))
    return len(found)
