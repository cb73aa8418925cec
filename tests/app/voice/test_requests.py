"""What somebody asks for has an owner, a clock and an answer, and goes to nobody it was not meant for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.audit.models import AuditEvent
from app.settings import services as settings
from app.voice import requests
from app.voice.models import VoiceRequest


def one():
    return db.session.scalars(select(VoiceRequest)).one()


@pytest.mark.parametrize(
    ("kind", "owner"),
    [("data", "coordinator"), ("correct", "advisor"), ("complain", "coordinator")],
)
def test_each_request_has_an_owner_and_a_day(phone, kind, owner):
    phone.post(f"/page/ask/{kind}", {"words": "please", "read": "both"})

    row = one()
    days = settings.value(f"voice.{kind}_days")
    assert (row.owner, row.state) == (owner, "RECEIVED")
    assert row.due == clock.today() + timedelta(days=days)


def test_its_owner_reads_answers_and_the_answer_stands_on_their_page(phone, browser, coordinator):
    phone.post("/page/ask/data", {"words": ""})
    ref = one().ref
    home = browser.sign_in(coordinator).get("home.index").text
    assert "asks for a copy of their data" in home

    browser.post("voice_desk.acknowledge", ref=ref)
    assert "Read. The answer comes next" in phone.get("/page/ask").text
    browser.post("voice_desk.request_page", {"answer": "It is in the post."}, ref=ref)

    assert "It is in the post." in phone.get("/page/asked/1").text
    assert "asks for a copy" not in browser.get("home.index").text


def test_an_answer_without_words_is_no_answer(phone, browser, coordinator):
    phone.post("/page/ask/data", {})
    page = browser.sign_in(coordinator).post(
        "voice_desk.request_page", {"answer": " "}, ref=one().ref
    )

    assert page.status == 422
    assert one().state == "RECEIVED"


def test_a_complaint_that_is_not_for_the_advisor_does_not_exist_for_them(
    phone, browser, advisor, manager, coordinator, young
):
    phone.post("/page/ask/complain", {"words": "sam never rings", "read": "team"})
    ref = one().ref

    for user in (advisor, manager):
        browser.sign_in(user)
        assert browser.get("voice_desk.request_page", ref=ref).status == 404
        assert "sam never rings" not in browser.get("voice_desk.page", ref=young.ref).body
        story = browser.get("young_people.section", ref=young.ref, name="history")
        assert "sam never rings" not in story.body
        assert "Complains" not in story.text
    assert (
        "sam never rings"
        in browser.sign_in(coordinator).get("voice_desk.request_page", ref=ref).text
    )


def test_reading_a_complaint_starts_the_clock_of_its_answer(phone, browser, coordinator):
    phone.post("/page/ask/complain", {"words": "it is wrong", "read": "both"})
    row = one()
    row.due = clock.today() + timedelta(days=2)
    db.session.commit()

    browser.sign_in(coordinator).post("voice_desk.acknowledge", ref=row.ref)

    assert one().due == clock.today() + timedelta(days=settings.value("voice.complain_days"))


def test_who_is_not_its_owner_does_not_answer_it(phone, browser, advisor):
    phone.post("/page/ask/data", {})
    page = browser.sign_in(advisor).post("voice_desk.request_page", {"answer": "no"}, ref=one().ref)

    assert page.status == 404
    assert one().state == "RECEIVED"


def test_another_advisor_and_the_coordinator_do_not_see_what_is_the_advisors(
    phone, browser, make, coordinator
):
    phone.post("/page/talk", {"words": ""})

    for user in (make.user("advisor", team=make.team("South team")), coordinator):
        assert browser.sign_in(user).get("voice_desk.request_page", ref=one().ref).status == 404
        assert "Juniper" not in browser.get("voice_desk.index").text


def test_what_was_asked_can_be_taken_back_once(phone):
    phone.post("/page/talk", {})
    phone.post("/page/asked/1", {})

    assert one().state == "TAKEN_BACK"
    assert phone.post("/page/asked/1", {}).status == 422
    assert phone.post("/page/asked/2", {}).status == 404


def test_asking_again_while_it_waits_adds_to_what_was_asked(phone):
    phone.post("/page/talk", {"words": "the bus"})
    phone.post("/page/talk", {"words": "and my boss"})

    assert one().words == "the bus\n\nand my boss"


def test_a_manager_sees_what_is_late_in_the_team(phone, browser, manager):
    phone.post("/page/talk", {})
    assert "wants to talk" not in browser.sign_in(manager).get("home.index").text
    one().due = clock.today() - timedelta(days=1)
    db.session.commit()

    assert "wants to talk" in browser.get("home.index").text


def test_reading_a_request_is_written_down_as_reading_the_record(
    phone, browser, coordinator, young
):
    phone.post("/page/ask/data", {})
    browser.sign_in(coordinator).get("voice_desk.request_page", ref=one().ref)

    assert "brings in places to work" in phone.get("/page/looks").text


def test_every_state_of_a_request_can_be_reached():
    reached = {requests.REQUEST.start} | {line.to for line in requests.REQUEST.moves}

    assert reached == set(requests.REQUEST.states)


def test_a_coordinator_is_told_who_asks_only_after_saying_why(phone, browser, coordinator, young):
    phone.post("/page/ask/complain", {"words": "Nobody rang", "read": "both"})
    row = one()
    browser.sign_in(coordinator)
    for page in (
        browser.get("voice_desk.index"),
        browser.get("voice_desk.request_page", ref=row.ref),
    ):
        assert young.preferred_name not in page.text
    page = browser.post("voice_desk.who", {"reason": " "}, ref=row.ref)
    assert "Enter why you need to know" in page.text
    page = browser.post("voice_desk.who", {"reason": "To answer the complaint"}, ref=row.ref)

    assert young.preferred_name in page.text
    read = select(AuditEvent).where(AuditEvent.reason == "To answer the complaint")
    assert db.session.scalars(read).one().subject_ref == young.ref
