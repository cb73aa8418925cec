"""The first request ever: from somebody’s own page to their hands, past two people, within a month."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.audit.models import AuditEvent
from app.privacy import copying, preparing
from app.privacy.models import DataCopy
from app.settings import services as settings
from app.voice.models import VoiceRequest
from tests.app.voice.reading import grade
from tests.app.voice.test_reading_age import MOST, TELLING, sentences
from tests.rules.access import proof

COVER = {"does": "cover", "cover": "Wren Example", "reason": "others"}


def places(desk, row, **answer):
    ref = row.ref
    page = desk.get("privacy.place", ref=ref, number=1)
    key = page.soup.select_one("input[name=place]")["value"]
    return desk.post("privacy.place", {"place": key, **answer}, ref=ref, number=1)


def fetched(browser, address):
    """A file, as it came: no page."""
    with browser.app.app_context():
        answer = browser.client.post(address, data={"csrf_token": proof(browser)})
    db.session.rollback()
    return answer


def test_a_copy_goes_from_asking_to_their_hands(phone, desk, second, young, one):
    phone.post("/page/ask/data", {"words": "Please"})
    wish = db.session.scalars(select(VoiceRequest)).one()
    assert "Prepare the copy" in desk.get("voice_desk.request_page", ref=wish.ref).buttons()

    page = desk.post("privacy.begin", ref=wish.ref)
    assert "Look at 1 place, one by one." in page.text
    page = places(desk, one(), **COVER)
    assert page.notices == ["You have looked at every place"]
    desk.post("privacy.act", ref=one().ref, verb="ask_check")
    assert one().state == "CHECKING"
    assert "waits for your second look" in second.get("home.index").text
    assert "Your copy is ready" not in phone.get("/page/ask").text

    second.post("privacy.act", ref=one().ref, verb="release")

    assert one().state == "READY"
    answered = phone.get("/page/asked/1").text
    assert "Your copy is ready" in answered
    file = fetched(phone, "/page/copy/all")
    assert file.mimetype == "application/zip"
    held = copying.read(file.data, copying.MACHINES).decode()
    assert "Juniper" in held
    assert "Wren" not in held
    assert (one().state, one().handed_how) == ("HANDED_OVER", "page")


def test_the_request_is_to_be_answered_within_a_calendar_month(phone, app, monkeypatch):
    monkeypatch.setitem(app.config, "APP_NOW", "2027-01-31T12:00")

    assert preparing.due_on(date(2027, 1, 31)) == date(2027, 2, 28)
    assert preparing.due_on(date(2027, 1, 31), extended=True) == date(2027, 4, 30)


def test_it_does_not_go_before_every_place_was_looked_at(desk, begun, one):
    page = desk.post("privacy.act", ref=begun.ref, verb="ask_check")

    assert page.notices == ["Look at every marked place first"]
    assert one().state == "PREPARING"


def test_who_prepared_it_cannot_let_it_go(desk, begun, one):
    places(desk, begun, **COVER)
    desk.post("privacy.act", ref=begun.ref, verb="ask_check")

    page = desk.post("privacy.act", ref=begun.ref, verb="release")

    assert "Somebody else has to look" in page.notices[0]
    assert one().state == "CHECKING"


def test_one_person_is_enough_where_the_council_says_so(desk, begun, one):
    settings.set_value(
        "privacy.two_people", False, valid_from=clock.today(), source="Tests", by=None
    )
    places(desk, begun, does="give")

    desk.post("privacy.act", ref=begun.ref, verb="ask_check")

    assert one().state == "READY"


def test_what_came_in_after_it_was_prepared_sends_it_back(desk, second, begun, young, one):
    places(desk, begun, **COVER)
    desk.post("privacy.act", ref=begun.ref, verb="ask_check")
    young.state_reason = "Something new about Wren"
    db.session.commit()

    page = second.post("privacy.act", ref=begun.ref, verb="release")
    assert "Something new came in" in page.notices[0]
    second.post("privacy.say_why", {"why": "There is a new place"}, ref=begun.ref, verb="send_back")

    assert one().state == "PREPARING"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({}, "Select what becomes of it"),
        ({"does": "leave"}, "Select why"),
        ({"does": "cover", "reason": "others", "cover": ""}, "Enter what to cover"),
        ({"does": "cover", "reason": "others", "cover": "Nobody"}, "“Nobody” does not stand there"),
        ({"does": "cover", "cover": "Wren"}, "Select why"),
    ],
)
def test_a_decision_is_whole_or_asked_for_again(desk, begun, one, answer, error):
    page = places(desk, begun, **answer)

    assert page.status == 422
    assert error in page.errors
    assert one().outcomes == {}


def test_a_decision_about_another_place_than_was_shown_is_refused(desk, begun, one):
    page = desk.post(
        "privacy.place", {"place": "note:1:words", "does": "give"}, ref=begun.ref, number=1
    )

    assert page.status == 422
    assert one().outcomes == {}


def test_the_clock_stands_while_they_are_asked_and_the_days_are_added(
    app, desk, coordinator, begun, asked, one, monkeypatch
):
    due, now = begun.due, clock.now()
    desk.post("privacy.say_why", {"why": "Which year?"}, ref=begun.ref, verb="pause")
    assert "The clock stands since" in desk.get("privacy.copy", ref=begun.ref).text
    monkeypatch.setitem(app.config, "APP_NOW", (now + timedelta(days=9)).isoformat())

    preparing.resume(begun.ref, by=coordinator)

    assert one().due == due + timedelta(days=9)
    assert db.session.get(VoiceRequest, asked.id).due == one().due
    with pytest.raises(preparing.ClockStands):
        preparing.resume(begun.ref, by=coordinator)


def test_the_time_is_extended_once_and_not_when_it_is_over(app, desk, begun, one, monkeypatch):
    started = one().asked_on
    desk.post("privacy.say_why", {"why": "Much to read"}, ref=begun.ref, verb="extend")
    assert one().due == clock.months_after(started, 3)

    page = desk.post("privacy.say_why", {"why": "Even more"}, ref=begun.ref, verb="extend")

    assert "It can be extended once" in page.errors[0]


def test_somebody_who_asked_in_another_way_gets_the_same_clock(desk, young, one):
    asked = clock.today() - timedelta(days=3)
    form = {
        "reference": "UO-77",
        "how": "letter",
        "on-day": asked.day,
        "on-month": asked.month,
        "on-year": asked.year,
        "identity": "Their advisor knows the hand",
    }

    desk.post("privacy.new", form)

    assert (one().young_person_id, one().how_asked) == (young.id, "letter")
    assert one().due == clock.months_after(asked, 1)
    again = desk.post("privacy.new", form)
    assert again.errors == ["A copy for them is being prepared already"]
    nobody = desk.post("privacy.new", form | {"reference": "UO-78"})
    assert nobody.errors == ["Nobody has this reference. Check it on their record"]


def test_a_wish_taken_back_stops_its_copy(phone, begun, one):
    phone.post("/page/asked/1", {})

    assert one().state == "STOPPED"


def test_a_copy_does_not_exist_for_whom_it_is_not(app, begun, make, browser, hr, admin, business):
    for user in (hr, admin, business):
        page = browser.sign_in(user).get("privacy.copy", ref=begun.ref)
        assert page.status == 403
    for user in (make.user("advisor"), make.user("manager", team=make.team("Far away"))):
        page = browser.sign_in(user).get("privacy.copy", ref=begun.ref)
        assert page.status == 404


def test_an_advisor_sees_a_copy_only_once_it_may_go(browser, advisor, desk, second, begun, one):
    browser.sign_in(advisor)
    assert browser.get("privacy.copy", ref=begun.ref).status == 404
    places(desk, begun, **COVER)
    desk.post("privacy.act", ref=begun.ref, verb="ask_check")
    second.post("privacy.act", ref=begun.ref, verb="release")

    paper = fetched(browser, browser.address("privacy.fetch", ref=begun.ref, what="paper"))
    assert paper.mimetype == "application/pdf"
    browser.post("privacy.hand_over", {"how": "person"}, ref=begun.ref)

    assert (one().state, one().handed_how) == ("HANDED_OVER", "person")


def test_who_looks_at_a_copy_is_written_down_with_the_reason(desk, begun, young):
    desk.get("privacy.copy", ref=begun.ref)
    desk.get("privacy.place", ref=begun.ref, number=1)

    read = select(AuditEvent).where(AuditEvent.action == "young_person.read")
    rows = db.session.scalars(read).all()
    assert [(row.subject_ref, row.reason) for row in rows] == [(young.ref, preparing.WHY)] * 2


def test_the_copy_that_goes_is_the_one_that_was_seen(desk, second, begun, young, one):
    places(desk, begun, **COVER)
    desk.post("privacy.act", ref=begun.ref, verb="ask_check")
    second.post("privacy.act", ref=begun.ref, verb="release")
    young.own_words = "Written afterwards"
    db.session.commit()

    address = second.address("privacy.fetch", ref=begun.ref, what="all")
    packed = fetched(second, address).data

    assert zipfile.is_zipfile(io.BytesIO(packed))
    assert "Written afterwards" not in copying.read(packed, copying.MACHINES).decode()


def test_the_card_on_their_page_reads_easily_and_tells_nobody_anything(
    phone, desk, second, begun, one
):
    places(desk, begun, **COVER)
    desk.post("privacy.act", ref=begun.ref, verb="ask_check")
    second.post("privacy.act", ref=begun.ref, verb="release")

    for path in ("/page/ask", "/page/asked/1"):
        said = sentences(phone.get(path))
        assert "Your copy is ready" in said
        assert grade(said) <= MOST
        assert not TELLING.search(said)


def test_nobody_else_gets_the_copy_on_their_page(app, phone, begun, make):
    assert phone.post("/page/copy/all", {}, follow=False).status == 404
    other = make.young_person()
    row = DataCopy(
        young_person_id=other.id,
        asked_on=clock.today(),
        due=clock.today(),
        begun_by_id=begun.begun_by_id,
        begun_at=clock.now(),
        state="READY",
        content=copying.copy(other.id, {}),
    )
    db.session.add(row)
    db.session.commit()

    assert phone.post("/page/copy/paper", {}, follow=False).status == 404
