"""The sender: plain-text mail by SMTP, or kept in the outbox when no mail host is set."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

from flask import current_app

from app.outbox.models import Message


class SmtpSender:
    """Hands messages to the mail host of the settings; the key becomes the Message-ID."""

    def __init__(
        self, host: str, port: int, sender: str, username: str = "", password: str = ""
    ) -> None:
        self.host = host
        self.port = port
        self.sender = sender
        self.username = username
        self.password = password

    def send(self, message: Message) -> None:
        """Deliver one message; raises OSError (smtplib's errors are) when the host refuses."""
        with smtplib.SMTP(self.host, self.port, timeout=10) as connection:
            if self.username:
                connection.starttls()
                connection.login(self.username, self.password)
            connection.send_message(self.written(message))

    def written(self, message: Message) -> EmailMessage:
        """Return the message as it goes over the wire."""
        mail = EmailMessage()
        mail["From"] = self.sender
        mail["To"] = message.to_address
        mail["Subject"] = message.subject
        mail["Message-ID"] = f"<{message.key}@{self.sender.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body)
        if message.calendar:
            mail.add_attachment(message.calendar.encode(), "text", "calendar", filename="event.ics")
        return mail


def from_settings() -> SmtpSender | None:
    """Return the sender of the settings, or None when mail is not set up."""
    config = current_app.config
    if not config["MAIL_HOST"]:
        return None
    return SmtpSender(
        config["MAIL_HOST"],
        config["MAIL_PORT"],
        config["MAIL_FROM"],
        config["MAIL_USERNAME"],
        config["MAIL_PASSWORD"],
    )
