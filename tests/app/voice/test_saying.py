"""What somebody says on their own page counts at once, reaches their advisor, and can be changed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app import db
from app.audit.models import AuditEvent
from app.matches import queries, runs
from app.matches.models import Suggestion
from app.opportunities.models import OpportunityState
from app.placements.models import Placement, PlacementNote, Review
from app.states import StateChange
from app.voice.models import VoiceNews, VoiceRequest
from app.young_people.models import Consent, Interest, YoungPersonState
from tests.app.voice.things import fill
from tests.browser import Browser


@pytest.fixture
def offer(make, young):
    found = make.opportunity(title="Help in a bakery")
    runs.run("test", [young.id])
    return found


def say(phone, number, answer, why=""):
    page = phone.get(f"/page/ideas/{number}")
    ref = page.soup.find("input", {"name": "ref"})["value"]
    return phone.post(f"/page/ideas/{number}", {"ref": ref, "answer": answer, "why": why})


def state():
    return db.session.scalars(select(Suggestion.state)).one()


def test_the_reasons_are_said_to_them_and_not_about_them(phone, offer):
    text = phone.get("/page/ideas/1").text

    assert "You are keen on hospitality" in text
    assert "They are" not in text


@pytest.mark.parametrize(
    ("answer", "becomes"),
    [("yes", "YP_INTERESTED"), ("not_now", "YP_NOT_NOW"), ("no", "YP_DECLINED")],
)
def test_an_answer_moves_the_suggestion_by_themself(phone, offer, young, answer, becomes):
    assert say(phone, 1, answer).h1 == "Thank you"

    move = db.session.scalars(select(StateChange).where(StateChange.machine == "suggestion")).one()
    trail = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action.like("suggestion.say_%"))
    ).one()
    assert state() == becomes
    assert (move.by_id, trail.actor_id, trail.actor_role) == (None, None, "young_person")


def test_what_the_advisor_picked_and_talked_about_is_answered_too(phone, make, young):
    make.suggestion(young, make.opportunity(title="Cook with us"), state="DISCUSSED")

    assert "picked this for you" in phone.get("/page/ideas").text
    say(phone, 1, "yes")
    assert state() == "YP_INTERESTED"


def test_a_mind_can_be_changed(phone, offer):
    for answer, becomes in (
        ("no", "YP_DECLINED"),
        ("yes", "YP_INTERESTED"),
        ("not_now", "YP_NOT_NOW"),
    ):
        say(phone, 1, answer)
        assert state() == becomes


def test_the_same_answer_twice_is_one_move(phone, offer):
    say(phone, 1, "yes")
    say(phone, 1, "yes")

    assert db.session.scalar(select(func.count()).select_from(StateChange)) == 1


def test_an_answer_stands_on_the_advisors_home_until_it_is_read(
    phone, offer, browser, advisor, young
):
    say(phone, 1, "no", "too early for me")

    home = browser.sign_in(advisor).get("home.index").text
    assert "Juniper said no to “Help in a bakery”, on their own page" in home
    page = browser.get("voice_desk.page", ref=young.ref)
    assert "too early for me" in page.text
    browser.post("voice_desk.mark_read", ref=young.ref)
    assert "said no to" not in browser.get("home.index").text
    story = browser.get("young_people.section", ref=young.ref, name="history").text
    assert "Said no to “Help in a bakery”" in story
    assert "too early for me" in story


def test_a_yes_to_an_offer_that_closed_is_refused_kindly(phone, offer):
    page = phone.get("/page/ideas/1")
    ref = page.soup.find("input", {"name": "ref"})["value"]
    say(phone, 1, "not_now")
    offer.state = OpportunityState.CLOSED
    db.session.commit()

    answer = phone.post("/page/ideas/1", {"ref": ref, "answer": "yes"})

    assert answer.status == 422
    assert state() == "YP_NOT_NOW"
    assert "full or closed" in answer.text


def test_nobody_answers_for_what_is_not_on_their_list(phone, make, offer):
    strange = make.opportunity(state="DRAFT")

    assert phone.post("/page/ideas/1", {"ref": strange.ref, "answer": "yes"}).status == 404
    assert phone.post("/page/ideas/1", {"ref": "A" * 22, "answer": "yes"}).status == 404
    assert phone.get("/page/ideas/99").status == 404
    assert db.session.scalar(select(func.count()).select_from(Suggestion)) == 0


def test_no_address_holds_a_reference(phone, young, make):
    fill(young, make)
    refs = {
        young.ref,
        *db.session.scalars(select(Consent.ref)),
        *db.session.scalars(select(VoiceRequest.ref)),
    }
    refs |= set(db.session.scalars(select(Placement.ref)))

    for path in (
        "/page",
        "/page/ideas",
        "/page/sharing",
        "/page/dates",
        "/page/ask",
        "/page/print",
    ):
        links = [a["href"] for a in phone.get(path).soup.select("a[href]")]
        assert [link for link in links for ref in refs if ref in link] == []


def test_another_persons_agreement_and_place_are_out_of_reach(phone, make):
    other = make.young_person()
    consent = db.session.scalars(select(Consent).where(Consent.young_person_id == other.id)).one()
    over = make.placement(make.introduction(other, state="ACCEPTED"), state="COMPLETED")

    assert phone.post("/page/sharing/1", {"ref": consent.ref}).status == 404
    sent = {"place": over.ref, "face": "3", "again": "yes"}
    assert phone.post("/page/reviews/1", sent).status == 404
    db.session.refresh(consent)
    assert consent.withdrawn_at is None
    assert db.session.scalar(select(func.count()).select_from(Review)) == 0


def test_taking_back_what_is_shared_shuts_the_employers_door_at_once(
    phone, make, young, browser, app
):
    user = make.user("business")
    employer = make.employer(user=user)
    row = make.introduction(young, make.opportunity(employer=employer), state="SEEN")
    theirs = Browser(app).sign_in(user)
    assert "Juniper" in theirs.get("introductions.show", ref=row.ref).text
    number = 2  # the first is to be matched
    ref = phone.get(f"/page/sharing/{number}").soup.find("input", {"name": "ref"})["value"]

    phone.post(f"/page/sharing/{number}", {"ref": ref})

    after = theirs.get("introductions.show", ref=row.ref)
    assert "Juniper" not in after.text
    shared, _, stopped = phone.get("/page/sharing").text.partition("What you stopped")
    assert employer.name not in shared
    assert employer.name in stopped


def test_no_more_ideas_hides_them_at_once_stops_the_next_run_and_tells_the_advisor(
    phone, offer, young, browser, advisor
):
    assert "Help in a bakery" in phone.get("/page/ideas").text

    phone.post("/page/ideas-off", {"words": "it is too much"})

    assert "Help in a bakery" not in phone.get("/page/ideas").text
    db.session.refresh(young)
    assert queries.suggestions_for(young).total == 0
    assert young.state == YoungPersonState.IN_PROGRESS
    home = browser.sign_in(advisor).get("home.index").text
    assert "does not want to be matched" in home
    assert "due" in home
    runs.run("test", [young.id])
    assert queries.suggestions_for(young).total == 0


def test_whoever_stopped_may_begin_again(phone, offer, young):
    phone.post("/page/ideas-off", {})
    assert "start them again" in phone.get("/page/ideas").text

    phone.post("/page/ideas-on", {})

    db.session.refresh(young)
    given = db.session.scalars(select(Consent).order_by(Consent.id)).all()[-1]
    assert young.state == YoungPersonState.READY
    assert (given.recorded_by_id, given.how) == (None, "on their own page")
    runs.run("test", [young.id])
    assert "Help in a bakery" in phone.get("/page/ideas").text
    assert db.session.scalars(select(VoiceRequest.state)).one() == "TAKEN_BACK"


def test_nobody_begins_again_what_they_never_agreed_to(phone, young):
    db.session.query(Consent).delete()
    db.session.commit()

    assert phone.post("/page/ideas-on", {}).status == 404


def test_three_faces_reach_the_placement_and_wanting_to_talk_starts_a_clock(
    phone, make, young, browser, advisor
):
    row = make.placement(make.introduction(young, state="ACCEPTED"), state="ACTIVE")

    page = phone.post("/page/how", {"face": "1", "words": "the bus is late", "talk": "y"})

    note = db.session.scalars(select(PlacementNote)).one()
    assert "will get in touch by" in page.text
    assert (note.party, note.face, note.by_id, note.wants_to_talk) == (
        "young_person",
        1,
        None,
        True,
    )
    assert "the bus is late" in browser.sign_in(advisor).get("placements.show", ref=row.ref).text
    assert "wants to talk" in browser.get("home.index").text


def test_their_review_stands_beside_the_employers_whatever_that_says(phone, make, young):
    row = make.placement(make.introduction(young, state="ACCEPTED"), state="COMPLETED")
    user = make.user("business")
    db.session.add(
        Review(placement_id=row.id, party="employer", face=3, by_id=user.id, at=row.created_at)
    )
    db.session.commit()
    place = phone.get("/page/reviews/1").soup.find("input", {"name": "ref"})["value"]

    sent = {"ref": place, "face": "1", "again": "no", "words": "they shouted"}
    assert phone.post("/page/reviews/1", sent).h1 == "Thank you"

    mine = db.session.scalars(select(Review).where(Review.party == "young_person")).one()
    db.session.refresh(row)
    assert (mine.face, mine.again, mine.by_id) == (1, False, None)
    assert row.state == "REVIEWED"
    assert phone.get("/page/reviews/1").status == 404


def test_what_they_like_is_kept_and_their_words_stay_as_they_wrote_them(phone, young):
    phone.post("/page/words", {"words": "i like hens\nand being early"})
    phone.post("/page/likes", {"on_retail": "curious", "on_hospitality": ""})

    db.session.refresh(young)
    kept = {row.sector_key: row.level for row in db.session.scalars(select(Interest))}
    assert young.own_words == "i like hens\nand being early"
    assert kept == {"retail": "curious"}
    kinds = set(db.session.scalars(select(VoiceNews.kind)))
    assert kinds == {"words", "interests"}


def test_a_date_comes_as_a_file_that_says_little(phone, young, make):
    fill(young, make)

    file = phone.get("/page/dates/1/calendar.ics")

    assert file.response.mimetype == "text/calendar"
    assert "SUMMARY:Meet Bakery" in file.body
    assert "LOCATION:The back door" in file.body
    assert "Juniper" not in file.body


def test_who_looked_is_told_by_first_name_and_by_what_they_do(phone, make, browser, young, advisor):
    advisor.name = "Amara Cole"
    db.session.commit()
    browser.sign_in(advisor).get("young_people.show", ref=young.ref)

    text = phone.get("/page/looks").text

    assert "Amara works with you" in text
    assert "Cole" not in text
