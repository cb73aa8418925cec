"""“Call me back”: everybody may ask, somebody rings by a promised day, and who asked is forgotten."""

from datetime import timedelta

import pytest
import time_machine

from app import clock, db
from app.audit.models import AuditEvent
from app.guidance import calls, jobs, needs
from app.guidance.calls import NewCall
from app.guidance.models import CallBack
from app.guidance.states import CALL
from app.outbox.models import Message

ASKED = {
    "name": "Sam Baker",
    "organisation": "Riverside Bakery",
    "phone": "01632 960123",
    "when_suits": "after 4pm",
    "about": "Can a 16-year-old work on Saturdays?",
}


@pytest.fixture
def call(app):
    new = NewCall("Sam", "Bakery", "+441632960123", None, "after 4pm", "Insurance")
    return calls.ask(new, by=None, address="192.0.2.1")


def only():
    return db.session.query(CallBack).one()


def actions():
    return [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def test_anybody_can_ask_without_an_account_and_hears_by_when(browser):
    page = browser.anonymous().post("guidance.ask_for_call", ASKED)

    row = only()
    assert row.due == clock.add_working_days(clock.today(), 2)
    assert page.h1.startswith("We ring you by")
    assert "Sam" not in page.text
    assert "960123" not in page.text
    assert actions() == ["call_back.asked"]


def test_the_message_that_confirms_it_repeats_nothing_that_was_typed(browser):
    sent = {**ASKED, "email": "someone@demo.example", "name": "Buy now http://spam.example"}
    browser.anonymous().post("guidance.ask_for_call", sent)
    message = db.session.query(Message).one()

    assert message.to_address == "someone@demo.example"
    assert "by" in message.subject
    for typed in ("spam", "Buy", "Riverside", "960123", "Saturdays"):
        assert typed not in message.subject + message.body


def test_somebody_signed_in_finds_what_we_know_filled_in(browser, make, business):
    make.employer(user=business, name="Riverside Bakery")
    page = browser.sign_in(business).get("guidance.ask_for_call", about="insurance")

    assert page.soup.find(id="organisation")["value"] == "Riverside Bakery"
    assert page.soup.find(id="name")["value"] == business.name
    assert "Insurance in three minutes" in page.soup.find(id="about").get_text()


@pytest.mark.parametrize(
    ("missing", "words"),
    [("name", "Enter your name"), ("phone", "Enter a phone number"), ("about", "Enter what it")],
)
def test_what_is_missing_is_asked_for(browser, missing, words):
    page = browser.anonymous().post("guidance.ask_for_call", {**ASKED, missing: ""})

    assert any(words in error for error in page.errors)
    assert db.session.query(CallBack).count() == 0


def test_the_fourth_request_within_an_hour_is_refused_in_plain_words(browser):
    browser.anonymous()
    for _ in range(3):
        assert browser.post("guidance.ask_for_call", ASKED).status == 200
    page = browser.post("guidance.ask_for_call", ASKED)

    assert page.status == 429
    assert "We have your request already" in page.errors[0]
    assert db.session.query(CallBack).count() == 3


def test_the_coordinator_sees_it_at_home_and_in_the_list_until_it_is_settled(
    browser, coordinator, call
):
    browser.sign_in(coordinator)
    assert "Bakery" in browser.get("home.index").text
    assert "after 4pm" in browser.get("guidance.call_list").text

    page = browser.post("guidance.act", ref=call.ref, verb="done")
    assert "Settled" in page.text
    assert "Wants to be rung" not in browser.get("home.index").text
    assert "No call waits" in browser.get("guidance.call_list").text
    assert "Bakery" in browser.get("guidance.call_list", state="settled").text


def test_no_answer_brings_it_back_on_the_next_working_day_with_the_number_of_tries(
    browser, coordinator, call
):
    browser.sign_in(coordinator).post("guidance.act", ref=call.ref, verb="no_answer")
    browser.post("guidance.act", ref=call.ref, verb="no_answer")

    row = only()
    assert (row.state, row.tries, row.owner_id) == ("CALL_TRY_AGAIN", 2, coordinator.id)
    assert row.due == clock.add_working_days(clock.today(), 1)


def test_to_stop_trying_asks_for_a_reason(browser, coordinator, call):
    page = browser.sign_in(coordinator).post("guidance.act", ref=call.ref, verb="stop")
    assert page.errors == ["Enter a reason"]

    browser.post("guidance.act", {"reason": "Wrong number"}, ref=call.ref, verb="stop")
    assert only().state == "CALL_STOPPED"
    assert "Wrong number" in browser.get("guidance.call", ref=call.ref).text


def test_a_call_somebody_took_is_no_longer_on_the_others_home(app, make, coordinator, call):
    other, admin = make.user("coordinator"), make.user("admin")
    calls.take(call, by=coordinator)

    with app.test_request_context():
        assert [len(needs.needs(user)) for user in (coordinator, other, admin)] == [1, 0, 0]


def test_only_the_coordinator_sees_who_asked(browser, make, business, call):
    for user in (business, make.user("advisor"), make.user("admin"), make.user("councillor")):
        assert browser.sign_in(user).get("guidance.call", ref=call.ref).status == 403


def test_a_call_that_is_due_is_reminded_of_once_a_day_and_its_owner_hears(coordinator, call):
    calls.take(call, by=coordinator)
    assert jobs.remind_of_calls() == 0

    with time_machine.travel(clock.at(call.due, clock.local(clock.now()).time()), tick=False):
        assert jobs.remind_of_calls() == 1
        jobs.remind_of_calls()
    messages = db.session.query(Message).all()
    assert [message.to_address for message in messages] == [coordinator.email]
    assert f"/calls/{call.ref}" in messages[0].body
    assert "960123" not in messages[0].body


def test_who_asked_is_forgotten_months_after_it_was_settled(coordinator, call):
    calls.act(call, "done", by=coordinator)
    assert jobs.forget_calls() == 0

    with time_machine.travel(clock.now() + timedelta(days=200), tick=False):
        assert jobs.forget_calls() == 1
        assert jobs.forget_calls() == 0
    row = only()
    assert [row.name, row.organisation, row.phone, row.email] == [None] * 4
    assert (row.about, row.when_suits) == ("", "")


def test_the_table_of_moves_is_whole():
    wanted = {"done", "no_answer", "stop", "reopen"}

    assert {move.verb for move in CALL.moves} == wanted
    assert all(move.who == {"coordinator"} for move in CALL.moves)


def test_one_named_person_is_shown_once_the_council_has_named_one(app, browser, coordinator):
    assert "has not named one person" in browser.get("guidance.index").text

    today = clock.today()
    for key, value in (("name", "Robin Example"), ("role", "Employer link officer")):
        calls.settings.set_value(
            f"guidance.contact_{key}",
            value,
            valid_from=today,
            source="The Council",
            by=coordinator,
        )
    page = browser.get("guidance.index")
    assert "Robin Example , Employer link officer" in page.text
    assert "has not named one person" not in page.text
