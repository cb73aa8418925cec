"""Changing a dated table: one person proposes, another confirms or sends it back; nothing is edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.settings import dated, tables
from app.settings.models import DatedRow, RowState
from app.settings.states import DATED_ROW
from app.settings.tables import Row

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.states import Move


class SecondPerson(DomainError):
    """Two people for what everybody’s offers are measured by."""

    message = "Somebody else must confirm this: you proposed it yourself"


class NotYours(DomainError):
    """Only who proposed something can take it back; others send it back."""

    message = "Only the person who proposed this can take it back. You can send it back"


class NothingChanges(DomainError):
    """A proposal says something new."""

    message = "This is what the table says already. Change the value, the dates or the source"


class WaitsAlready(DomainError):
    """Two open proposals for one place could not both be confirmed."""

    message = "A change to this from the same day waits already. Decide on that one first"


class EndsBeforeItBegins(DomainError):
    """The last day comes after the first."""

    message = "Enter a last day that is not before the first day"
    field = "valid_to"


@dataclass(frozen=True)
class Proposal:
    """What somebody wants a table to say from a day on; `value` None ends what held."""

    key: str
    value: Any
    valid_from: date
    source: str
    reason: str
    address: str | None = None
    valid_to: date | None = None


@db.transaction()
def propose(name: str, given: Proposal, *, by: User) -> DatedRow:
    """Put a row before a second person; nothing holds by it yet."""
    key = given.key or _new_key(name, given)
    if given.valid_to and given.valid_to < given.valid_from:
        raise EndsBeforeItBegins
    _is_news(name, key, given)
    row = DatedRow(
        table_name=name,
        key=key,
        content=dated.as_json(given.value),
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        source=given.source,
        address=given.address,
        reason=given.reason,
        proposed_by=by,
        proposed_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    told = {"table": name, "key": key, "valid_from": given.valid_from.isoformat()}
    audit.record("dated_row.propose", "dated_row", row.ref, by=by, **told)
    return row


def _new_key(name: str, given: Proposal) -> str:
    table = tables.find(name)
    if not table.open_keys:
        raise NotAllowed("Choose what to change first")
    first = str(given.value.get(table.parts("")[0].name, "")) if given.value else ""
    key = re.sub(r"[^a-z0-9]+", "_", first.lower()).strip("_")[:70] or "row"
    taken = {row.key for row in dated.rows(name)}
    return key if key not in taken else f"{key}_{given.valid_from:%Y%m%d}"


def _is_news(name: str, key: str, given: Proposal) -> None:
    open_ones = select(DatedRow.id).where(
        DatedRow.table_name == name,
        DatedRow.key == key,
        DatedRow.valid_from == given.valid_from,
        DatedRow.state == RowState.PROPOSED,
    )
    if db.session.scalar(open_ones) is not None:
        raise WaitsAlready
    said = (dated.as_json(given.value), given.valid_from, given.valid_to, given.source)
    if any(
        (row.value, row.valid_from, row.valid_to, row.source) == said
        for row in dated.rows(name)
        if row.key == key
    ):
        raise NothingChanges


@db.transaction()
def confirm(ref: str, *, by: User) -> DatedRow:
    """Let a proposed row hold; what it corrects is kept and marked as replaced."""
    row = _locked(ref)
    if row.proposed_by_id == by.id:
        raise SecondPerson
    if row.state == RowState.PROPOSED:
        _make_way(row)
    _decide(row, "confirm", by, None)
    return row


def _make_way(row: DatedRow) -> None:
    same_place = select(DatedRow).where(
        DatedRow.table_name == row.table_name,
        DatedRow.key == row.key,
        DatedRow.valid_from == row.valid_from,
        DatedRow.state == RowState.CONFIRMED,
    )
    for older in db.session.scalars(same_place.with_for_update()):
        DATED_ROW.apply(older, "replace", by=None, reason=row.reason)


@db.transaction()
def send_back(ref: str, *, reason: str, by: User) -> DatedRow:
    """Refuse a proposed row, with a reason its author can read."""
    row = _locked(ref)
    if row.proposed_by_id == by.id:
        raise SecondPerson("You proposed this yourself: take it back instead")
    _decide(row, "send_back", by, reason)
    return row


@db.transaction()
def take_back(ref: str, *, by: User) -> DatedRow:
    """Let one’s own proposal go."""
    row = _locked(ref)
    if row.proposed_by_id != by.id:
        raise NotYours
    _decide(row, "take_back", by, None)
    return row


def _decide(row: DatedRow, verb: str, by: User, reason: str | None) -> None:
    DATED_ROW.apply(row, verb, by=by, reason=reason)
    row.decided_by_id, row.decided_at, row.answer = by.id, clock.now(), reason
    dated.forget()


def _locked(ref: str) -> DatedRow:
    statement = select(DatedRow).where(DatedRow.ref == ref).with_for_update(of=DatedRow)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def find(ref: str) -> DatedRow:
    """Return a row by its reference; raise NoResultFound where there is none."""
    return db.session.scalars(select(DatedRow).where(DatedRow.ref == ref)).one()


def may(row: DatedRow, *, by: User) -> list[Move[Any]]:
    """Return what this person may do with a row: their own they take back, another’s they decide."""
    own = row.proposed_by_id == by.id
    moves = DATED_ROW.allowed(row, role=str(by.role))
    return [line for line in moves if (line.verb == "take_back") == own]


def waiting() -> list[DatedRow]:
    """Return the proposals nobody has decided on, oldest first."""
    wanted = select(DatedRow).where(DatedRow.state == RowState.PROPOSED)
    return list(db.session.scalars(wanted.order_by(DatedRow.proposed_at, DatedRow.id)))


def kept(name: str) -> list[DatedRow]:
    """Return every row anybody ever proposed for a table, the newest first."""
    wanted = select(DatedRow).where(DatedRow.table_name == name)
    return list(
        db.session.scalars(wanted.order_by(DatedRow.proposed_at.desc(), DatedRow.id.desc()))
    )


def before(row: Row) -> Row | None:
    """Return what holds, or held, on the first day of a change without it."""
    earlier = [r for r in dated.rows(row.table) if r.key == row.key and r.ref != row.ref]
    return dated.holding(earlier, row.valid_from)


def unfollowed(names: Sequence[str]) -> list[DatedRow]:
    """Return confirmed rows of these tables whose consequences nobody has drawn yet."""
    wanted = select(DatedRow).where(
        DatedRow.table_name.in_(names),
        DatedRow.state == RowState.CONFIRMED,
        DatedRow.followed_at.is_(None),
    )
    return list(db.session.scalars(wanted.order_by(DatedRow.id)))


@db.transaction()
def followed(refs: Sequence[str]) -> None:
    """Note that the consequences of these rows are drawn."""
    wanted = select(DatedRow).where(DatedRow.ref.in_(refs)).with_for_update()
    for row in db.session.scalars(wanted):
        row.followed_at = clock.now()
