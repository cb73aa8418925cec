"""Nothing typed is lost when a visit is over; it waits for its writer, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app import clock, db
from app.matches import runs
from app.outbox.models import TEXT
from app.voice import jobs, links
from app.voice.models import NewsKind, VoiceKept, VoiceNews, VoiceRequest
from tests.browser import Browser

WORDS = "i was telling you about the dog\nand the garage"


def later(**span):
    return time_machine.travel(clock.now() + timedelta(**span), tick=False)


def kept():
    db.session.rollback()
    return list(db.session.scalars(select(VoiceKept)))


def opened(app, young):
    """Another phone, or the same one, with a new link."""
    with db.transaction():
        _, secret = links.make(young, TEXT, by=None, leaves_at=clock.now())
    browser = Browser(app).anonymous()
    browser.post(f"/y/{secret}", {}, follow=False)
    return browser


@pytest.fixture
def late(phone):
    """They were typing for longer than a visit lasts, then sent it."""
    phone.get("/page/words")
    with later(minutes=45):
        return phone.post("/page/words", {"words": WORDS})


def test_what_was_typed_for_too_long_is_kept_and_said_so(late, young):
    assert late.status == 403
    assert "What you wrote is safe" in late.text
    assert "dog" not in late.body
    assert young.own_words != WORDS
    (row,) = kept()
    assert (row.path, row.answers) == ("/page/words", {"words": [WORDS]})


def test_it_stands_on_the_page_again_and_is_sent_by_them_alone(app, late, young):
    phone = opened(app, young)
    assert "You were writing something" in phone.get("/page").text

    page = phone.get("/page/words")
    assert "Nothing is sent yet" in page.text
    assert page.soup.find("textarea").text.strip() == WORDS
    phone.post("/page/words", {"words": WORDS})

    db.session.refresh(young)
    assert young.own_words == WORDS
    assert kept() == []
    assert "You were writing something" not in phone.get("/page").text


def test_it_can_be_thrown_away(app, late, young):
    phone = opened(app, young)
    phone.post("/page/typed/forget", {})

    assert kept() == []
    assert phone.get("/page/words").soup.find("textarea").text.strip() == young.own_words


def test_nobody_else_reads_it(app, late, make, young, browser, advisor):
    other = make.young_person(advisor=advisor, phone="+447700900199")
    assert "dog" not in opened(app, other).get("/page/words").body
    browser.sign_in(advisor)
    for endpoint in ("voice_desk.page", "young_people.show"):
        assert "the dog" not in browser.get(endpoint, ref=young.ref).body


def test_nothing_is_kept_of_whoever_left_or_was_put_out(phone, young, advisor):
    phone.post("/page/leave", {}, follow=False)
    phone.post("/page/words", {"words": WORDS})
    assert kept() == []


def test_nothing_is_kept_once_the_advisor_closed_the_links(phone, young, advisor):
    links.revoke(young, by=advisor)
    phone.post("/page/words", {"words": WORDS})
    assert kept() == []


def test_somebody_without_a_visit_leaves_nothing(app):
    Browser(app).anonymous().post("/page/words", {"words": WORDS})

    assert kept() == []


def test_an_answer_to_one_idea_is_never_filled_in_for_another(app, phone, young, make):
    for title in ("Help in a bakery", "Help in a kitchen"):
        make.opportunity(title=title)
    runs.run("test", [young.id])
    second = phone.get("/page/ideas/2").soup.find("input", {"name": "ref"})["value"]
    with later(minutes=45):
        phone.post("/page/ideas/1", {"ref": second, "answer": "no", "why": "too hot"})
    again = opened(app, young)

    page = again.get("/page/ideas/1")

    assert page.soup.find("input", {"name": "ref"})["value"] != second
    assert not page.soup.select("input[checked]")
    assert "too hot" not in page.body


def test_a_proof_that_ran_out_before_the_visit_did_loses_nothing_either(app, phone):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = phone.client.post("/page/talk", data={"words": WORDS})

    assert (answer.status_code, answer.location) == (303, "/page/talk")
    db.session.rollback()
    assert db.session.scalars(select(VoiceRequest)).all() == []
    assert WORDS in phone.get("/page/talk").soup.find("textarea").text


def test_what_nobody_comes_back_for_is_thrown_away_with_the_link(late):
    with later(days=6):
        jobs.forget_old()
    assert len(kept()) == 1
    with later(days=8):
        jobs.forget_old()
    assert kept() == []


def test_it_reaches_nobody_as_news_before_it_is_sent(late):
    assert NewsKind.WORDS not in set(db.session.scalars(select(VoiceNews.kind)))
