"""Whoever said yes sees who moves next and by when, and what came of it, in kind words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.employers.models import Membership
from app.introductions.choices import KIND_WORDS
from app.introductions.models import IntroductionState, Outcome
from app.matches import runs
from app.placements import services as placing
from app.placements.choices import CHECKS
from app.placements.models import Party
from app.voice import requests
from app.voice.models import RequestKind, VoiceNews, VoiceRequest
from app.young_people.models import Cover
from tests.app.voice.reading import grade
from tests.app.voice.test_agreeing import say
from tests.app.voice.test_reading_age import MOST, TELLING, sentences


def introduced(make, young, state, **given):
    given.setdefault("interview_at", clock.now() + timedelta(days=3))
    offer = make.opportunity(title="Help in a bakery", employer=make.employer(name="Blue Bakery"))
    return make.introduction(young, offer, state=state, **given)


def kinds():
    return list(db.session.scalars(select(VoiceNews.kind).order_by(VoiceNews.id)))


@pytest.mark.parametrize("state", [one for one in IntroductionState if one != "DRAFT"])
def test_every_state_is_told_in_easy_words(phone, young, make, state):
    introduced(make, young, state.value)

    page = phone.get("/page/next")

    assert "Help in a bakery" in page.text
    assert "Blue Bakery" in page.text
    score = grade(sentences(page))
    print(f"/page/next with {state}: {score:.1f}")
    assert score <= MOST
    assert TELLING.findall(page.text) == []


def test_they_see_by_when_an_employer_answers_and_that_late_is_not_about_them(phone, young, make):
    row = introduced(make, young, "SENT")
    day = clock.today() + timedelta(days=5)
    row.answer_due = day
    db.session.commit()
    assert f"They answer by {day:%A} {day.day} {day:%B}" in phone.get("/page/next").text

    row.answer_due = clock.today() - timedelta(days=1)
    db.session.commit()
    assert "That is not about you" in phone.get("/page/next").text


def test_a_no_waits_for_a_person_to_tell_it_and_then_stands_in_kind_words(phone, young, make):
    row = introduced(make, young, "NOT_SUCCESSFUL")
    row.words_for_young_person = KIND_WORDS[Outcome.PLACE_GONE]
    row.note_for_advisor = "was late"
    db.session.commit()
    assert KIND_WORDS[Outcome.PLACE_GONE] not in phone.get("/page/next").text

    row.told_at = clock.now()
    db.session.commit()
    text = phone.get("/page/next").text
    assert KIND_WORDS[Outcome.PLACE_GONE] in text
    assert "was late" not in text


def test_a_yes_to_an_idea_stands_there_before_anybody_is_introduced(phone, young, make):
    make.suggestion(young, make.opportunity(title="Cook with us"), state="YP_INTERESTED")

    assert "You said yes." in phone.get("/page/next").text


@pytest.mark.parametrize(("said", "kind"), [("yes", "place_yes"), ("no", "place_no")])
def test_an_offered_place_is_theirs_to_answer_and_their_advisor_reads_it(
    phone, young, make, browser, advisor, said, kind
):
    introduced(make, young, "OFFERED")
    assert "Blue Bakery would like to have you" in phone.get("/page/place/1").text
    assert phone.get("/page").link("Blue Bakery offers you a place") == "/page/place/1"

    say(phone, said, "/page/place/1", why="because")

    assert kinds() == [kind]
    assert "the place they were offered" in browser.sign_in(advisor).get("home.index").text
    assert "because" in browser.get("voice_desk.page", ref=young.ref).text
    assert phone.get("/page/place/1").status == 404


def test_a_place_may_be_talked_about_first(phone, young, make):
    introduced(make, young, "OFFERED")
    say(phone, "talk", "/page/place/1")

    assert db.session.scalars(select(VoiceRequest.kind)).one() == "talk"
    assert phone.get("/page/place/1").status == 200


def test_whether_they_can_come_reaches_their_advisor_and_a_no_starts_a_clock(
    phone, young, make, browser, advisor
):
    introduced(make, young, "INTERVIEW_BOOKED")
    say(phone, "can_go", "/page/dates/1")
    assert db.session.scalars(select(VoiceRequest)).all() == []
    say(phone, "cannot_go", "/page/dates/1", why="i am ill")

    assert kinds() == ["can_go", "cannot_go"]
    assert "You said you can not go" in phone.get("/page/dates/1").text
    home = browser.sign_in(advisor).get("home.index").text
    assert "wants to talk" in home
    assert "can not come to the meeting" in home.lower()


def test_a_meeting_that_was_moved_is_asked_about_anew(phone, young, make):
    row = introduced(make, young, "INTERVIEW_BOOKED")
    say(phone, "cannot_go", "/page/dates/1")
    row.interview_at = clock.now() + timedelta(days=6)
    db.session.commit()

    assert "You said" not in phone.get("/page/dates/1").text


def test_a_card_says_whom_to_ring_when_something_goes_wrong(phone, young, make, advisor):
    advisor.phone, advisor.name = "01632960701", "Amara Cole"
    db.session.commit()
    introduced(make, young, "INTERVIEW_BOOKED")

    assert "Ring Amara, 01632 960701" in phone.get("/page/dates/1").text


@pytest.fixture
def preparing(young, make):
    row = introduced(make, young, "ACCEPTED")
    return make.placement(row, state="PREPARING")


def test_days_times_and_pay_are_theirs_to_agree_to(phone, preparing, browser, advisor):
    assert "Are days and times right?" in phone.get("/page").text
    text = phone.get("/page/agree/1").text
    assert "£13.50 an hour" in text
    say(phone, "yes", "/page/agree/1")

    db.session.refresh(preparing)
    (yes,) = preparing.agreements
    assert (yes.party, yes.by_id, yes.on_behalf_reason) == ("young_person", None, None)
    trail = select(AuditEvent).where(AuditEvent.action == "placement.yes")
    assert db.session.scalars(trail).one().actor_role == "young_person"
    assert kinds() == ["agreed"]
    assert phone.get("/page/agree/1").status == 404
    page = browser.sign_in(advisor).get("placements.show", ref=preparing.ref)
    assert "Said on their own page" in page.text


def test_days_that_changed_meanwhile_are_read_again_before_a_yes(phone, preparing, advisor):
    page = phone.get("/page/agree/1")
    seen = page.soup.find("input", {"name": "seen"})["value"]
    placing.set_days(preparing, preparing.start + timedelta(days=7), None, by=advisor)

    page = phone.post("/page/agree/1", {"ref": preparing.ref, "seen": seen, "answer": "yes"})

    assert page.errors == ["This changed while you read it. Please read it again"]
    db.session.refresh(preparing)
    assert preparing.agreements == []


def test_a_no_or_not_yet_agrees_to_nothing_and_starts_a_clock(phone, preparing):
    say(phone, "no", "/page/agree/1", why="too far")

    db.session.refresh(preparing)
    assert preparing.agreements == []
    assert kinds() == ["place_no"]
    assert db.session.scalars(select(VoiceRequest.words)).one() == "too far"


def test_once_the_others_agreed_their_yes_completes_it(phone, preparing, advisor, make):
    user = preparing.opportunity.employer
    owner = db.session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.employer_id == user.id)
    ).one()
    for name in CHECKS:
        placing.tick(preparing, name, by=advisor)
    placing.agree(preparing, Party.COUNCIL, by=advisor)
    placing.agree(preparing, Party.EMPLOYER, by=owner)
    say(phone, "yes", "/page/agree/1")

    db.session.refresh(preparing)
    assert preparing.state == "AGREED"


def test_after_an_answer_the_next_idea_is_one_tap_away(phone, young, make):
    for title in ("Help in a bakery", "Help in a kitchen"):
        make.opportunity(title=title)
    runs.run("test", [young.id])

    page = say(phone, "no", "/page/ideas/1")

    assert page.link("Next idea, 1 left") == "/page/ideas/1"


def test_who_stands_in_is_named_with_a_number(phone, young, make, advisor):
    advisor.name = "Amara Cole"
    other = make.user("advisor", team=advisor.team, name="Sam Okoro", phone="01632960702")
    today = clock.today()
    db.session.add(Cover(advisor_id=advisor.id, covered_by_id=other.id, begins=today, ends=today))
    db.session.commit()

    assert "Amara is away until" in phone.get("/page/help").text
    assert "Sam Okoro helps you till then" in phone.get("/page/help").text


def test_a_promise_that_was_not_kept_is_owned_up_to(phone, young):
    row = requests.ask(young, RequestKind.TALK)
    row.due = clock.today() - timedelta(days=1)
    db.session.commit()

    assert "We are late. See who to ring" in phone.get("/page").text
    text = phone.get("/page/asked/1").text
    assert "That is our mistake" in text


def test_an_answer_to_what_they_asked_stands_on_the_first_page(phone, young, advisor):
    row = requests.ask(young, RequestKind.TALK)
    requests.finish(row.ref, "I ring you at four", by=advisor)

    assert "There is an answer for you" in phone.get("/page").text
