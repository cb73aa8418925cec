"""Taking an import back, as long as nobody has worked on what it brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.employers.models import Employer, EmployerState
from app.errors import NotAllowed
from app.filters import plural
from app.opportunities import answers as kept
from app.opportunities import signals
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.states import StateChange
from app.tables import uploads
from app.tables.models import Upload, UploadLine

if TYPE_CHECKING:
    from app.accounts.models import User

AT_ONCE = 500
WHY = "The import that brought it in was taken back"


@db.transaction()
def undo(upload: Upload, *, by: User) -> int:
    """Put everything back as it was before a file was brought in; return how many offers.

    Raises NotAllowed when somebody has worked on one of them since; then nothing has changed.
    """
    db.session.refresh(upload, with_for_update=True)
    if not uploads.may_undo(upload):
        raise NotAllowed("This import cannot be taken back any more")
    lines = uploads.lines(upload)
    offers = _offers([line for line in lines if line.subject == "opportunity"])
    _refuse_touched(offers)
    for offer, line in offers:
        _put_back(offer, line.before, by)
    for line in lines:
        if line.subject == "employer":
            _close(line, by)
    upload.undone_at = clock.now()
    audit.record("opportunity.import_undone", "upload", upload.ref, by=by, offers=len(offers))
    signals.imported.send(upload.file_name)
    return len(offers)


def _offers(lines: list[UploadLine]) -> list[tuple[Opportunity, UploadLine]]:
    by_id = {line.subject_id: line for line in lines}
    numbers, found = list(by_id), []
    for at in range(0, len(numbers), AT_ONCE):
        statement = select(Opportunity).where(Opportunity.id.in_(numbers[at : at + AT_ONCE]))
        found += [(offer, by_id[offer.id]) for offer in db.session.scalars(statement).unique()]
    return found


def _refuse_touched(offers: list[tuple[Opportunity, UploadLine]]) -> None:
    touched = {offer.id for offer, line in offers if offer.version != line.version}
    new = [offer.id for offer, line in offers if line.before is None]
    touched |= {offer.id for offer, line in offers if line.before is None and offer.places_taken}
    for _, used in signals.asked_if_used.send(None, offers=new):
        touched |= used
    if touched:
        raise NotAllowed(
            f"Somebody has worked on {plural(len(touched), 'of these offers', 'of these offers')} since, "
            "so the import stays. Change or close them one by one"
        )


def _put_back(offer: Opportunity, before: dict[str, Any] | None, by: User) -> None:
    was = offer.state
    if before is None:
        offer.state, offer.external_id = State.ARCHIVED, None
        offer.review_due = None
    else:
        columns = Opportunity.__table__.c
        for name, value in before.items():
            setattr(offer, name, kept.thawed(columns[name].type, value))
    offer.changed_at = clock.now()
    _note("opportunity", offer.id, was.value, offer.state.value, by)


def _close(line: UploadLine, by: User) -> None:
    """Put an organisation away that only the file knew; its name is free for the next try."""
    employer = db.session.get_one(Employer, line.subject_id)
    if employer.version != line.version:
        return
    was, employer.state = employer.state, EmployerState.ARCHIVED
    employer.plain_name = f"{employer.plain_name[:90]} undone {employer.ref}"
    employer.review_due = None
    _note("employer", employer.id, was.value, employer.state.value, by)


def _note(machine: str, number: int, was: str, now: str, by: User) -> None:
    change = StateChange(machine=machine, subject_id=number, verb="undo_import", by_id=by.id)
    change.from_state, change.to_state, change.reason, change.at = was, now, WHY, clock.now()
    db.session.add(change)
