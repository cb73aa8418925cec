"""Messages that leave, stored in the same transaction as what they speak of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model

EMAIL, QUIET, TEXT = "email", "quiet", "text"  # quiet: mail from a sender who says nothing
GONE = "The text of this message is no longer kept.\n"


class Message(Model):
    """One message to one address; sent later, at least once, under one key."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    template: Mapped[str] = mapped_column(String(60))
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str]
    calendar: Mapped[str | None]
    channel: Mapped[str] = mapped_column(String(10), default=EMAIL, server_default=EMAIL)
    hours: Mapped[list[Any] | None]  # windows it may leave in; None: at any time
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    @property
    def private(self) -> bool:
        """Whether its text, which holds a key to somebody’s page, is dropped once it has left."""
        return self.channel in {QUIET, TEXT}

    @property
    def shown_address(self) -> str:
        """Where it goes, for those who watch messages: a young person’s own address stays theirs."""
        if self.channel == TEXT:
            return f"a phone that ends in {self.to_address[-3:]}"
        return "somebody’s own email address" if self.channel == QUIET else self.to_address
