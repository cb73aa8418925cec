"""The senders: plain-text mail by SMTP, texts by GOV.UK Notify; what has no way out stays in the outbox."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

from flask import current_app
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from app.outbox.models import EMAIL, QUIET, TEXT, Message
from app.outbox.services import NeverDelivered

TRY_AGAIN = {403, 408, 429}  # a wrong clock or key is mended here, a limit passes


class SmtpSender:
    """Hands messages to the mail host of the settings; the key becomes the Message-ID."""

    channels = frozenset({EMAIL, QUIET})

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        username: str = "",
        password: str = "",
        quiet: str = "",
    ) -> None:
        self.host = host
        self.port = port
        self.sender = sender
        self.username = username
        self.password = password
        self.quiet = quiet or sender

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
        mail["From"] = self.quiet if message.channel == QUIET else self.sender
        mail["To"] = message.to_address
        mail["Subject"] = message.subject
        mail["Message-ID"] = f"<{message.key}@{self._domain(message)}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body)
        if message.calendar:
            mail.add_attachment(message.calendar.encode(), "text", "calendar", filename="event.ics")
        return mail

    def _domain(self, message: Message) -> str:
        address = self.quiet if message.channel == QUIET else self.sender
        return address.rpartition("@")[2].rstrip(">")


class NotifySender:
    """Hands messages to GOV.UK Notify; the key becomes their reference, so none leaves twice."""

    def __init__(self, key: str, address: str, *, text: str = "", email: str = "") -> None:
        self.client = NotificationsAPIClient(key, base_url=address, timeout=10)
        self.text, self.email = text, email
        templates = {TEXT: text, QUIET: email}
        self.channels = frozenset(name for name, template in templates.items() if template)

    def send(self, message: Message) -> None:
        """Deliver one message; raises OSError when Notify refuses, NeverDelivered when for good."""
        try:
            # It may have left before the outbox could note it.
            found = self.client.get_all_notifications(reference=message.key)
            if not found.get("notifications"):
                self._hand_over(message)
        except APIError as error:
            # The number of the answer alone: its words can hold an address.
            code = error.status_code
            kind = NeverDelivered if 400 <= code < 500 and code not in TRY_AGAIN else OSError
            raise kind(f"Notify answered {code}") from None

    def _hand_over(self, message: Message) -> None:
        if message.channel == TEXT:
            words = {"body": message.body}
            self.client.send_sms_notification(
                message.to_address, self.text, words, reference=message.key
            )
        else:
            words = {"body": message.body, "subject": message.subject}
            self.client.send_email_notification(
                message.to_address, self.email, words, reference=message.key
            )


class Senders:
    """Everything that can send: quiet messages and texts by Notify where it is set up, else mail."""

    def __init__(self, mail: SmtpSender | None, notify: NotifySender | None) -> None:
        self.mail, self.notify = mail, notify
        self.channels = frozenset().union(*(one.channels for one in (mail, notify) if one))

    def send(self, message: Message) -> None:
        """Deliver one message by the way that is its own."""
        if self.notify and message.channel in self.notify.channels:
            self.notify.send(message)
        elif self.mail and message.channel in self.mail.channels:
            self.mail.send(message)
        else:
            raise OSError("no way out is set up for this message")


def from_settings() -> Senders | None:
    """Return the senders of the settings, or None when nothing is set up."""
    config = current_app.config
    mail = notify = None
    if config["MAIL_HOST"]:
        mail = SmtpSender(
            config["MAIL_HOST"],
            config["MAIL_PORT"],
            config["MAIL_FROM"],
            config["MAIL_USERNAME"],
            config["MAIL_PASSWORD"],
            config["QUIET_MAIL_FROM"],
        )
    if config["NOTIFY_KEY"]:
        notify = NotifySender(
            config["NOTIFY_KEY"],
            config["NOTIFY_URL"],
            text=config["NOTIFY_TEXT_TEMPLATE"],
            email=config["NOTIFY_EMAIL_TEMPLATE"],
        )
    return Senders(mail, notify) if mail or notify else None
