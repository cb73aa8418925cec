"""What somebody takes back shuts every door of the employer on its very next request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.introductions import answers
from app.introductions import services as introductions
from app.introductions.answers import Interview
from app.outbox.models import Message
from app.placements.models import PlacementState
from app.young_people.models import Consent, Purpose

WHERE = "The back door of Blue Street 4"
NOTES = "Ask for Sam"


@pytest.fixture
def owner(make):
    return make.user("business")


@pytest.fixture
def booked(young, make, owner):
    """A meeting in three days at an employer that has opened everything; its mails still wait."""
    employer = make.employer(name="Riverside Bakery", user=owner)
    row = make.introduction(young, make.opportunity(employer=employer), state="SEEN")
    row.message = "Juniper is good with people."
    db.session.commit()
    at = clock.now() + timedelta(days=3)
    return answers.invite(row, Interview(at, WHERE, NOTES), by=owner)


def take_back(phone):
    number = 2  # being matched stands first
    page = phone.get(f"/page/sharing/{number}")
    ref = page.soup.find("input", {"name": "ref"})["value"]
    assert phone.post(f"/page/sharing/{number}", {"ref": ref}).h1 == "Thank you"


def waiting(to):
    statement = select(Message).where(Message.to_address == to.email, Message.sent_at.is_(None))
    return list(db.session.scalars(statement.order_by(Message.id)))


def test_the_page_the_list_and_the_calendar_file_are_shut(phone, booked, browser, owner):
    doors = {
        "introductions.show": {"ref": booked.ref},
        "introductions.inbox": {},
        "introductions.calendar": {"ref": booked.ref},
        "home.index": {},
    }
    browser.sign_in(owner)
    assert "Juniper" in browser.get("introductions.show", ref=booked.ref).text
    assert (
        browser.get("introductions.calendar", ref=booked.ref).response.mimetype == "text/calendar"
    )

    take_back(phone)

    for endpoint, values in doors.items():
        page = browser.get(endpoint, **values)
        assert page.response.mimetype != "text/calendar", endpoint
        for words in ("Juniper", WHERE, NOTES, "good with people"):
            assert words not in page.body, (endpoint, words)


def test_no_move_of_the_employer_works_any_more(phone, booked, browser, owner):
    take_back(phone)
    browser.sign_in(owner)

    for endpoint in ("introductions.met", "introductions.open_", "introductions.call"):
        browser.post(endpoint, ref=booked.ref)
    db.session.refresh(booked)
    assert booked.state == "WITHDRAWN"


def test_mails_that_wait_in_the_outbox_do_not_leave_and_the_meeting_is_called_off(
    phone, booked, owner
):
    assert [row.template for row in waiting(owner)] == ["introductions_interview"]

    take_back(phone)

    (left,) = waiting(owner)
    assert left.template == "introductions_ended"
    assert "METHOD:CANCEL" in left.calendar
    for words in ("Juniper", WHERE, NOTES, booked.opportunity.title):
        assert words not in left.calendar


def test_what_waits_for_their_advisor_still_leaves(phone, booked, advisor):
    before = [row.template for row in waiting(advisor)]
    take_back(phone)

    assert before
    assert [row.template for row in waiting(advisor)][: len(before)] == before


def test_a_link_in_a_mail_that_left_answers_nothing_any_more(phone, young, make, owner, browser):
    employer = make.employer(name="Riverside Bakery", user=owner)
    offer = make.opportunity(employer=employer)
    make.suggestion(young, offer)
    row = make.introduction(young, offer, state="AWAITING_AGREEMENT")
    row.message = "Somebody who likes to be up early."
    db.session.commit()
    introductions.send(row, by=young.advisor)
    body = waiting(owner)[0].body
    path = next(word for word in body.split() if "/answer/" in word)
    path = "/answer/" + path.partition("/answer/")[2]
    assert browser.get(path).status == 200

    take_back(phone)

    assert browser.get(path).status == 404


def test_a_first_day_is_called_by_no_name_and_its_file_is_shut(phone, young, make, owner, browser):
    employer = make.employer(name="Riverside Bakery", user=owner)
    row = make.introduction(young, make.opportunity(employer=employer), state="ACCEPTED")
    placement = make.placement(row, state="AGREED", start=clock.today() + timedelta(days=5))
    browser.sign_in(owner)
    file = browser.get("placements.calendar", ref=placement.ref)
    assert file.response.mimetype == "text/calendar"

    take_back(phone)

    assert browser.get("placements.calendar", ref=placement.ref).status == 302
    for endpoint in ("placements.show", "placements.day_one", "placements.index"):
        values = {} if endpoint.endswith("index") else {"ref": placement.ref}
        assert "Juniper" not in browser.get(endpoint, **values).body
    db.session.refresh(placement)
    assert placement.state == PlacementState.AGREED  # what becomes of it is talked about first


def test_it_is_as_shut_the_day_after_the_last_day(booked, browser, owner):
    share = select(Consent).where(Consent.purpose == Purpose.SHARE)
    db.session.scalars(share).one().until = clock.today() - timedelta(days=1)
    db.session.commit()
    browser.sign_in(owner)

    assert "Juniper" not in browser.get("introductions.show", ref=booked.ref).body
    assert browser.get("introductions.calendar", ref=booked.ref).status == 302
