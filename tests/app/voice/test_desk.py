"""The advisor sends the link at safe hours, sees the exact words, and can end it."""

from __future__ import annotations

import pytest
import time_machine
from sqlalchemy import select

from app import clock, db
from app.outbox.models import QUIET, TEXT, Message
from app.voice.models import VoiceLink
from tests.app.voice.conftest import last_link

WEDNESDAY = "2026-11-25T08:00+00:00"


@pytest.fixture
def desk(browser, advisor):
    return browser.sign_in(advisor)


def message():
    return db.session.scalars(select(Message).order_by(Message.id.desc())).first()


def test_what_they_like_best_is_chosen_already(desk, make, advisor):
    both = {"advisor": advisor, "email": "a@demo.example", "phone": "+447700900123"}
    mail = make.young_person(**both, contact_preference="email")
    text = make.young_person(**both, contact_preference="text message")

    for person, first in ((mail, QUIET), (text, TEXT)):
        page = desk.get("voice_desk.page", ref=person.ref)
        assert page.soup.find("input", {"name": "channel", "checked": True})["value"] == first


def test_the_exact_words_are_shown_and_sent(desk, young):
    with time_machine.travel("2026-11-25T12:00+00:00", tick=False):
        shown = desk.get("voice_desk.page", ref=young.ref).text
        page = desk.post("voice_desk.page", {"channel": "text"}, ref=young.ref)

    body = message().body
    words = " ".join(body.replace(last_link(), "/y/…").split())
    assert words in shown
    assert "The link leaves Wednesday 25 November 2026 at midday" in page.text


def test_outside_the_safe_times_it_waits(desk, young):
    young.safe_times = "Weekdays after 11am"
    db.session.commit()
    with time_machine.travel(WEDNESDAY, tick=False):
        assert (
            "It waits until Wednesday 25 November 2026 at 11am"
            in desk.get("voice_desk.page", ref=young.ref).text
        )
        desk.post("voice_desk.page", {"channel": "text"}, ref=young.ref)

    assert f"{clock.local(message().due_at):%H:%M}" == "11:00"
    assert db.session.scalars(select(VoiceLink)).one().leaves_at == message().due_at


def test_times_nobody_can_read_by_rule_need_a_tick(desk, young):
    young.safe_times = "He does not like calls"
    db.session.commit()

    page = desk.post("voice_desk.page", {"channel": "text"}, ref=young.ref)
    assert page.errors == ["Tick that you have checked the times, then send it"]
    assert message() is None
    desk.post("voice_desk.page", {"channel": "text", "checked": "y"}, ref=young.ref)
    assert message() is not None


def test_without_a_phone_or_email_there_is_nothing_to_send_to(desk, make, advisor):
    person = make.young_person(advisor=advisor)

    assert "no phone number or email address" in desk.get("voice_desk.page", ref=person.ref).text
    assert desk.post("voice_desk.page", {"channel": "text"}, ref=person.ref).status == 200
    assert message() is None


def test_how_the_link_stands_is_shown(desk, young, sent, phone):
    page = desk.get("voice_desk.page", ref=young.ref).text

    assert "Opened" in page
    assert "Last opened Never" not in page


def test_a_link_is_sent_and_ended_only_for_ones_own(desk, make):
    strange = make.young_person(
        advisor=make.user("advisor", team=make.team("South team")), phone="+447700900125"
    )

    for endpoint in ("voice_desk.page", "voice_desk.end", "voice_desk.mark_read"):
        assert desk.post(endpoint, {"channel": "text"}, ref=strange.ref).status == 404
    assert desk.get("voice_desk.page", ref=strange.ref).status == 404
    assert message() is None


def test_the_record_leads_to_their_page(desk, young):
    page = desk.get("young_people.show", ref=young.ref)

    assert page.link("What they said, and send the link").endswith("/their-page")
