"""What left, what waits and what is stuck."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, or_, select

from app import db
from app.outbox.models import EMAIL, Message

WAITING, STUCK, SENT = "waiting", "stuck", "sent"
STATES = (STUCK, WAITING, SENT)


def _is(state: str) -> ColumnElement[bool]:
    if state == STUCK:
        return Message.failed_at.is_not(None) & Message.sent_at.is_(None)
    if state == SENT:
        return Message.sent_at.is_not(None)
    return Message.sent_at.is_(None) & Message.failed_at.is_(None)


def messages(state: str, words: str = "") -> Select[Message]:
    """Return the statement that finds messages in this state, newest first."""
    statement = select(Message).where(_is(state if state in STATES else WAITING))
    if words:
        plain = words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        columns: tuple[Any, ...] = (Message.to_address, Message.subject)
        to, subject = (func.lower(c).like(f"%{plain}%", escape="\\") for c in columns)
        # Nobody finds out by searching whose own address a message went to.
        statement = statement.where(or_(subject, to & (Message.channel == EMAIL)))
    return statement.order_by(Message.id.desc())


def counts() -> dict[str, int]:
    """Return how many messages are in each state, by one statement."""
    columns = [func.count(case((_is(state), 1))) for state in STATES]
    row = db.session.execute(select(*columns)).one()
    return dict(zip(STATES, row, strict=True))


def stuck_now() -> ScalarSelect[int]:
    """Return the number of stuck messages as a part of another room’s question."""
    return select(func.count(Message.id)).where(_is(STUCK)).scalar_subquery()


def latest(limit: int = 50) -> list[Message]:
    """Return the newest messages with their text, for the demonstration mailbox."""
    return list(db.session.scalars(select(Message).order_by(Message.id.desc()).limit(limit)))


def find(number: int) -> Message:
    """Return one message; raise NoResultFound when there is none."""
    return db.session.get_one(Message, number)
