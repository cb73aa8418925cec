"""Answering from the mail: no account needed, one use, and nothing personal on the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.introductions import answers, chasing
from app.introductions.answers import Refusal
from app.introductions.links import digest
from app.introductions.models import AnswerLink, Introduction, IntroductionState, Outcome
from app.outbox.models import Message
from tests.app.introductions.people import MESSAGE, NAME

NO = {"outcome": "place_gone"}


def secrets_in_mails():
    found = [
        re.search(r"/answer/([\w-]+)/meet", mail.body)
        for mail in db.session.scalars(select(Message))
    ]
    return [match[1] for match in found if match]


@pytest.fixture
def secret(row):
    (only,) = secrets_in_mails()
    return only


def state():
    db.session.rollback()
    return db.session.scalars(select(Introduction.state)).one()


def test_the_page_asks_one_question_and_names_nobody(browser, secret, people):
    page = browser.anonymous().get("introductions.question", secret=secret)

    assert page.buttons() == ["Yes, let’s meet", "Not this time", "Please ring me"]
    assert NAME not in page.body
    assert MESSAGE not in page.body
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.response.headers["Cache-Control"]


@pytest.mark.parametrize("how", ["meet", "no", "call"])
def test_opening_a_link_answers_nothing(browser, secret, how):
    page = browser.anonymous().get("introductions.answer", secret=secret, how=how)

    assert page.status == 200
    assert NAME not in page.body
    assert state() == IntroductionState.SENT


def test_not_this_time_in_one_go(browser, secret, people):
    page = browser.anonymous().post("introductions.answer", NO, secret=secret, how="no")

    assert "Thank you" in page.h1
    assert state() == IntroductionState.NOT_SUCCESSFUL


def test_a_meeting_is_set_without_signing_in(browser, secret):
    when = clock.today() + timedelta(days=6)
    form = {"day-day": str(when.day), "day-month": str(when.month), "day-year": str(when.year)}
    form |= {"time": "2pm", "where": "The shop"}
    browser.anonymous().post("introductions.answer", form, secret=secret, how="meet")

    assert state() == IntroductionState.INTERVIEW_BOOKED


def test_asking_for_a_call_is_an_answer(browser, secret, working_days):
    browser.anonymous().post("introductions.answer", {}, secret=secret, how="call")
    working_days(20)
    chasing.chase()

    assert state() == IntroductionState.SENT
    assert db.session.scalars(select(Introduction)).one().call_asked_at


def test_a_link_works_once(browser, secret):
    browser.anonymous().post("introductions.answer", NO, secret=secret, how="no")
    again = browser.post("introductions.answer", NO, secret=secret, how="no")

    assert again.status == 404
    assert "not open any more" in again.h1


def test_a_used_link_a_guess_and_an_old_one_look_alike(browser, secret, row, people):
    answers.refuse(row, Refusal(Outcome.OTHER), by=people.contact)
    browser.anonymous()
    used = browser.get("introductions.question", secret=secret)
    guess = browser.get("introductions.question", secret="x" * 43)

    assert (used.status, used.text) == (guess.status, guess.text)


def test_every_reminder_brings_links_and_one_answer_ends_them_all(browser, secret, working_days):
    working_days(3)
    chasing.chase()
    first, second = secrets_in_mails()
    browser.anonymous().post("introductions.answer", NO, secret=second, how="no")

    assert first != second
    assert browser.get("introductions.question", secret=first).status == 404
    assert db.session.scalars(select(AnswerLink)).all() == []


def test_only_the_hash_of_a_secret_is_kept(secret):
    link = db.session.scalars(select(AnswerLink)).one()

    assert link.digest == digest(secret) != secret


def test_somebody_who_has_left_the_organisation_cannot_answer(browser, secret, people):
    people.contact.active = False
    db.session.commit()

    assert browser.anonymous().get("introductions.question", secret=secret).status == 404


def test_what_is_missing_is_said_beside_its_field(browser, secret):
    page = browser.anonymous().post("introductions.answer", {}, secret=secret, how="no")

    assert page.errors == ["Select the main reason"]
    assert state() == IntroductionState.SENT
