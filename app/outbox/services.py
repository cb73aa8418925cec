"""Posting messages with the change they speak of, and sending them afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

from flask import current_app, has_request_context, url_for
from sqlalchemy import func, select

from app import clock, db
from app.outbox.models import Message

# Minutes to wait after each failed try; after the last one a person has to look.
RETRIES = (1, 5, 15, 60, 240, 720, 1440)


class Sender(Protocol):
    """Whatever takes a message and delivers it, or raises."""

    def send(self, message: Message) -> None: ...


def post(
    template: str, *, to: str, key: str, calendar: str | None = None, **context: Any
) -> Message | None:
    """Queue a message within the open transaction; a key that was used before posts nothing.

    The template `emails/<template>.txt` holds the subject in its first line and the body
    after a blank line. It never holds anything about care.
    """
    if db.session.scalar(select(Message.id).where(Message.key == key)):
        return None
    # Not render_template: a message knows nothing of the page it was posted from.
    text = current_app.jinja_env.get_template(f"emails/{template}.txt").render(**context)
    subject, _, body = text.partition("\n")
    message = Message(
        key=key,
        template=template,
        to_address=to,
        subject=one_line(subject),
        body=body.strip() + "\n",
        calendar=calendar,
        created_at=clock.now(),
        due_at=clock.now(),
    )
    db.session.add(message)
    return message


def one_line(text: str) -> str:
    """Return text that is safe in a mail header: one line, at most 200 characters."""
    return " ".join(text.split())[:200]


def link(endpoint: str, **values: Any) -> str:
    """Return the full address of a page, for use in messages.

    BASE_URL decides when it is set, so that nobody's Host header ends up in a message.
    """
    base = current_app.config["BASE_URL"]
    if has_request_context() and not base:
        return url_for(endpoint, **values, _external=True)
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return f"{base or 'http://localhost:5000'}{path}"


def due(limit: int = 50) -> list[int]:
    """Return the numbers of messages to send now, oldest first."""
    statement = (
        select(Message.id)
        .where(
            Message.sent_at.is_(None), Message.failed_at.is_(None), Message.due_at <= clock.now()
        )
        .order_by(Message.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


@db.transaction()
def send_one(number: int, sender: Sender) -> bool:
    """Send one message; on failure note why and when to try again. Return whether it left."""
    message = db.session.scalars(
        select(Message).where(Message.id == number).with_for_update(skip_locked=True)
    ).first()
    if message is None or message.sent_at:
        return False
    try:
        sender.send(message)
    except OSError as error:
        _note_failure(message, error)
        return False
    message.sent_at = clock.now()
    return True


def _note_failure(message: Message, error: OSError) -> None:
    message.last_error = f"{type(error).__name__}: {error}"[:500]
    if message.attempts >= len(RETRIES):
        message.failed_at = clock.now()
    else:
        message.due_at = clock.now() + timedelta(minutes=RETRIES[message.attempts])
    message.attempts += 1


def send_due(sender: Sender) -> int:
    """Send everything that is due; return how many left."""
    return sum(send_one(number, sender) for number in due())


def stuck() -> int:
    """Return how many messages nobody could deliver."""
    statement = select(func.count()).select_from(Message).where(Message.failed_at.is_not(None))
    return db.session.scalar(statement) or 0


def waiting_longer_than(age: timedelta) -> int:
    """Return how many messages are overdue by more than this."""
    statement = (
        select(func.count())
        .select_from(Message)
        .where(
            Message.sent_at.is_(None),
            Message.failed_at.is_(None),
            Message.due_at < clock.now() - age,
        )
    )
    return db.session.scalar(statement) or 0
