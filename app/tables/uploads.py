"""Uploaded files on their way: kept for a look, their columns chosen, forgotten again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from app import clock, db
from app.errors import DomainError, NotAllowed
from app.tables import columns as naming
from app.tables.columns import Column
from app.tables.files import BadFile, Limits, Table
from app.tables.models import ColumnMemory, Upload, UploadLine
from app.typed import clean

if TYPE_CHECKING:
    from app.accounts.models import User

KEEP = timedelta(days=2)
UNDO_FOR = timedelta(days=30)
MOST_WAITING = 20


class TooManyWaiting(DomainError):
    """Nobody needs more than a few files at once."""

    message = "You have many files waiting already: bring one in, or wait until tomorrow"
    field = "file"


@db.transaction()
def keep(
    what: str,
    name: str,
    content: bytes,
    columns: Sequence[Column],
    *,
    by: User,
    options: dict[str, Any] | None = None,
) -> Upload:
    """Keep an uploaded file for a look at it; raise BadFile for one that cannot be read at all."""
    if not content:
        raise BadFile("This file is empty: choose another one")
    _refuse_many(what, by)
    short = clean(name)[-120:] or "file"
    row, headings = Table(short, content).headings(naming.recognises(columns))
    upload = Upload(
        what=what,
        file_name=short,
        content=content,
        by_id=by.id,
        at=clock.now(),
        heading_row=row,
        headings=list(headings),
        summary=options or {},
    )
    upload.mapping = remembered(what, headings, by=by) or naming.guess(headings, columns)
    db.session.add(upload)
    return upload


def _refuse_many(what: str, by: User) -> None:
    waiting = select(func.count()).where(
        Upload.by_id == by.id, Upload.what == what, Upload.stored_at.is_(None)
    )
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooManyWaiting


def remembered(what: str, headings: Sequence[str], *, by: User) -> list[str] | None:
    """Return what somebody chose for these headings before."""
    statement = select(ColumnMemory.mapping).where(
        ColumnMemory.user_id == by.id,
        ColumnMemory.what == what,
        ColumnMemory.digest == naming.digest(headings),
    )
    found = db.session.scalars(statement).first()
    return found if found is not None and len(found) == len(headings) else None


def find(what: str, ref: str, *, by: User) -> Upload:
    """Return one of somebody’s own uploads; raise NoResultFound for anybody else’s."""
    statement = select(Upload).where(Upload.ref == ref, Upload.what == what, Upload.by_id == by.id)
    return db.session.scalars(statement).one()


def waiting(what: str, ref: str, *, by: User) -> Upload:
    """Return one of somebody’s own uploads that has not been brought in."""
    upload = find(what, ref, by=by)
    if upload.stored_at is not None:
        raise NotAllowed("This file has been brought in already")
    return upload


def done(what: str, *, by: User, most: int = 5) -> list[Upload]:
    """Return somebody’s files that were brought in, the latest first."""
    statement = select(Upload).where(
        Upload.what == what, Upload.by_id == by.id, Upload.stored_at.is_not(None)
    )
    return list(db.session.scalars(statement.order_by(Upload.id.desc()).limit(most)))


def may_undo(upload: Upload) -> bool:
    """Say whether it is still early enough to take an import back."""
    stored = upload.stored_at
    return bool(stored and not upload.undone_at and clock.now() < stored + UNDO_FOR)


def table(upload: Upload, limits: Limits | None = None) -> Table:
    """Return the file itself."""
    return Table(upload.file_name, upload.content, limits or Limits())


def samples(upload: Upload, most: int = 3) -> list[list[str]]:
    """Return the first few cells under each heading."""
    found: list[list[str]] = [[] for _ in upload.headings]
    for count, (_, cells) in enumerate(table(upload).rows(upload.heading_row)):
        if count > 20:
            break
        for at, cell in enumerate(cells[: len(found)]):
            if len(found[at]) < most and cell is not None and str(cell).strip():
                found[at].append(clean(str(cell))[:60])
    return found


def records(upload: Upload, limits: Limits | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row’s number and its cells by key."""
    for number, cells in table(upload, limits).rows(upload.heading_row):
        yield number, naming.record(upload.mapping, cells)


@db.transaction()
def choose(upload: Upload, mapping: list[str], *, by: User) -> None:
    """Keep which heading means what, for this file and for the next one with the same headings."""
    upload.mapping, upload.mapped = mapping, True
    where = (
        ColumnMemory.user_id == by.id,
        ColumnMemory.what == upload.what,
        ColumnMemory.digest == naming.digest(upload.headings),
    )
    db.session.execute(delete(ColumnMemory).where(*where))
    memory = ColumnMemory(user_id=by.id, what=upload.what, mapping=mapping, at=clock.now())
    memory.digest = naming.digest(upload.headings)
    db.session.add(memory)


def hold(upload: Upload) -> None:
    """Mark a file as brought in, once: of two clicks at the same moment one is refused."""
    statement = (
        update(Upload)
        .where(Upload.id == upload.id, Upload.stored_at.is_(None))
        .values(stored_at=clock.now(), content=b"")
        .returning(Upload.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(statement) is None:
        raise NotAllowed("This file has been brought in already")


def lines(upload: Upload) -> list[UploadLine]:
    """Return what a file made and changed."""
    statement = select(UploadLine).where(UploadLine.upload_id == upload.id)
    return list(db.session.scalars(statement.order_by(UploadLine.id)))


@db.transaction()
def drop(upload: Upload) -> None:
    """Remove a file that nobody wants to bring in any more."""
    db.session.execute(delete(Upload).where(Upload.id == upload.id, Upload.stored_at.is_(None)))


@db.transaction()
def forget() -> None:
    """Remove uploaded files that nobody confirmed, and what older imports could be undone by."""
    db.session.execute(
        delete(Upload).where(Upload.at < clock.now() - KEEP, Upload.stored_at.is_(None))
    )
    old = select(Upload.id).where(Upload.stored_at < clock.now() - UNDO_FOR)
    db.session.execute(delete(UploadLine).where(UploadLine.upload_id.in_(old)))
