"""What people may do with messages that did not leave, and how long texts are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError
from app.outbox.models import GONE, Message

if TYPE_CHECKING:
    from app.accounts.models import User

KEEP_TEXT = timedelta(days=14)


class LeftAlready(DomainError):
    """A message leaves once."""

    message = "This message has left already"


@db.transaction()
def retry(message: Message, *, by: User) -> None:
    """Let a message be tried again now, with all its tries."""
    db.session.refresh(message, with_for_update=True)
    if message.sent_at:
        raise LeftAlready
    message.failed_at, message.attempts, message.due_at = None, 0, clock.now()
    audit.record("message.retried", "message", str(message.id), by=by)


@db.transaction()
def forget_texts() -> None:
    """Drop the texts of messages that left some time ago: they hold names and links."""
    before = clock.now() - KEEP_TEXT
    old = update(Message).where(Message.sent_at < before, Message.body != GONE)
    db.session.execute(old.values(body=GONE, calendar=None))
