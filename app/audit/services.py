"""Writing the audit trail and proving that nobody has touched it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select, text

from app import clock, db
from app.audit.models import AuditEvent

YOUNG_PERSON = "young_person"  # the role of somebody who acts on their own page, without an account
GENESIS = "0" * 64
LOCK = 7_403_001  # any number, as long as nothing else takes the same advisory lock


class Actor(Protocol):
    """Somebody who acts: an account, or a young person on their own page."""

    @property
    def id(self) -> int | None:
        """The number of their account, if they have one."""

    @property
    def role(self) -> str:
        """In what role they act."""


@dataclass(frozen=True)
class Themself:
    """A young person on their own page: no account; whose record it is says who."""

    id: int | None = None
    role: str = YOUNG_PERSON


THEMSELF = Themself()


@dataclass(frozen=True)
class Entry:
    """What is to be written; its place in the chain is decided at commit."""

    action: str
    subject: str
    subject_ref: str
    by: Actor | None
    details: dict[str, Any]
    reason: str | None


def record(
    action: str,
    subject: str,
    subject_ref: str,
    *,
    by: Actor | None,
    reason: str | None = None,
    **details: Any,
) -> None:
    """Add one row to the trail, within the open transaction.

    `action` is verb and thing ("young_person.read"); `details` holds references and field
    names, never what was typed. Without a person (`by=None`) the system itself acted.
    """
    entry = Entry(action, subject, subject_ref, by, details, reason)
    waiting = db.scratch().setdefault("audit", [])
    if not waiting:
        db.before_commit(_write_waiting)
    waiting.append(entry)


@db.transaction()
def read(subject: str, refs: list[str], *, by: Actor, page: str, reason: str | None = None) -> None:
    """Record that somebody saw these records, one row each."""
    for ref in refs:
        record(f"{subject}.read", subject, ref, by=by, reason=reason, page=page)


def _write_waiting() -> None:
    entries: list[Entry] = db.scratch().pop("audit")
    # One writer at a time from here to commit, so that the chain has no fork. SQLite's
    # BEGIN IMMEDIATE has seen to it already.
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    last = db.session.execute(
        select(AuditEvent.id, AuditEvent.seal).order_by(AuditEvent.id.desc()).limit(1)
    ).first()
    number, previous = (last.id, last.seal) if last else (0, GENESIS)
    for entry in entries:
        number += 1
        event = _event(number, previous, entry)
        previous = event.seal
        db.session.add(event)
    db.session.flush()


def _event(number: int, previous: str, entry: Entry) -> AuditEvent:
    event = AuditEvent(
        id=number,
        at=clock.now().replace(microsecond=0),
        actor_id=entry.by.id if entry.by else None,
        actor_role=str(entry.by.role) if entry.by else "system",
        action=entry.action,
        subject=entry.subject,
        subject_ref=entry.subject_ref,
        details=json.loads(json.dumps(entry.details, default=str)),
        reason=entry.reason,
        previous=previous,
    )
    event.seal = seal_of(event)
    return event


def seal_of(event: AuditEvent) -> str:
    """Return the SHA-256 seal over a row and the seal before it, as hexadecimal."""
    parts = [
        event.id,
        event.at.isoformat(),
        event.actor_id,
        event.actor_role,
        event.action,
        event.subject,
        event.subject_ref,
        event.details,
        event.reason,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _rows() -> Iterator[AuditEvent]:
    statement = select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=2000)
    yield from db.session.scalars(statement)


def first_broken() -> int | None:
    """Return the number of the first row that does not fit the chain, or None if all do."""
    expected, previous = 1, GENESIS
    for event in _rows():
        if event.id != expected or event.previous != previous or event.seal != seal_of(event):
            return expected
        expected, previous = expected + 1, event.seal
    return None


def head() -> tuple[int, str]:
    """Return the number and seal of the last row: published daily, it betrays a cut-off tail."""
    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).first()
    return (last.id, last.seal) if last else (0, GENESIS)
