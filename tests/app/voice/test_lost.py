"""Who lost their link altogether asks with their number or email; nobody else learns anything by it."""

from __future__ import annotations

import time
from statistics import median

import pytest
from sqlalchemy import func, select

from app import db
from app.outbox.models import Message
from app.voice import invitations, links
from app.voice.models import VoiceLink
from app.young_people.models import YoungPersonState
from tests.app.voice.reading import grade
from tests.app.voice.test_reading_age import MOST, TELLING, sentences
from tests.browser import Browser


@pytest.fixture
def stranger(app):
    return Browser(app).anonymous()


def asked(app, where):
    return Browser(app).anonymous().post("/page/lost", {"where": where})


def fresh():
    db.session.rollback()
    rows = select(func.count()).select_from(VoiceLink).where(VoiceLink.made_by_id.is_(None))
    return db.session.scalar(rows)


def test_a_closed_page_leads_there(stranger):
    assert stranger.get("/page").link("Ask with your phone number or email") == "/page/lost"


@pytest.mark.parametrize("where", ["07700 900123", "+44 7700 900123", "Juniper@Demo.example "])
def test_a_new_link_comes_to_the_address_on_record(app, sent, where):
    assert asked(app, where).h1 == "Look at your messages"

    assert fresh() == 1
    message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert message.to_address in {"+447700900123", "juniper@demo.example"}


def test_every_answer_is_the_same_whoever_is_known(app, sent):
    pages = [asked(app, where) for where in ("07700900123", "07700900999", "nobody", "x@y.example")]

    assert len({(page.status, page.text) for page in pages}) == 1
    assert fresh() == 1


def test_who_never_had_a_link_gets_none_this_way(app, young):
    asked(app, "07700900123")

    assert fresh() == 0


def test_a_number_of_two_people_opens_nothing(app, sent, make, advisor):
    make.young_person(advisor=advisor, phone="+447700900123")
    asked(app, "07700900123")

    assert fresh() == 0


def test_nothing_comes_after_the_advisor_closed_the_links_or_the_record(app, sent, young, advisor):
    links.revoke(young, by=advisor)
    asked(app, "07700900123")
    assert fresh() == 0

    young.state = YoungPersonState.CLOSED
    db.session.commit()
    asked(app, "07700900123")
    assert fresh() == 0


def test_nobody_can_fill_somebodys_phone_with_messages(app, sent):
    for _ in range(8):
        asked(app, "07700900123")

    assert fresh() == 3


def test_guessing_many_numbers_from_one_place_ends_quietly(app, sent, stranger):
    for number in range(31):
        invitations.ask_by_address(f"07700900{number:03d}", came_from="192.0.2.1")
    invitations.ask_by_address("07700900123", came_from="192.0.2.1")

    assert fresh() == 0


def test_how_long_the_answer_takes_tells_nothing(app, sent):
    def takes(where):
        begin = time.perf_counter()
        asked(app, where)
        return time.perf_counter() - begin

    known = median(takes("juniper@demo.example") for _ in range(5))
    unknown = median(takes("nobody@demo.example") for _ in range(5))

    assert abs(known - unknown) < 0.04


def test_the_page_reads_easily_and_names_nothing(stranger):
    page = stranger.get("/page/lost")
    wrong = stranger.post("/page/lost", {"where": ""})

    assert wrong.errors == ["Write your phone number or email"]
    assert TELLING.findall(page.body) == []
    print(f"/page/lost: {grade(sentences(page)):.1f}")
    assert grade(sentences(page)) <= MOST
