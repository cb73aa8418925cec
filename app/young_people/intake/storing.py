"""Bringing a caseload in: every row in one transaction, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.audit import services as audit
from app.errors import Stale
from app.tables import uploads
from app.tables.models import Upload, UploadLine
from app.tables.problems import RowsWrong
from app.young_people import changes, holding, queries
from app.young_people.intake.looking import CHANGED, NEW, Intake
from app.young_people.intake.merging import EMPTY
from app.young_people.intake.rows import Row
from app.young_people.models import Activity, Interest, YoungPerson

if TYPE_CHECKING:
    from app.accounts.models import User

SUBJECT = "young_person"
Rows = list[dict[str, Any]]


class Moved(Stale):
    """A record is not the one that was looked at any more."""

    message = (
        "Somebody changed a record while you were looking, so nothing was brought in. The rows it is "
        "about are marked: look at them and bring the file in again"
    )


@db.transaction()
def store(upload: Upload, versions: str, *, by: User) -> dict[str, int]:
    """Bring a file in as it was looked at and return how many rows of each kind there were.

    Raises RowsWrong when a row is wrong, Moved when a record is not the one of the preview, and
    NotAllowed the second time; then nothing is stored.
    """
    intake = Intake(upload, by=by, lock=True)
    uploads.hold(upload)
    counts = intake.counts
    if counts["wrong"]:
        raise RowsWrong
    if intake.versions != versions:
        raise Moved
    changed, new = intake.of(CHANGED), intake.of(NEW)
    lines = _change(changed, intake, by) + _begin(new, by)
    _add(UploadLine, [{"upload_id": upload.id, "subject": SUBJECT, **line} for line in lines])
    upload.summary = {"rows": len(intake.rows), **counts}
    new_ones, others = counts[NEW], counts[CHANGED]
    audit.record("young_person.import", "upload", upload.ref, by=by, new=new_ones, changed=others)
    return counts


def _add(table: type[db.Model], rows: Rows) -> None:
    if rows:
        # By the table itself, which takes all rows in one statement, empty cells and all.
        db.session.execute(insert(cast(Table, table.__table__)), rows)


def _begin(rows: list[Row], by: User) -> Rows:
    """Begin the records nobody had; return what an undo has to know of them."""
    refs = [db.new_ref() for _ in rows]
    try:
        _add(YoungPerson, list(map(_begun, refs, rows)))
    except IntegrityError as error:  # somebody took a case reference this very moment
        raise Moved from error
    scope = queries.own(by).with_only_columns(YoungPerson.ref, YoungPerson.id)
    numbers: dict[str, int] = dict(db.session.execute(scope).all())
    known = [(numbers[ref], row) for ref, row in zip(refs, rows, strict=True)]
    _add(Interest, [line for number, row in known for line in _interests(number, row)])
    _add_activities(known, by)
    for ref, row in zip(refs, rows, strict=True):
        advisor = row.advisor.ref if row.advisor else None
        audit.record("young_person.start", SUBJECT, ref, by=by, advisor=advisor)
    return [{"subject_id": number, "version": 1, "before": None} for number, _ in known]


def _begun(ref: str, row: Row) -> dict[str, Any]:
    now = clock.now()
    answers = {name: row.after.get(name, empty) for name, empty in EMPTY.items()}
    return answers | {
        "ref": ref,
        "advisor_id": row.advisor.id if row.advisor else None,
        "answered": sorted(_names(row)),
        "created_at": now,
        "changed_at": now,
        "version": 1,
    }


def _names(row: Row) -> set[str]:
    return {"interests" if name.startswith(changes.INTEREST) else name for name in row.after}


def _interests(number: int, row: Row) -> Iterator[dict[str, Any]]:
    for sector, level in row.levels.items():
        yield {"young_person_id": number, "sector_key": sector, "level": level}


def _add_activities(known: list[tuple[int, Row]], by: User) -> None:
    same = {"recorded_by_id": by.id, "at": clock.now()}
    found = [(number, row.activity) for number, row in known if row.activity]
    _add(Activity, [{**asdict(new), "young_person_id": number, **same} for number, new in found])


def _change(rows: list[Row], intake: Intake, by: User) -> Rows:
    """Bring records up to date; return what an undo has to know of them."""
    known = [(row.person, row) for row in rows if row.person is not None]
    changes.note_all(
        [it for person, row in known for it in changes.told(person, row.before, row.after, by=by)]
    )
    for person, row in known:
        _set(person, row, intake)
        names = _names(row) | ({"activity"} if row.activity else set())
        person.answered = sorted({*person.answered, *_names(row)})
        holding.touch(person, names, by=by)
    _add_activities([(person.id, row) for person, row in known], by)
    db.session.flush()
    return [
        {"subject_id": person.id, "version": person.version, "before": _former(row)}
        for person, row in known
    ]


def _set(person: YoungPerson, row: Row, intake: Intake) -> None:
    kept = intake.known.interests.get(person.id, {})
    for name, value in row.after.items():
        sector = name.removeprefix(changes.INTEREST)
        if sector == name:
            setattr(person, name, value)
        elif sector in kept:
            kept[sector].level = value
        else:
            db.session.add(Interest(young_person_id=person.id, sector_key=sector, level=value))


def _former(row: Row) -> dict[str, Any]:
    before = {name: changes.plain(value) for name, value in row.before.items()}
    new = row.activity
    return before | ({"activity": [new.code, changes.plain(new.since)]} if new else {})
