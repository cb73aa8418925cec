"""Rows of an import on their way into the table, many at a time, each with what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update

from app import clock, db
from app.opportunities import answers as kept
from app.opportunities import building
from app.opportunities.intake.known import Known
from app.opportunities.models import Kind, Opportunity, folded
from app.opportunities.models import OpportunityState as State
from app.places import services as places
from app.places.models import Place
from app.states import StateChange
from app.tables.models import UploadLine

Found = dict[str, Place | None]  # where each postcode lies
# Only these follow the file on the next import; what people decided since stays.
FOLLOWS = {State.LIVE, State.EXPIRED, State.SUBMITTED}
PAID = {Kind.JOB, Kind.APPRENTICESHIP, Kind.INTERNSHIP}
KEPT = {"external_id", "places_taken"}


@dataclass(frozen=True)
class Line:
    """One row that makes or changes an offer."""

    ref: str
    known: Known | None
    before: dict[str, Any] | None
    values: dict[str, Any]
    employer_id: int | None
    state: State
    guessed: bool
    taken: int
    on: date


def write(lines: Sequence[Line], upload_id: int | None) -> None:
    """Store rows within the open transaction."""
    wanted = {line.values["postcode"] for line in lines if line.values["postcode"]}
    found = {postcode: places.find(postcode) for postcode in sorted(wanted)}
    new = [line for line in lines if line.known is None]
    old = [line for line in lines if line.known is not None]
    if new:
        _insert(new, found, upload_id)
    if old:
        _update(old, found, upload_id)


def note(
    upload_id: int | None, subject: str, rows: Sequence[tuple[int, int, dict[str, Any] | None]]
) -> None:
    """Keep what an import made or changed, to undo it by."""
    if upload_id is None or not rows:
        return
    table = cast(Table, UploadLine.__table__)
    kept_lines = [
        {
            "upload_id": upload_id,
            "subject": subject,
            "subject_id": number,
            "version": version,
            "before": before,
        }
        for number, version, before in rows
    ]
    db.session.execute(insert(table), kept_lines)


def _columns(line: Line, found: Found) -> dict[str, Any]:
    values, now, waits = dict(line.values), clock.now(), line.state == State.SUBMITTED
    _place(line, values, found)
    texts = (values["title"], values["will_do"], values["will_learn"])
    paid = values["pay_per_hour"] or values["kind"] in PAID
    return values | {
        "external_id": line.ref,
        "employer_id": line.employer_id,
        "paid": True if paid else (False if values["unpaid_basis"] else None),
        "search_words": folded(*texts, " ".join(values["skills"]), values["area"]),
        "sector_suggested": line.guessed,
        "state": line.state,
        "changed_at": now,
        "opens": values["opens"] or line.on,
        "approved_at": None if waits else now,
        "submitted_at": now if waits else None,
        "review_due": building.review_due(line.on) if waits else None,
        "places_taken": line.taken,
    }


def _place(line: Line, values: dict[str, Any], found: Found) -> None:
    before = line.before or {}
    moved = values["postcode"] != before.get("postcode")
    given = values["latitude"] != before.get("latitude")
    if values["postcode"] and not given and (moved or values["latitude"] is None):
        place = found[values["postcode"]]
        values["latitude"] = place.latitude if place else None
        values["longitude"] = place.longitude if place else None


def _insert(lines: Sequence[Line], found: Found, upload_id: int | None) -> None:
    first = {"created_at": clock.now(), "version": 1, "origin": "import"}
    table = cast(Table, Opportunity.__table__)
    db.session.execute(insert(table), [_columns(line, found) | first for line in lines])
    if upload_id is not None:
        names = [line.ref for line in lines]
        stored = select(Opportunity.id).where(Opportunity.external_id.in_(names))
        note(upload_id, "opportunity", [(n, 1, None) for n in db.session.scalars(stored)])


def _update(lines: Sequence[Line], found: Found, upload_id: int | None) -> None:
    table = cast(Table, Opportunity.__table__)
    rows = [(line, _again(line, found)) for line in lines]
    changes: dict[str, Any] = {
        name: bindparam(f"to_{name}") for name in _columns(lines[0], found) if name not in KEPT
    }
    changes["version"] = table.c.version + 1
    statement = update(table).where(table.c.id == bindparam("own_id")).values(**changes)
    db.session.connection().execute(statement, [row for _, row in rows])
    _note_moves([row for _, row in rows])
    known = [(line.known, line.before) for line, _ in rows]
    note(
        upload_id,
        "opportunity",
        [
            (it.id, it.version + 1, kept.freeze({**(before or {}), "state": it.state.value}))
            for it, before in known
            if it is not None
        ],
    )


def _again(line: Line, found: Found) -> dict[str, Any]:
    row, known = _columns(line, found), cast(Known, line.known)
    if line.guessed and not known.suggested:
        # Somebody may have said which sector it is; a guess does not take that back.
        row |= {"sector_key": known.sector, "sector_suggested": False}
    follows = known.state in FOLLOWS and known.origin == "import"
    return {f"to_{name}": value for name, value in row.items() if name not in KEPT} | {
        "own_id": known.id,
        "was": known.state,
        "to_state": row["state"] if follows else known.state,
        "to_places": max(row["places"], known.taken),
    }


def _note_moves(rows: Sequence[dict[str, Any]]) -> None:
    changes = [
        {
            "machine": "opportunity",
            "subject_id": row["own_id"],
            "verb": "import",
            "from_state": row["was"].value,
            "to_state": row["to_state"].value,
            "reason": "The file it comes from was brought in again",
            "at": clock.now(),
        }
        for row in rows
        if row["was"] != row["to_state"]
    ]
    if changes:
        db.session.execute(insert(cast(Table, StateChange.__table__)), changes)
