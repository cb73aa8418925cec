"""Uploaded files of offers: looked at, brought in once somebody says so, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app import clock, db
from app.accounts.models import Role
from app.employers import services as employers
from app.opportunities.intake.columns import COLUMNS, LABELS, OWN, with_sectors
from app.opportunities.intake.own import OwnIntake
from app.opportunities.intake.storing import Intake, Summary
from app.opportunities.intake.tables import BadFile, Source
from app.settings import services as settings
from app.tables import mending, uploads
from app.tables.columns import Column
from app.tables.models import Upload
from app.tables.problems import WrongRow

if TYPE_CHECKING:
    from app.accounts.models import User

WHAT = "offers"
MOST_ROWS = 5000


def columns(by: User) -> list[Column]:
    """Return the columns somebody’s file may have."""
    own = OWN if by.role == Role.BUSINESS else COLUMNS
    return with_sectors(own, [sector.name for sector in settings.sectors()])


def keep(name: str, content: bytes, policy: str, *, by: User) -> Upload:
    """Keep an uploaded file for a look at it; refuse one that cannot be read at all."""
    if Path(name).suffix.lower() in {".jsonl", ".ndjson"}:
        raise BadFile("Choose a CSV or XLSX file. JSON Lines files come in by the command")
    return uploads.keep(WHAT, name, content, columns(by), by=by, options={"policy": policy})


def waiting(ref: str, *, by: User) -> Upload:
    """Return one of somebody’s own files that waits."""
    return uploads.waiting(WHAT, ref, by=by)


def _source(upload: Upload) -> Source:
    return Source(
        upload.file_name,
        upload.content,
        most=MOST_ROWS,
        mapping=tuple(upload.mapping),
        heading_row=upload.heading_row,
    )


def _intake(upload: Upload, by: User) -> Intake | OwnIntake:
    if by.role == Role.BUSINESS:
        return OwnIntake(_source(upload), employers.employer_of(by))
    return Intake(_source(upload), on=clock.today(), policy=upload.summary["policy"])


def look(upload: Upload, *, by: User) -> Summary:
    """Return what bringing the file in would do."""
    return _intake(upload, by).look()


def wrong_rows(upload: Upload, summary: Summary) -> list[WrongRow]:
    """Return the first rows with something wrong, as they stand in the file."""
    return mending.wrong_rows(upload, summary.errors, LABELS)


def errors_file(upload: Upload, *, by: User) -> str:
    """Return every row with something wrong as a file, each with what to mend."""
    intake = _intake(upload, by)
    intake.summary.problems.most = MOST_ROWS * len(COLUMNS)
    return mending.errors_file(upload, intake.look().errors, LABELS)


@db.transaction()
def store(upload: Upload, *, by: User) -> Summary:
    """Bring the file in, all rows or none, and forget its content."""
    intake = _intake(upload, by)
    uploads.hold(upload)
    summary = intake.store(by=by, upload_id=upload.id)
    counts = {"rows": summary.rows, "new": summary.new, "changed": summary.known - summary.same}
    upload.summary = {**upload.summary, **counts}
    return summary
