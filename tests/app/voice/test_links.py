"""A link opens once, by its button, for a while; it tells nobody anything, and can be ended at once."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app import clock, db
from app.accounts.sessions import digest
from app.audit.models import AuditEvent
from app.outbox.models import Message
from app.settings import services as settings
from app.voice import invitations, links, visits
from app.voice.models import VoiceLink, VoiceSession
from app.young_people.models import YoungPersonState
from tests.app.voice.conftest import last_link
from tests.browser import Browser


@pytest.fixture
def stranger(app):
    return Browser(app).anonymous()


def later(**span):
    return time_machine.travel(clock.now() + timedelta(**span), tick=False)


def test_only_a_hash_of_128_bits_or_more_is_kept(sent):
    secret = sent.removeprefix("/y/")
    link = db.session.scalars(select(VoiceLink)).one()

    assert len(secret) >= 43  # 256 bits as URL-safe text
    assert link.digest == digest(secret)
    kept = db.session.execute(select(VoiceLink.__table__)).one()
    assert secret not in str(kept)


def test_scanners_that_ask_five_times_spend_nothing(stranger, sent):
    for _ in range(5):
        assert stranger.ask("HEAD", sent).status == 200
        assert stranger.get(sent).status == 200

    assert db.session.scalars(select(VoiceLink)).one().opened_at is None
    assert stranger.post(sent, {}, follow=False).status == 303


def test_the_page_before_the_button_names_nobody(stranger, sent, young):
    body = stranger.get(sent).body

    assert young.preferred_name not in body
    assert young.surname not in body
    assert "Unlocking" not in body
    assert "Milton Keynes" not in body


def test_a_link_opens_once(stranger, sent, app):
    assert stranger.post(sent, {}, follow=False).location.endswith("/page")

    second = Browser(app).anonymous().post(sent, {}, follow=False)

    assert second.status == 404
    assert second.h1 == "This page is closed"


def test_a_finger_that_taps_twice_is_not_locked_out(app, stranger, sent):
    once = {"once": "a-token-of-this-very-form"}
    first = stranger.post(sent, once, follow=False)
    stranger.client.delete_cookie("page")  # the browser dropped the first answer

    assert stranger.post(sent, once, follow=False).location == first.location
    assert stranger.get("/page").status == 200
    assert stranger.client.get_cookie("page") is not None
    assert Browser(app).anonymous().get("/page").status == 403


def test_nobody_comes_back_in_once_they_left_or_a_moment_later(stranger, sent):
    stranger.post(sent, {}, follow=False)
    stranger.post("/page/leave", {}, follow=False)
    assert stranger.get("/page").status == 403


def test_the_second_tap_counts_for_half_a_minute(stranger, sent):
    stranger.post(sent, {}, follow=False)
    stranger.client.delete_cookie("page")
    with later(seconds=31):
        assert stranger.get("/page").status == 403


def test_every_dead_link_answers_alike(app, stranger, sent, young, advisor):
    def answer(path):
        page = Browser(app).get(path)
        return page.status, page.text

    never = answer("/y/" + "x" * 43)
    with later(days=8):
        assert answer(sent) == never
    stranger.post(sent, {})
    assert answer(sent) == never
    links.revoke(young, by=advisor)
    assert answer(sent) == never


def test_the_answers_reach_no_cache_no_search_engine_and_no_other_site(phone, sent):
    for path in (sent, "/page", "/page/ideas", "/page/print"):
        headers = phone.get(path).response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
    cookie = phone.client.get_cookie("page")
    assert (cookie.http_only, cookie.same_site) == (True, "Strict")


def test_pages_ask_no_other_site_for_anything(phone):
    soup = phone.get("/page").soup

    for node in soup.select("script[src], link[href], img[src]"):
        assert node.get("src", node.get("href")).startswith("/")


def test_no_log_line_holds_a_key(app, stranger, sent):
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    root = logging.getLogger()
    before, chatty = root.level, logging.getLogger("app.request")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    chatty.setLevel(logging.DEBUG)
    try:
        stranger.get(sent)
        answer = stranger.post(sent, {}, follow=False)
        stranger.get(sent + "/new")
        stranger.get("/page")
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        chatty.setLevel(logging.NOTSET)

    cookie = stranger.client.get_cookie("page").value
    assert answer.status == 303
    assert "/y/<string" in heard.getvalue(), "the lines name the rule"
    assert sent.removeprefix("/y/") not in heard.getvalue()
    assert cookie not in heard.getvalue()


def test_a_link_lasts_a_week_from_when_its_message_leaves(stranger, sent):
    with later(days=6, hours=23):
        assert stranger.get(sent).status == 200
    with later(days=8, hours=12):  # the message may have waited for a safe hour
        assert stranger.get(sent).status == 404


def test_a_visit_ends_after_half_an_hour_of_nothing_and_after_two_hours(phone):
    with later(minutes=29):
        assert phone.get("/page").status == 200
    with later(minutes=58):
        assert phone.get("/page").status == 200
    with later(minutes=89):
        assert phone.get("/page").status == 403
    with later(minutes=86):
        assert phone.get("/page").status == 200
    with later(minutes=110):
        assert phone.get("/page").status == 200
    with later(minutes=121):
        assert phone.get("/page").status == 403


def test_ended_by_the_advisor_the_next_click_is_out(phone, young, advisor, browser):
    assert phone.get("/page").status == 200

    browser.sign_in(advisor).post("voice_desk.end", ref=young.ref)

    assert phone.get("/page").status == 403
    assert phone.post("/page/how", {"face": "3"}).status == 403


def test_a_closed_record_has_no_page(phone, young):
    young.state = YoungPersonState.CLOSED
    db.session.commit()

    assert phone.get("/page").status == 403


def test_leaving_ends_the_visit_and_goes_to_a_plain_page(phone):
    answer = phone.post("/page/leave", {}, follow=False)

    assert answer.location == "https://www.bbc.co.uk/weather"
    assert phone.client.get_cookie("page") is None
    assert db.session.scalar(select(func.count()).select_from(VoiceSession)) == 0


def test_leaving_works_even_when_the_page_stood_open_too_long(app, phone):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = phone.client.post("/page/leave")

    assert answer.status_code == 400
    assert answer.headers["Refresh"] == "0; url=https://www.bbc.co.uk/weather"


def test_signing_in_opens_no_page_and_a_page_opens_no_account(browser, advisor, phone):
    assert browser.sign_in(advisor).get("/page").status == 403
    assert phone.get("young_people.index").location.split("?")[0].endswith("/sign-in")


def test_opening_is_written_down_as_their_own_act(phone, young):
    row = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "young_person.open_page")
    ).one()

    assert (row.actor_id, row.actor_role, row.subject_ref) == (None, "young_person", young.ref)


def test_a_new_link_ends_the_unopened_ones_before_it(app, stranger, sent, young, advisor):
    with app.test_request_context():
        invitations.send(young, "quiet", checked=False, by=advisor)

    assert stranger.get(sent).status == 404
    assert stranger.get(last_link()).status == 200


def fresh_ones():
    return db.session.scalar(
        select(func.count()).select_from(VoiceLink).where(VoiceLink.made_by_id.is_(None))
    )


def test_a_fresh_link_goes_to_the_address_on_record_whatever_is_typed(app, sent):
    with later(days=8):
        answer = (
            Browser(app)
            .anonymous()
            .post(f"{sent}/new", {"to": "evil@demo.example", "phone": "07700900999"})
        )

    message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert answer.h1 == "Look at your messages"
    assert (message.channel, message.to_address) == ("text", "+447700900123")
    assert fresh_ones() == 1


def test_asking_for_a_fresh_link_answers_alike_whether_there_is_one(app, stranger, sent):
    real = stranger.post(f"{sent}/new", {})
    never = stranger.post("/y/" + "x" * 43 + "/new", {})
    nobody = Browser(app).anonymous().post("/page/new-link", {})

    assert real.status == never.status == nobody.status == 200
    assert real.text == never.text == nobody.text
    assert fresh_ones() == 1


def test_after_the_visit_is_over_its_cookie_can_ask(app, phone):
    with later(minutes=90):
        again = Browser(app).anonymous()  # the closed page carries a proof of its own
        again.client.set_cookie("page", phone.client.get_cookie("page").value)
        again.post("/page/new-link", {})

    assert fresh_ones() == 1


def test_three_fresh_links_a_day_are_enough(stranger, sent):
    for _ in range(6):
        stranger.post(f"{sent}/new", {})

    assert fresh_ones() == settings.value("voice.fresh_a_day")


def test_after_the_advisor_closed_the_links_only_they_send_one(stranger, sent, young, advisor):
    links.revoke(young, by=advisor)
    stranger.post(f"{sent}/new", {})

    assert fresh_ones() == 0


def test_where_birthdays_are_asked_five_wrong_ones_end_the_link(stranger, sent, young):
    settings.set_value("voice.ask_birthday", True, valid_from=clock.today(), source="Test", by=None)
    right = {"day": str(young.born.day), "month": str(young.born.month)}
    wrong = {"day": str(young.born.day % 28 + 1), "month": str(young.born.month)}

    assert stranger.post(sent, {}).status == 422
    assert stranger.post(sent, {"day": "x", "month": "²"}).status == 422
    assert stranger.post(sent, wrong).errors == ["That does not fit. Try again"]
    assert stranger.post(sent, wrong).status == 422
    assert stranger.post(sent, wrong).status in {404, 422}
    assert stranger.post(sent, right).status == 404


def test_the_right_birthday_opens(stranger, sent, young):
    settings.set_value("voice.ask_birthday", True, valid_from=clock.today(), source="Test", by=None)
    right = {"day": str(young.born.day), "month": str(young.born.month)}

    assert stranger.post(sent, right, follow=False).status == 303


def test_old_visits_and_links_are_forgotten(phone):
    with later(days=2):
        visits.forget_old()
    assert db.session.scalar(select(func.count()).select_from(VoiceSession)) == 0
    with later(days=91):
        links.forget_old()
    assert db.session.scalar(select(func.count()).select_from(VoiceLink)) == 0
