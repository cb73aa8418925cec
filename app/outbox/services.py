"""Posting messages with the change they speak of, and sending them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Protocol

from flask import current_app, has_request_context, url_for
from sqlalchemy import CursorResult, delete, func, select

from app import clock, db
from app.outbox import hours
from app.outbox.models import EMAIL, GONE, QUIET, TEXT, Message

# Minutes to wait after each failed try; after the last one a person has to look.
RETRIES = (1, 5, 15, 60, 240, 720, 1440)


class NeverDelivered(OSError):
    """The message was refused for good; another try would end the same way."""


class Sender(Protocol):
    """Whatever takes messages of some channels and delivers them, or raises OSError."""

    channels: frozenset[str]

    def send(self, message: Message) -> None: ...


def post(
    template: str,
    *,
    to: str,
    key: str,
    calendar: str | None = None,
    channel: str = EMAIL,
    windows: Sequence[hours.Window] | None = None,
    **context: Any,
) -> Message | None:
    """Queue a message within the open transaction; a key that was used before posts nothing.

    The template `emails/<template>.txt` holds the subject in its first line and the body
    after a blank line. It never holds anything about care. By the channels QUIET and TEXT the
    sender says nothing and no text stays behind; `windows` are the hours it may leave in.
    """
    if db.session.scalar(select(Message.id).where(Message.key == key)):
        return None
    subject, body = written(template, **context)
    message = Message(
        key=key,
        template=template,
        to_address=to,
        subject=subject,
        body=body,
        calendar=calendar,
        channel=channel,
        hours=[list(window) for window in windows] if windows else None,
        created_at=clock.now(),
        due_at=hours.next_open(windows, clock.now()),
    )
    db.session.add(message)
    return message


def written(template: str, **context: Any) -> tuple[str, str]:
    """Return subject and body of a message as they would leave."""
    # Not render_template: a message knows nothing of the page it was posted from.
    text = current_app.jinja_env.get_template(f"emails/{template}.txt").render(**context)
    subject, _, body = text.partition("\n")
    return one_line(subject), body.strip() + "\n"


def channels() -> frozenset[str]:
    """Return the channels a message can leave by here; a demonstration shows all it would send."""
    config = current_app.config
    shown = config["DEMO"] and not config["PRODUCTION"] and not config["MAIL_HOST"]
    notify = config["NOTIFY_KEY"] and config["NOTIFY_TEXT_TEMPLATE"]
    return frozenset({EMAIL, QUIET, TEXT} if notify or shown else {EMAIL, QUIET})


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


def hold_back(part: str) -> int:
    """Take out what has not left and has this in its key, within the open transaction."""
    named = Message.key.contains(part, autoescape=True)
    waits = delete(Message).where(Message.sent_at.is_(None), named)
    done = db.session.execute(waits.execution_options(synchronize_session=False))
    return done.rowcount if isinstance(done, CursorResult) else 0


def due(limit: int = 50, *, channels: frozenset[str] = frozenset({EMAIL})) -> list[int]:
    """Return the numbers of messages to send now by these channels, oldest first."""
    statement = (
        select(Message.id)
        .where(
            Message.sent_at.is_(None),
            Message.failed_at.is_(None),
            Message.due_at <= clock.now(),
            Message.channel.in_(channels),
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
    opens = hours.next_open(message.hours, clock.now())
    if opens > clock.now():  # it was held up, and its hours are over for today
        message.due_at = opens
        return False
    try:
        sender.send(message)
    except OSError as error:
        _note_failure(message, error)
        return False
    message.sent_at = clock.now()
    if message.private:
        message.body = GONE
    return True


def _note_failure(message: Message, error: OSError) -> None:
    message.last_error = f"{type(error).__name__}: {error}"[:500]
    if message.attempts >= len(RETRIES) or isinstance(error, NeverDelivered):
        message.failed_at = clock.now()
    else:
        message.due_at = clock.now() + timedelta(minutes=RETRIES[message.attempts])
    message.attempts += 1


def send_due(sender: Sender) -> int:
    """Send everything that is due; return how many left."""
    return sum(send_one(number, sender) for number in due(channels=sender.channels))


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
