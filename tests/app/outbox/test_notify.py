"""Texts leave by GOV.UK Notify, once each, and what is refused for good is told to a person."""

from __future__ import annotations

import json
import threading
import uuid
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from app import clock, db
from app.outbox import sender, services
from app.outbox.models import EMAIL, GONE, QUIET, TEXT, Message

KEY = f"test-{uuid.UUID(int=1)}-{uuid.UUID(int=2)}"
HELD = "Every day"


class Notify(ThreadingHTTPServer):
    """A server that answers as Notify does, and keeps what it was sent."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept, self.refuse, self.lose = [], None, False

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        reference = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
        found = [one for one in self.server.kept if one["reference"] == reference]
        self.answer(200, {"notifications": found, "links": {}})

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"].startswith("Bearer ")
        if self.server.refuse:
            words = f"refused {sent}"
            code = self.server.refuse
            return self.answer(code, {"errors": [{"error": "Refused", "message": words}]})
        self.server.kept.append({**sent, "way": self.path.rsplit("/")[-1]})
        if self.server.lose:  # it left, and nobody heard so
            self.server.lose = False
            self.close_connection = True
            return None
        return self.answer(201, {"id": str(uuid.uuid4())})

    def answer(self, code, content):
        body = json.dumps(content).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def notify():
    server = Notify()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def post(notify):
    return sender.NotifySender(KEY, notify.address, text="t-1", email="e-1")


@pytest.fixture
def queued(app):
    def queue(channel=TEXT, key="voice-link-1", **more):
        to = "+447700900123" if channel == TEXT else "sam@demo.example"
        template = "voice_ready_text" if channel == TEXT else "voice_ready"
        about = {"url": "https://x.example/y/abc", "expires_at": clock.now()}
        with db.transaction():
            return services.post(template, to=to, key=key, channel=channel, **about, **more)

    return queue


def test_a_text_leaves_with_its_words_its_template_and_its_key(notify, post, queued):
    queued()

    assert services.send_due(post) == 1

    (sent,) = notify.kept
    assert sent["way"] == "sms"
    assert sent["phone_number"] == "+447700900123"
    assert (sent["template_id"], sent["reference"]) == ("t-1", "voice-link-1")
    assert "https://x.example/y/abc" in sent["personalisation"]["body"]


def test_a_quiet_mail_leaves_by_notify_with_its_subject(notify, post, queued):
    queued(QUIET)

    assert services.send_due(post) == 1
    assert notify.kept[0]["way"] == "email"
    assert notify.kept[0]["personalisation"]["subject"] == "Your page is ready"


def test_what_left_leaves_no_words_behind(post, queued):
    message = queued()

    services.send_due(post)

    assert message.body == GONE


def test_one_key_is_one_message(queued):
    assert queued() is not None
    assert queued() is None


def test_a_text_that_left_unheard_is_not_sent_again(notify, post, queued):
    message = queued()
    notify.lose = True
    assert services.send_due(post) == 0
    message.due_at = clock.now()
    db.session.commit()

    assert services.send_due(post) == 1
    assert len(notify.kept) == 1


@pytest.mark.parametrize("code", [403, 429, 500, 503])
def test_a_refusal_that_can_pass_is_tried_again(notify, post, queued, code):
    message = queued()
    notify.refuse = code

    assert services.send_due(post) == 0
    assert (message.attempts, message.failed_at) == (1, None)
    assert message.due_at > clock.now()


def test_a_refusal_for_good_is_a_dead_letter_that_names_nobody(notify, post, queued):
    message = queued()
    notify.refuse = 400

    services.send_due(post)

    assert message.failed_at is not None
    assert services.stuck() == 1
    assert "400" in message.last_error
    assert "7700" not in message.last_error
    assert "x.example" not in message.last_error


def test_notify_out_of_reach_loses_nothing(queued):
    message = queued()
    away = sender.NotifySender(KEY, "http://127.0.0.1:1", text="t-1")

    assert services.send_due(away) == 0
    assert message.failed_at is None
    assert message.sent_at is None


def test_a_retry_outside_the_safe_hours_waits_for_the_next(app, post, notify, queued):
    now = clock.local(clock.now())
    shut = [[(now.weekday() + 1) % 7, 600, 660]]
    message = queued(windows=shut)
    assert message.due_at > clock.now()
    message.due_at = clock.now() - timedelta(minutes=1)
    db.session.commit()

    assert services.send_due(post) == 0
    assert notify.kept == []
    assert message.attempts == 0
    assert clock.local(message.due_at).hour == 10


def test_each_message_goes_its_own_way_and_waits_when_there_is_none(notify, queued, app):
    only_mail = sender.Senders(sender.SmtpSender("127.0.0.1", 1, "a@demo.example"), None)
    only_texts = sender.Senders(None, sender.NotifySender(KEY, notify.address, text="t-1"))
    text, mail = queued(key="1"), queued(QUIET, key="2")

    assert only_mail.channels == {EMAIL, QUIET}
    assert only_texts.channels == {TEXT}
    assert services.send_due(only_texts) == 1
    assert text.sent_at is not None
    assert (mail.sent_at, mail.attempts) == (None, 0)


def test_texts_are_offered_only_where_they_can_leave(app):
    kept = dict(app.config)
    try:
        app.config.update(MAIL_HOST="mail.example", NOTIFY_KEY="", DEMO=True)
        assert TEXT not in services.channels()
        app.config.update(NOTIFY_KEY=KEY, NOTIFY_TEXT_TEMPLATE="t-1")
        assert TEXT in services.channels()
        app.config.update(MAIL_HOST="", NOTIFY_KEY="", PRODUCTION=False)
        assert TEXT in services.channels(), "a demonstration shows all it would send"
    finally:
        app.config.update(kept)


def test_the_settings_name_the_senders(app):
    kept = dict(app.config)
    try:
        app.config.update(NOTIFY_KEY=KEY, NOTIFY_TEXT_TEMPLATE="t-1", MAIL_HOST="")
        assert sender.from_settings().channels == {TEXT}
        app.config.update(NOTIFY_KEY="")
        assert sender.from_settings() is None
    finally:
        app.config.update(kept)
    assert Message.__tablename__ == "message"
