"""Asking about an offer from outside: to the council first, and nobody learns who is known to it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app import clock, db
from app.accounts.models import SignInAttempt
from app.enquiries import needs, services
from app.enquiries.models import Enquiry, EnquiryState
from app.enquiries.states import ENQUIRY
from app.outbox.models import Message
from app.states import history

CARE = r"care.leaver|looked.after|in care\b|leaving care|corporate parent"
ASKED = {"words": "Is there a bus?", "email": "kim@demo.example", "name": "Kim"}


def messages(template):
    statement = select(Message).where(Message.template == template).order_by(Message.id)
    return list(db.session.scalars(statement))


def secret_of(message):
    return re.search(r"/asked/(\S+)", message.body)[1]


@pytest.fixture
def offer(make):
    return make.opportunity(title="Help in a bakery")


@pytest.fixture
def ask(browser, offer):
    browser.anonymous()
    return lambda **given: browser.post("enquiries.ask", {**ASKED, **given}, ref=offer.ref)


@pytest.fixture
def waiting(ask, browser):
    ask()
    browser.post("enquiries.confirm", secret=secret_of(messages("enquiries_confirm")[0]))
    return db.session.scalars(select(Enquiry)).unique().one()


def test_a_question_waits_for_its_address_to_be_confirmed(ask, browser, coordinator):
    page = ask()

    assert page.h1 == "Look at your email"
    enquiry = db.session.scalars(select(Enquiry)).unique().one()
    assert enquiry.state == EnquiryState.UNCONFIRMED
    assert messages("enquiries_new") == []
    assert needs.needs(coordinator) == []
    seen = browser.sign_in(coordinator).get("enquiries.show", ref=enquiry.ref)
    assert seen.status == 404


def test_opening_the_link_sends_nothing_and_the_button_sends_it_once(ask, browser):
    ask()
    secret = secret_of(messages("enquiries_confirm")[0])

    assert "Is there a bus?" in browser.get("enquiries.confirm", secret=secret).text
    assert messages("enquiries_new") == []
    for _ in range(2):
        page = browser.post("enquiries.confirm", secret=secret)
    enquiry = db.session.scalars(select(Enquiry)).unique().one()
    assert page.h1 == "Your question is sent"
    assert enquiry.due == clock.add_working_days(clock.today(), 3)
    assert len(messages("enquiries_new")) == 1
    assert [move.verb for move in history(ENQUIRY, enquiry.id)] == ["confirm"]
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_the_coordinator_finds_it_at_home_answers_it_and_they_are_written_to(
    waiting, browser, coordinator
):
    browser.sign_in(coordinator)

    assert "somebody asked about this offer" in browser.get("home.index").text
    page = browser.post("enquiries.show", {"words": "Yes, the 8."}, ref=waiting.ref)

    assert "Your answer is on its way to them." in page.notices
    letter = messages("enquiries_answer")[0]
    assert letter.to_address == "kim@demo.example"
    assert "Yes, the 8." in letter.body
    assert browser.get("enquiries.desk").text.count("Is there a bus?") == 0
    assert "Is there a bus?" in browser.get("enquiries.desk", state="done").text
    again = browser.post("enquiries.show", {"words": "Again"}, ref=waiting.ref)
    assert again.errors == ["This question has been answered or closed"]
    assert len(messages("enquiries_answer")) == 1


def test_a_question_has_an_owner_and_is_then_nobody_elses_need(
    app, waiting, browser, make, coordinator
):
    browser.sign_in(coordinator).post("enquiries.take", ref=waiting.ref)

    with app.test_request_context():
        assert len(needs.needs(coordinator)) == 1
        assert needs.needs(make.user("coordinator")) == []
        assert needs.needs(make.user("advisor")) == []


def test_closing_needs_a_reason_and_sends_nothing(waiting, browser, coordinator):
    browser.sign_in(coordinator)

    assert browser.post("enquiries.close", {}, ref=waiting.ref).errors
    browser.post("enquiries.close", {"reason": "An advertisement"}, ref=waiting.ref)

    db.session.refresh(waiting)
    assert waiting.state == EnquiryState.CLOSED
    assert messages("enquiries_answer") == []


def test_an_address_that_never_confirms_gets_no_flood_and_nothing_says_so(ask):
    pages = [ask(words=f"Question {number}").h1 for number in range(6)]

    assert set(pages) == {"Look at your email"}
    assert len(messages("enquiries_confirm")) == services.MOST_OPEN


def test_too_many_questions_from_one_place_have_to_wait(ask):
    pages = [ask(email=f"kim{number}@demo.example") for number in range(11)]

    assert pages[9].h1 == "Look at your email"
    assert pages[10].errors == [services.ASK.words]
    assert pages[10].status == 429


def test_somebody_known_to_the_council_sees_and_gets_exactly_what_anybody_does(
    ask, make, browser, offer
):
    known = make.young_person(email="robin@demo.example")
    page_before = browser.get("enquiries.ask", ref=offer.ref).text
    strangers, theirs = ask(email="kim@demo.example"), ask(email=known.email)

    assert strangers.text == theirs.text
    one, other = (re.sub(r"/asked/\S+", "", m.body) for m in messages("enquiries_confirm"))
    assert one == other
    waits = db.session.scalars(select(Enquiry).order_by(Enquiry.id)).unique().first()
    services.confirm(secret_of(messages("enquiries_confirm")[0]))
    services.answer(waits, "Yes.", by=make.user("coordinator"))
    for text in (page_before, strangers.text, one, messages("enquiries_answer")[0].body):
        assert not re.search(CARE, text.lower())


@pytest.mark.parametrize("state", ["DRAFT", "PAUSED", "FILLED"])
def test_nobody_can_ask_about_what_is_not_open(make, browser, state):
    mine = make.opportunity(state=state)

    assert browser.anonymous().get("enquiries.ask", ref=mine.ref).status == 404


def test_what_was_never_confirmed_and_what_is_long_done_is_forgotten(
    waiting, ask, make, coordinator
):
    services.answer(waiting, "Yes", by=coordinator)
    ask(words="Never confirmed")
    assert services.forget_old() == 0

    for enquiry in db.session.scalars(select(Enquiry)).unique():
        enquiry.created_at -= timedelta(days=8)
        if enquiry.done_at:
            enquiry.done_at -= timedelta(days=200)
    db.session.commit()

    assert services.forget_old() == 2
    assert services.forget_old() == 0
    assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) > 0
