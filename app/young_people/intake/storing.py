"""Bringing a caseload in: every row in one transaction, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.audit import services as audit
from app.errors import Stale
from app.tables import uploads
from app.tables.models import Upload, UploadLine
from app.tables.problems import RowsWrong
from app.young_people import changes, holding
from app.young_people.intake.looking import CHANGED, NEW, Intake
from app.young_people.intake.rows import Row
from app.young_people.models import Activity, Interest, YoungPerson

if TYPE_CHECKING:
    from app.accounts.models import User

SUBJECT = "young_person"


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
    for row in changed:
        _change(row, intake, by)
    for row in new:
        row.person = _begun(row)
    _flush(row.person for row in new)
    for row in new:
        _fill(row, by)
    added = [(row, _activity(row, by)) for row in [*changed, *new]]
    db.session.flush()
    _note(upload, added, {id(row) for row in new})
    upload.summary = {"rows": len(intake.rows), **counts}
    new_ones, others = counts[NEW], counts[CHANGED]
    audit.record("young_person.import", "upload", upload.ref, by=by, new=new_ones, changed=others)
    return counts


def _flush(people: Iterable[YoungPerson | None]) -> None:
    db.session.add_all(person for person in people if person is not None)
    try:
        db.session.flush()
    except IntegrityError as error:  # somebody took a case reference this very moment
        raise Moved from error


def _begun(row: Row) -> YoungPerson:
    now = clock.now()
    answers = {name: value for name, value in row.after.items() if not _is_interest(name)}
    answered = {name.partition(".")[0] + "s" if _is_interest(name) else name for name in row.after}
    return YoungPerson(
        **answers,
        advisor_id=row.advisor.id if row.advisor else None,
        answered=sorted(answered),
        created_at=now,
        changed_at=now,
    )


def _is_interest(name: str) -> bool:
    return name.startswith(changes.INTEREST)


def _fill(row: Row, by: User) -> None:
    if row.person is None:
        return
    for sector, level in row.levels.items():
        interest = Interest(young_person_id=row.person.id, sector_key=sector, level=level)
        db.session.add(interest)
    advisor = row.advisor.ref if row.advisor else None
    audit.record("young_person.start", SUBJECT, row.person.ref, by=by, advisor=advisor)


def _change(row: Row, intake: Intake, by: User) -> None:
    person = row.person
    if person is None:
        return
    changes.note(person, row.before, row.after, by=by)
    kept = intake.known.interests.get(person.id, {})
    for name, value in row.after.items():
        if not _is_interest(name):
            setattr(person, name, value)
            continue
        sector = name.removeprefix(changes.INTEREST)
        if sector in kept:
            kept[sector].level = value
        else:
            db.session.add(Interest(young_person_id=person.id, sector_key=sector, level=value))
    names = {"interests" if _is_interest(name) else name for name in row.after}
    person.answered = sorted({*person.answered, *names})
    holding.touch(person, names | ({"activity"} if row.activity else set()), by=by)


def _activity(row: Row, by: User) -> Activity | None:
    if row.activity is None or row.person is None:
        return None
    activity = Activity(
        **asdict(row.activity),
        young_person_id=row.person.id,
        recorded_by_id=by.id,
        at=clock.now(),
    )
    db.session.add(activity)
    return activity


def _note(upload: Upload, added: list[tuple[Row, Activity | None]], new: set[int]) -> None:
    """Keep what each record was before, to take the import back by."""
    for row, activity in added:
        if row.person is None:
            continue
        before: dict[str, Any] | None = None
        if id(row) not in new:
            before = {name: changes.plain(value) for name, value in row.before.items()}
            before |= {"activity": activity.id} if activity else {}
        line = UploadLine(upload_id=upload.id, subject=SUBJECT, subject_id=row.person.id)
        line.version, line.before = row.person.version, before
        db.session.add(line)
