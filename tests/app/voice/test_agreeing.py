"""Whether an employer is told is theirs to say: on the very card, with less of it, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.employers.models import Membership
from app.introductions.models import IntroductionState
from app.voice import agreeing
from app.voice.models import VoiceNews
from app.young_people import consents, wordings
from app.young_people.models import Consent, Purpose
from tests.app.voice.things import ask_to_tell
from tests.factories import born_years_ago


@pytest.fixture
def asked(young, make):
    return ask_to_tell(young, make)


def say(phone, said, path="/page/tell/1", **more):
    form = phone.get(path).soup.find_all("form")[-1]
    hidden = {
        one["name"]: one["value"]
        for one in form.select("input[type=hidden]")
        if one["name"] not in {"csrf_token", "once"}
    }
    return phone.post(path, {**hidden, "answer": said, **more})


def given():
    db.session.rollback()
    shares = select(Consent).where(Consent.purpose == Purpose.SHARE).order_by(Consent.id)
    return list(db.session.scalars(shares))


def kinds():
    return list(db.session.scalars(select(VoiceNews.kind).order_by(VoiceNews.id)))


def test_they_read_the_very_card_and_the_very_words_before_they_say_anything(phone, asked):
    assert "May we tell Market Hall about you?" in phone.get("/page").text
    text = phone.get("/page/tell/1").text

    for words in (
        "Juniper",
        "18",
        "i like baking and being up early",
        "Juniper likes to be up early and is good with people.",
        wordings.standing(Purpose.SHARE)[0],
        "This is all they would read",
    ):
        assert words in text
    assert "Invented" not in text


def test_a_yes_is_an_agreement_in_these_words_for_these_fields_by_themself(phone, asked, young):
    assert say(phone, "yes").h1 == "Thank you"

    (kept,) = given()
    assert kept.shared_fields == ["preferred_name", "age", "own_words"]
    assert (kept.wording, kept.wording_version) == wordings.standing(Purpose.SHARE)
    assert (kept.how, kept.recorded_by_id, kept.given_by) == (
        "on their own page",
        None,
        "young person",
    )
    trail = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "young_person.consent")
    ).one()
    assert (trail.actor_role, trail.subject_ref) == ("young_person", young.ref)
    assert phone.get("/page/tell/1").status == 404


def test_what_they_leave_out_is_not_told(phone, asked):
    say(phone, "yes", leave_out=["age", "own_words"])

    assert given()[0].shared_fields == ["preferred_name"]


def test_leaving_everything_out_is_no_yes(phone, asked):
    page = say(phone, "yes", leave_out=["preferred_name", "age", "own_words"])

    assert page.errors == ["You left out all of it. Pick “No”, or leave something in"]
    assert given() == []


def test_a_yes_to_a_card_that_changed_meanwhile_is_asked_again(phone, asked):
    page = phone.get("/page/tell/1")
    seen = page.soup.find("input", {"name": "seen"})["value"]
    asked.message = "Juniper has never been late."
    db.session.commit()

    sent = {"ref": asked.ref, "seen": seen, "answer": "yes"}
    page = phone.post("/page/tell/1", sent)

    assert page.errors == ["This changed while you read it. Please read it again"]
    assert given() == []
    assert page.soup.find("input", {"name": "seen"})["value"] != seen


def test_the_yes_stands_on_the_advisors_desk_at_once_with_the_next_step(
    phone, asked, browser, advisor, young
):
    say(phone, "yes", why="but not on Mondays")

    home = browser.sign_in(advisor).get("home.index").text
    assert "Send the introduction to Market Hall: they agreed" in home
    assert "but not on Mondays" in browser.get("voice_desk.page", ref=young.ref).text
    sent = browser.post("introductions.send", ref=asked.ref)
    assert "They answer by" in sent.text


def test_a_no_ends_it_and_the_employer_never_learns_of_whom(phone, asked, browser):
    owner = db.session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.employer_id == asked.opportunity.employer_id)
    ).one()
    say(phone, "no", why="i know somebody there")

    db.session.refresh(asked)
    assert asked.state == IntroductionState.WITHDRAWN
    assert given() == []
    page = browser.sign_in(owner).get("introductions.show", ref=asked.ref)
    assert "Juniper" not in page.body
    assert "i know somebody there" not in page.body
    assert kinds() == ["tell_no"]


def test_not_now_waits_without_nagging_and_a_mind_can_be_changed(phone, asked):
    say(phone, "not_now")

    assert "May we tell Market Hall" not in phone.get("/page").text
    assert "May we tell Market Hall" in phone.get("/page/sharing").text
    assert "You said not now" in phone.get("/page/tell/1").text
    say(phone, "yes")
    assert len(given()) == 1
    assert kinds() == ["tell_not_now", "tell_yes"]


def test_where_somebody_else_decides_too_a_yes_is_a_wish_and_opens_nothing(
    phone, asked, young, make, browser, advisor
):
    young.born = born_years_ago(17)
    mine = db.session.scalars(select(Consent).where(Consent.purpose == Purpose.MATCHING)).one()
    mine.authority_held_by = "foster carer"
    db.session.commit()
    assert "your foster carer may have to say yes too" in phone.get("/page/tell/1").text.lower()

    assert "Till then nobody is told" in say(phone, "yes").text
    assert given() == []
    assert "ask who decides with them" in browser.sign_in(advisor).get("home.index").text


@pytest.mark.parametrize("age", [16, 17])
def test_where_they_decide_for_themself_their_yes_is_enough(phone, asked, young, age):
    young.born = born_years_ago(age)
    mine = db.session.scalars(select(Consent).where(Consent.purpose == Purpose.MATCHING)).one()
    mine.authority_held_by = "young person"
    db.session.commit()
    say(phone, "yes")

    assert given()[0].authority_held_by == "young person"
    assert consents.who_decides(young) == "young person"


def test_whom_nobody_asked_who_decides_does_not_decide_alone_under_18(phone, asked, young):
    young.born = born_years_ago(16)
    db.session.commit()
    say(phone, "yes")

    assert given() == []


@pytest.fixture
def soon(young, make):
    until = clock.today() + timedelta(days=9)
    return make.consent(
        young,
        employer=make.employer(name="The Old Forge"),
        until=until,
        wording_version="2024-01-01",
    )


def test_an_agreement_that_ends_soon_is_asked_about_and_goes_on_in_todays_words(phone, soon):
    assert "Tell The Old Forge about me" in phone.get("/page").text
    say(phone, "on", "/page/go-on/1")

    old, new = given()
    assert old.ended_why == "replaced"
    assert (new.wording, new.wording_version) == wordings.standing(Purpose.SHARE)
    assert new.until >= clock.today() + timedelta(days=28)
    assert new.shared_fields == old.shared_fields
    assert phone.get("/page/go-on/1").status == 404


def test_letting_it_end_is_asked_once_and_shuts_the_door_on_its_day(phone, soon, young):
    say(phone, "end", "/page/go-on/1")

    assert given()[0].withdrawn_at is None
    assert "shall it go on" not in phone.get("/page").text.lower()
    assert kinds() == ["let_end"]
    assert agreeing.ending(young) == []


def test_what_they_agreed_to_can_be_kept_on_paper(phone, asked):
    say(phone, "yes")
    number = 2  # being matched stands first
    text = phone.get(f"/page/sharing/{number}/paper").text

    kept = given()[0]
    for words in (kept.wording, kept.ref[:8], "On their own page", "19 March 2025", "Juniper"):
        assert words in text


def test_what_they_stopped_stays_to_be_seen_by_them(phone, asked):
    say(phone, "yes")
    page = phone.get("/page/sharing/2")
    phone.post("/page/sharing/2", {"ref": page.soup.find("input", {"name": "ref"})["value"]})

    assert "What you stopped Tell Market Hall about me" in phone.get("/page/sharing").text


def test_their_advisor_is_led_to_the_link_while_the_question_waits(phone, asked, browser, advisor):
    page = browser.sign_in(advisor).get("introductions.record", ref=asked.ref)
    assert page.link("Send them the link").endswith("/their-page")

    say(phone, "yes")
    assert "Send them the link" not in browser.get("introductions.record", ref=asked.ref).text
