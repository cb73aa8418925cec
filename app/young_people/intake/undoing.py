"""Taking an import of a caseload back, as long as nobody has worked on what came in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.errors import NotAllowed
from app.filters import plural
from app.tables import uploads
from app.tables.models import Upload, UploadLine
from app.young_people import changes, holding
from app.young_people.intake.known import Known
from app.young_people.models import Category, Interest, Level, Note, YoungPerson
from app.young_people.states import YOUNG_PERSON

if TYPE_CHECKING:
    from app.accounts.models import User

WHY = "The file it came in with was taken back"
EXIT = "opened by mistake"


@db.transaction()
def undo(upload: Upload, *, by: User) -> int:
    """Put every record back as it was and close those the file began; return how many.

    Raises NotAllowed when it is too late or somebody worked on one of them; then nothing changed.
    """
    db.session.refresh(upload, with_for_update=True)
    if not uploads.may_undo(upload):
        raise NotAllowed("This import cannot be taken back any more")
    lines, known = uploads.lines(upload), Known(by, lock=True)
    people = {person.id: person for person in known.people}
    _refuse_touched(upload, lines, people)
    for line in lines:
        person = people[line.subject_id]
        if line.before is None:
            _close(person, by)
        else:
            _put_back(person, line.before, known, by)
    upload.undone_at = clock.now()
    audit.record("young_person.import_undone", "upload", upload.ref, by=by, records=len(lines))
    return len(lines)


def _refuse_touched(
    upload: Upload, lines: list[UploadLine], people: Mapping[int, YoungPerson]
) -> None:
    of_this = select(UploadLine.subject_id).where(UploadLine.upload_id == upload.id)
    noted = set(
        db.session.scalars(
            select(Note.young_person_id).where(
                Note.young_person_id.in_(of_this), Note.at >= upload.stored_at
            )
        )
    )
    touched = [
        line
        for line in lines
        if line.subject_id not in people
        or people[line.subject_id].version != line.version
        or (line.before is None and line.subject_id in noted)
    ]
    if touched:
        count = plural(len(touched), "of these records has", "of these records have")
        raise NotAllowed(
            f"Somebody has worked on them since: {count} changed, so the import stays. "
            "Change or close them one by one"
        )


def _close(person: YoungPerson, by: User) -> None:
    """Close a record; its case reference is free for the next try."""
    YOUNG_PERSON.apply(person, "close", by=by, reason=WHY)
    changes.note(person, {"case_reference": person.case_reference}, {"case_reference": None}, by=by)
    person.state_reason, person.exit_type, person.case_reference = WHY, EXIT, None
    holding.touch(person, ["state", "case_reference"], by=by)


def _put_back(person: YoungPerson, former: Mapping[str, Any], known: Known, by: User) -> None:
    before = dict(former)
    added = before.pop("activity", None)
    levels = known.levels(person)
    now = {name: _now(person, name, levels) for name in before}
    changes.note(person, now, before, by=by)
    for name, value in before.items():
        if name.startswith(changes.INTEREST):
            _put_interest_back(person, name.removeprefix(changes.INTEREST), value, known)
        else:
            setattr(person, name, _thawed(name, value))
    for activity in known.history(person) if added else ():
        if [activity.code, activity.since.isoformat()] == added:
            db.session.delete(activity)
    names = {"interests" if name.startswith(changes.INTEREST) else name for name in before}
    holding.touch(person, names | ({"activity"} if added else set()), by=by)


def _now(person: YoungPerson, name: str, levels: Mapping[str, Level]) -> Any:
    if name.startswith(changes.INTEREST):
        return levels.get(name.removeprefix(changes.INTEREST))
    return getattr(person, name)


def _put_interest_back(person: YoungPerson, sector: str, level: str | None, known: Known) -> None:
    kept = known.interests.get(person.id, {}).get(sector)
    if kept is not None and level is None:
        db.session.delete(kept)
    elif kept is not None:
        kept.level = Level(str(level))
    elif level is not None:
        row = Interest(young_person_id=person.id, sector_key=sector, level=Level(level))
        db.session.add(row)


def _thawed(name: str, value: Any) -> Any:
    if name in changes.DAYS and value:
        return date.fromisoformat(value)
    return Category(value) if name == "category" and value else value
