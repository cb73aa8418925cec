"""An hour on Friday: everybody on the list one by one, done, put off with a reason, or left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.audit.models import AuditEvent
from app.young_people import caseload, rounds, story
from app.young_people.models import Purpose, RoundMark
from app.young_people.needs import needs
from app.young_people.signals import Waiting, asked_whose_turn
from tests.app.young_people.people import fresh

TODAY = clock.today()


def day(date):
    return {"until-day": date.day, "until-month": date.month, "until-year": date.year}


def line_of(user, person):
    return next(line for line in caseload.lines(user) if line.ref == person.ref)


@pytest.fixture
def three(make, advisor):
    """Amina, Bo and Cas; Bo’s interests are old."""
    old = clock.now() - timedelta(days=190)
    return [
        make.young_person(advisor=advisor, preferred_name=name, surname="", **given)
        for name, given in (("Amina", {}), ("Bo", {"interests_at": old}), ("Cas", {}))
    ]


def bar(page):
    found = page.soup.select_one(".uo-round__where")
    return found.get_text(" ", strip=True) if found else None


def test_everybody_on_the_list_is_gone_through_in_its_order(browser, advisor, three):
    amina, bo, cas = three
    browser.sign_in(advisor).get("young_people.index", sort="name")

    first = browser.post("young_people.begin_round")
    second = browser.post("young_people.done_today", ref=amina.ref)
    skipped = browser.get("young_people.show", ref=cas.ref)
    back = browser.post("young_people.done_today", ref=cas.ref)
    over = browser.post("young_people.done_today", ref=bo.ref)

    assert [page.h1.split()[0] for page in (first, second, back)] == ["Amina", "Bo", "Bo"]
    assert bar(first) == "1 of 3 · 0 done"
    assert bar(second) == "2 of 3 · 1 done"
    assert bar(skipped) == "3 of 3 · 1 done"
    assert over.notices == ["You went through 3 of 3. The list shows when you last looked at each"]
    assert bar(browser.get("young_people.show", ref=amina.ref)) is None


def test_the_list_that_is_gone_through_is_the_one_that_was_filtered(browser, advisor, three):
    browser.sign_in(advisor).get("young_people.index", waits="stale")

    page = browser.post("young_people.begin_round")

    assert (page.h1.split()[0], bar(page)) == ("Bo", "1 of 1 · 0 done")


def test_who_comes_back_goes_on_where_they_were(browser, advisor, three):
    browser.sign_in(advisor).get("young_people.index", sort="name")
    browser.post("young_people.begin_round")
    browser.post("young_people.done_today", ref=three[0].ref)

    page = browser.get("young_people.index", sort="name")

    assert page.soup.find("a", string="Go on: 2 of 3")["href"].endswith(three[1].ref)


def test_whoever_is_done_today_is_left_out_when_it_begins_anew(browser, advisor, three):
    browser.sign_in(advisor).get("young_people.index", sort="name")
    for person in three[:2]:
        browser.post("young_people.done_today", ref=person.ref)

    assert bar(browser.post("young_people.begin_round")) == "1 of 1 · 0 done"
    assert line_of(advisor, three[0]).marks.seen_on == TODAY


def test_going_through_somebody_elses_young_person_is_not_possible(browser, make, advisor, three):
    other = make.user("advisor")
    theirs = make.young_person(advisor=other)
    browser.sign_in(advisor)

    answers = [
        browser.post(f"young_people.{name}", {}, ref=theirs.ref).status
        for name in ("done_today", "put_off", "bring_back", "still_true")
    ]

    assert answers == [404] * 4
    assert db.session.scalars(select(RoundMark)).all() == []


def test_what_is_put_off_waits_no_more_until_that_day_and_says_why(app, browser, advisor, three):
    bo, until = three[1], TODAY + timedelta(days=14)
    browser.sign_in(advisor)
    assert line_of(advisor, bo).turn == "advisor"

    browser.post("young_people.put_off", {**day(until), "reason": "Exams"}, ref=bo.ref)

    line, page = line_of(advisor, bo), browser.get("young_people.index", waits="put_off")
    told = story.tell(fresh(bo))
    assert (line.turn, line.reasons, line.marks.until) == ("nobody", (), until)
    with app.test_request_context():
        assert needs(advisor) == []
    assert "Exams" in page.text
    assert ("Put off until", "Exams") in [(event.title[:13], event.body) for event in told]


def test_it_comes_back_by_itself_on_that_day(monkeypatch, advisor, three):
    rounds.put_off(three[1], TODAY + timedelta(days=14), "Exams", before=None, by=advisor)

    before = monkeypatch.context
    for days, turn in ((13, "nobody"), (14, "advisor")):
        with before() as later:
            later.setattr(clock, "today", lambda days=days: TODAY + timedelta(days=days))
            assert line_of(advisor, three[1]).turn == turn


def test_what_somebody_else_waits_for_cannot_be_put_off(advisor, three):
    bo = three[1]
    rounds.put_off(bo, TODAY + timedelta(days=14), "Exams", before=None, by=advisor)

    def answer(_, people):
        return {bo.id: Waiting("advisor", "Wants to talk", TODAY, key="asked")}

    with asked_whose_turn.connected_to(answer):
        assert [cause.key for cause in line_of(advisor, bo).causes] == ["asked"]


def test_an_agreement_that_ends_meanwhile_shows_all_the_same(make, advisor):
    person = make.young_person(advisor=advisor, consent=False)
    make.consent(person, purpose=Purpose.MATCHING, until=TODAY + timedelta(days=20))
    rounds.put_off(person, TODAY + timedelta(days=40), "Away", before=None, by=advisor)

    assert [cause.key for cause in line_of(advisor, person).causes] == ["consent_ending"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Enter a day that is still to come"),
        (-3, "Enter a day that is still to come"),
        (57, "8 weeks is the most"),
        (20, "Something falls due on"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_in_plain_words(browser, make, advisor, days, words):
    person = make.young_person(advisor=advisor, consent=False)
    make.consent(person, purpose=Purpose.MATCHING, until=TODAY + timedelta(days=20))
    sent = {**day(TODAY + timedelta(days=days)), "reason": "Away"}

    page = browser.sign_in(advisor).post("young_people.put_off", sent, ref=person.ref)

    assert (page.status, len(page.errors)) == (422, 1)
    assert words in page.errors[0]
    assert db.session.scalars(select(RoundMark)).all() == []


def test_it_can_be_brought_back_at_once(browser, advisor, three):
    rounds.put_off(three[1], TODAY + timedelta(days=14), "Exams", before=None, by=advisor)

    browser.sign_in(advisor).post("young_people.bring_back", ref=three[1].ref)

    assert line_of(advisor, three[1]).turn == "advisor"


def test_whatever_is_done_in_a_round_is_in_the_audit_trail(advisor, three):
    rounds.done(three[0], by=advisor)
    rounds.put_off(three[1], TODAY + timedelta(days=14), "Exams", before=None, by=advisor)
    rounds.bring_back(three[1], by=advisor)

    mine = select(AuditEvent).where(AuditEvent.actor_id == advisor.id)
    rows = db.session.scalars(mine.order_by(AuditEvent.id))
    done = [(row.action.partition(".")[2], row.subject_ref) for row in rows]
    assert done == [
        ("gone_through", three[0].ref),
        ("put_off", three[1].ref),
        ("bring_back", three[1].ref),
    ]


def test_one_tap_says_that_nothing_has_changed_and_starts_the_clock_anew(browser, advisor, three):
    bo = three[1]
    page = browser.sign_in(advisor).get("young_people.show", ref=bo.ref)
    assert "Still true today" in page.buttons()

    browser.post("young_people.still_true", ref=bo.ref)

    words = "Checked that their interests are still true"
    told = next(event for event in story.tell(fresh(bo)) if event.title == words)
    assert line_of(advisor, bo).turn == "nobody"
    assert told.changes[0][0] == "Interests talked about"
    assert story.lately(fresh(bo))[0].title == words


def test_interests_that_were_never_talked_about_cannot_still_be_true(browser, make, advisor):
    person = make.young_person(advisor=advisor, interests_at=None)

    page = browser.sign_in(advisor).post("young_people.still_true", ref=person.ref)

    assert page.notices == [
        "Talk about interests first: there is nothing yet that could still be true"
    ]
    assert fresh(person).interests_at is None
