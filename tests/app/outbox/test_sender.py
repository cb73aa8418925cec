import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from sqlalchemy import select

from app import clock, db
from app.outbox import sender, services
from app.outbox.models import GONE, QUIET, Message


class Post:
    """A mail host that keeps what it gets, and refuses when told to."""

    def __init__(self):
        self.kept = []
        self.refuse = None

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return self.refuse
        self.kept.append(
            (envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 OK"


class Host(Controller):
    """A mail host on a port nobody uses."""

    def factory(self):
        return SMTP(self.handler, enable_SMTPUTF8=True)


@pytest.fixture
def host():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Host(Post(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def smtp(host):
    return sender.SmtpSender("127.0.0.1", host.port, "unlocking@demo.example")


@pytest.fixture
def posted(app, make):
    """Post a message about an account."""

    def post(key="k1", name="Sam O’Neil", email="sam@demo.example", **more):
        user = make.user("hr", name=name, email=email)
        with db.transaction(), app.test_request_context():
            return services.post(
                "accounts_invited", to=email, key=key, user=user, url="https://x.example/1", **more
            )

    return post


def test_a_message_travels_as_plain_text_with_its_key(host, smtp, posted):
    posted()

    assert services.send_due(smtp) == 1

    ((to, mail),) = host.handler.kept
    assert to == ["sam@demo.example"]
    assert mail["Subject"] == "Your account for Unlocking Opportunities"
    assert mail["Message-ID"] == "<k1@demo.example>"
    assert mail.get_content_type() == "text/plain"
    assert "Hello Sam O’Neil," in mail.get_content()


def test_a_message_leaves_once(host, smtp, posted):
    posted()

    assert [services.send_due(smtp), services.send_due(smtp)] == [1, 0]
    assert len(host.handler.kept) == 1


def test_a_message_is_written_once_for_one_key(posted, make):
    assert posted() is not None
    assert posted(email="other@demo.example") is None


def test_a_calendar_entry_travels_with_it(host, smtp, posted):
    posted(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")

    services.send_due(smtp)

    mail = host.handler.kept[0][1]
    (entry,) = list(mail.iter_attachments())
    assert (entry.get_content_type(), entry.get_filename()) == ("text/calendar", "event.ics")


def test_nobody_adds_a_line_to_the_head_of_a_message(app, host, smtp):
    with db.transaction():
        db.session.add(
            Message(
                key="k",
                template="t",
                to_address="sam@demo.example",
                subject=services.one_line("Hello\r\nBcc: all@demo.example\n\nx"),
                body="x",
                created_at=clock.now(),
                due_at=clock.now(),
            )
        )

    services.send_due(smtp)

    to, mail = host.handler.kept[0]
    assert to == ["sam@demo.example"]
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: all@demo.example x"


def test_a_refused_message_waits_and_is_tried_again_later(host, smtp, posted, app):
    message = posted()
    host.handler.refuse = "451 try later"

    assert services.send_due(smtp) == 0

    assert (message.attempts, message.failed_at) == (1, None)
    assert "451" in message.last_error
    assert message.due_at > clock.now()
    host.handler.refuse = None
    assert services.send_due(smtp) == 0
    message.due_at = clock.now()
    db.session.commit()
    assert services.send_due(smtp) == 1


def test_after_the_last_try_a_person_has_to_look(host, smtp, posted):
    message = posted()
    host.handler.refuse = "550 no such person"
    for _ in range(len(services.RETRIES) + 1):
        message.due_at = clock.now() - timedelta(seconds=1)
        db.session.commit()
        services.send_due(smtp)

    assert message.failed_at is not None
    assert services.stuck() == 1
    assert services.due() == []


def test_a_host_that_is_away_loses_nothing(posted):
    message = posted()
    away = sender.SmtpSender("127.0.0.1", 1, "unlocking@demo.example")

    assert services.send_due(away) == 0

    assert "refused" in message.last_error.lower()
    assert message.sent_at is None


def test_one_message_that_cannot_leave_holds_up_no_other(host, smtp, posted):
    posted(key="bad", email="no one@demo.example")
    posted(key="good", email="sam@demo.example")

    services.send_due(smtp)

    sent = db.session.scalars(select(Message.key).where(Message.sent_at.is_not(None)))
    assert "good" in set(sent)


def test_a_quiet_message_comes_from_a_sender_who_says_nothing_and_leaves_no_words(app, host):
    quiet = sender.SmtpSender(
        "127.0.0.1", host.port, "unlocking@demo.example", quiet="Your page <your-page@demo.example>"
    )
    about = {"url": "https://x.example/y/abc", "expires_at": clock.now()}
    with db.transaction():
        message = services.post(
            "voice_ready", to="sam@demo.example", key="voice-link-1", channel=QUIET, **about
        )

    assert services.send_due(quiet) == 1

    ((to, mail),) = host.handler.kept
    assert to == ["sam@demo.example"]
    assert mail["From"] == "Your page <your-page@demo.example>"
    assert mail["Subject"] == "Your page is ready"
    assert mail["Message-ID"] == "<voice-link-1@demo.example>"
    assert "https://x.example/y/abc" in mail.get_content()
    assert "unlocking" not in str(mail).lower()
    assert message.body == GONE
