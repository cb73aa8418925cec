from datetime import timedelta

import pytest

from app import clock, db
from app.accounts.models import Role
from app.guidance import needs as guidance
from app.outbox import desk, jobs, needs, queries
from app.outbox.models import Message


@pytest.fixture
def message(app):
    """A message in the outbox."""

    def made(**given):
        values = {
            "key": f"k{db.session.query(Message).count()}",
            "template": "accounts_password",
            "to_address": "sam@demo.example",
            "subject": "Choose a new password",
            "body": "Open http://localhost/choose-password/secret123 soon",
            "created_at": clock.now(),
            "due_at": clock.now(),
        }
        row = Message(**(values | given))
        db.session.add(row)
        db.session.commit()
        return row

    return made


@pytest.fixture
def watcher(browser, coordinator):
    return browser.sign_in(coordinator)


def subjects(page):
    return [next(row.find("th").stripped_strings) for row in page.soup.select("tbody tr")]


def test_what_is_stuck_is_shown_first_with_why(watcher, message):
    message(subject="On its way")
    message(subject="Stuck", failed_at=clock.now(), last_error="550 no such person", attempts=8)

    page = watcher.get("outbox.index")

    assert subjects(page) == ["Stuck"]
    assert "550 no such person" in page.text
    assert "8 tries" in page.text


def test_what_waits_and_what_left_have_their_own_lists(watcher, message):
    message(subject="On its way")
    message(subject="Gone", sent_at=clock.now())

    assert subjects(watcher.get("outbox.index")) == ["On its way"]
    assert subjects(watcher.get("outbox.index", state="sent")) == ["Gone"]
    assert subjects(watcher.get("outbox.index", state="sent", q="SAM@")) == ["Gone"]
    assert subjects(watcher.get("outbox.index", state="sent", q="100%")) == []


def test_the_text_with_its_links_is_not_for_those_who_watch(watcher, message):
    message()

    assert "secret123" not in watcher.get("outbox.index").body


def test_a_stuck_message_can_be_tried_again(watcher, message):
    row = message(failed_at=clock.now(), attempts=8, due_at=clock.now() + timedelta(days=1))

    page = watcher.post("outbox.retry", number=row.id)

    assert "is tried again within a minute" in page.text
    assert (row.failed_at, row.attempts) == (None, 0)
    assert row.due_at <= clock.now()


def test_a_message_that_left_is_not_sent_again(watcher, message):
    row = message(sent_at=clock.now())

    assert "This message has left already" in watcher.post("outbox.retry", number=row.id).text


def test_a_message_that_does_not_exist_is_not_found(watcher):
    assert watcher.post("outbox.retry", number=999_999).status == 404
    assert watcher.post(f"/messages/{'9' * 30}/retry").status == 404


@pytest.mark.parametrize("junk", [{"state": "x"}, {"page": "x"}, {"q": "😀" * 3_000}, {"q": "\\"}])
def test_odd_questions_do_no_harm(watcher, message, junk):
    message()

    assert watcher.get("outbox.index", **junk).status == 200


@pytest.mark.parametrize("role", [r.value for r in Role if r not in {"coordinator", "admin"}])
def test_nobody_else_sees_messages(browser, make, message, role):
    row = message()
    browser.sign_in(make.user(role))

    assert browser.get("outbox.index").status == 403
    assert browser.post("outbox.retry", number=row.id).status == 403


def test_the_demonstration_mailbox_has_links_to_click(browser, message):
    message()

    page = browser.get("outbox.mailbox")

    assert page.link("http://localhost/choose-password") == "/choose-password/secret123"


def test_messages_of_the_clock_can_be_clicked_too(browser, message):
    message(body="Go to http://localhost:5000/organisation now")

    assert browser.get("outbox.mailbox").link("localhost:5000") == "/organisation"


@pytest.mark.parametrize(
    "body",
    [
        "Go to http://localhost.evil.example/x",
        "Go to https://evil.example/http://localhost/",
        "javascript:alert(1)",
        "<a href='http://evil.example'>x</a> <script>alert(1)</script>",
    ],
)
def test_the_mailbox_links_to_no_other_site(browser, message, body):
    message(body=body)

    article = browser.get("outbox.mailbox").soup.find("article")

    assert article.find_all(["a", "script"]) == []


def test_there_is_no_mailbox_where_people_are_real(app, browser, message):
    message()
    app.config["PRODUCTION"] = True
    try:
        assert browser.get("outbox.mailbox").status == 404
    finally:
        app.config["PRODUCTION"] = False


def test_texts_are_forgotten_two_weeks_after_they_left(message):
    old = message(sent_at=clock.now() - desk.KEEP_TEXT - timedelta(hours=1))
    new = message(sent_at=clock.now())
    waiting = message(created_at=clock.now() - timedelta(days=90))

    for _ in range(2):
        jobs.forget_texts()

    assert old.body == desk.GONE
    assert "secret123" in new.body
    assert "secret123" in waiting.body


def test_stuck_messages_wait_on_the_home_page(app, make, message, coordinator):
    message(failed_at=clock.now())
    message()
    with app.test_request_context():
        found = [*needs.needs(make.user("admin")), *guidance.needs(coordinator)]
        assert needs.needs(make.user("advisor")) == []

    assert [need.what for need in found] == ["1 message could not be delivered"] * 2


def test_counting_takes_one_statement_whatever_there_is(message):
    message()
    message(sent_at=clock.now())
    message(failed_at=clock.now())

    assert queries.counts() == {"stuck": 1, "waiting": 1, "sent": 1}


def test_a_young_persons_own_address_is_not_for_those_who_watch(watcher, browser, message):
    message(channel="text", to_address="+447700900123", subject="Your page is ready")
    message(channel="quiet", to_address="jaz@demo.example", subject="Your page is ready")

    for page in (watcher.get("outbox.index"), browser.get("outbox.mailbox")):
        assert "7700900" not in page.body
        assert "jaz@" not in page.body
        assert "a phone that ends in 123" in page.text
    assert subjects(watcher.get("outbox.index", q="jaz@")) == []
    assert len(subjects(watcher.get("outbox.index", q="page is ready"))) == 2
