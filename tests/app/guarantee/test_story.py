"""A whole case in the browser: from the declaration to the feedback, by the people who do it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.guarantee.models import CaseState, GuaranteeCase
from app.outbox.models import Message


@pytest.fixture
def vacancy(make):
    make.policy()
    return make.vacancy(closes=clock.today() - timedelta(days=1))


def date_of(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def only():
    return db.session.scalars(select(GuaranteeCase)).one()


def opened(browser, hr, vacancy, **changed):
    answers = {
        "vacancy": vacancy.ref,
        "candidate_name": "Robin Invented",
        "application_number": "APP-77",
        **date_of("declared_on", clock.today()),
    }
    return browser.sign_in(hr).post("guarantee.new", {**answers, **changed})


def answered(browser, coordinator, case, applies="yes"):
    browser.sign_in(coordinator)
    return browser.post("guarantee.answer", {"applies": applies}, ref=case.ref)


def marked(browser, hr, case, marks):
    answers = {"version": case.version}
    for line, mark in zip(case.vacancy.criteria, marks, strict=True):
        answers |= {f"mark_{line.id}": mark, f"evidence_{line.id}": "The application says so"}
    return browser.sign_in(hr).post("guarantee.grid", answers, ref=case.ref)


def interview(case, day, **changed):
    return {
        "version": case.version,
        **date_of("day", day),
        "start": "10:30am",
        "where": "Civic offices, room 1",
        **changed,
    }


def to_criteria(browser, hr, coordinator, vacancy):
    opened(browser, hr, vacancy)
    browser.post("guarantee.act", ref=only().ref, verb="check")
    answered(browser, coordinator, only())
    return only()


def travel(app, days):
    app.config["APP_NOW"] = (clock.now() + timedelta(days=days)).isoformat()


@pytest.fixture(autouse=True)
def real_time_afterwards(app):
    yield
    app.config["APP_NOW"] = ""


def test_a_case_goes_from_the_declaration_to_the_feedback(app, browser, hr, coordinator, vacancy):
    page = opened(browser, hr, vacancy)
    case = only()
    assert page.h1 == "Robin Invented"
    assert case.number == f"GI-{clock.today().year}-0001"
    assert page.buttons()[:2] == ["Ask the leaving-care team", "They withdrew"]

    page = browser.post("guarantee.act", ref=case.ref, verb="check")
    assert "answers yes or no next" in page.text

    page = answered(browser, coordinator, only())
    assert page.h1 == "Does the guarantee apply?"
    assert "Robin" not in page.text

    page = marked(browser, hr, only(), ["met", "met"])
    assert "Guarantee the interview" in page.buttons()
    assert "Criteria are not met" not in page.buttons()

    browser.post("guarantee.act", ref=case.ref, verb="guarantee")
    day = clock.today() + timedelta(days=5)
    page = browser.post("guarantee.invite", interview(only(), day), ref=case.ref, verb="invite")
    assert only().state == CaseState.INVITED
    assert "The interview took place" not in page.buttons()

    travel(app, 6)
    browser.sign_in(hr)
    page = browser.post("guarantee.act", ref=case.ref, verb="interview")
    assert page.buttons()[:2] == ["Offered the job", "Not appointed"]
    browser.post("guarantee.act", ref=case.ref, verb="offer")
    page = browser.post(
        "guarantee.feed_back", {"version": only().version, "feedback": "Well done."}, ref=case.ref
    )
    assert "Well done." in page.text
    browser.post("guarantee.act", ref=case.ref, verb="close")
    assert only().state == CaseState.CLOSED
    assert all(row.done_on and row.done_on <= row.due for row in only().clocks)


def test_a_refusal_takes_two_people_and_written_feedback(browser, make, hr, coordinator, vacancy):
    colleague = make.user("hr")
    case = to_criteria(browser, hr, coordinator, vacancy)
    page = marked(browser, hr, case, ["met", "not_met"])
    assert "Criteria are not met" in page.buttons()
    assert "Guarantee the interview" not in page.buttons()

    page = browser.post(
        "guarantee.refuse", {"version": only().version, "feedback": ""}, ref=case.ref
    )
    assert page.errors == ["Enter the feedback"]
    browser.post(
        "guarantee.refuse", {"version": only().version, "feedback": "Nearly there."}, ref=case.ref
    )
    assert only().state == CaseState.CRITERIA_CHECK

    review = {"version": only().version, "view": "agree", "words": ""}
    page = browser.post("guarantee.second_review", review, ref=case.ref)
    assert page.errors == [
        "You marked these criteria, so a colleague has to give the second review"
    ]
    browser.sign_in(colleague)
    page = browser.get("guarantee.second_review", ref=case.ref)
    assert "Nearly there." in page.text
    page = browser.post("guarantee.second_review", review, ref=case.ref)
    assert only().state == CaseState.CRITERIA_NOT_MET
    assert (only().first_reviewer_id, only().second_reviewer_id) == (hr.id, colleague.id)
    assert "Feedback has been given" in page.buttons()


def test_a_second_reviewer_who_sees_it_differently_gives_the_case_back(
    browser, make, hr, coordinator, vacancy
):
    case = to_criteria(browser, hr, coordinator, vacancy)
    marked(browser, hr, case, ["met", "not_met"])
    browser.post("guarantee.refuse", {"version": only().version, "feedback": "No."}, ref=case.ref)
    browser.sign_in(make.user("hr"))
    answers = {"version": only().version, "view": "differ", "words": ""}

    page = browser.post("guarantee.second_review", answers, ref=case.ref)
    assert page.errors == ["Enter what you see differently"]
    page = browser.post(
        "guarantee.second_review", {**answers, "words": "Page 2 shows weekends"}, ref=case.ref
    )

    assert only().state == CaseState.CRITERIA_CHECK
    assert only().review_asked_at is None
    assert "Page 2 shows weekends" in page.text


def test_changing_the_grid_takes_a_request_for_review_back(browser, make, hr, coordinator, vacancy):
    case = to_criteria(browser, hr, coordinator, vacancy)
    marked(browser, hr, case, ["met", "not_met"])
    browser.post("guarantee.refuse", {"version": only().version, "feedback": "No."}, ref=case.ref)
    seen = only().version
    marked(browser, hr, only(), ["met", "met"])

    browser.sign_in(make.user("hr"))
    page = browser.post("guarantee.second_review", {"version": seen, "view": "agree"}, ref=case.ref)

    assert page.status == 409
    assert only().state == CaseState.CRITERIA_CHECK


def test_a_no_ends_with_closing_and_a_slip_can_be_put_right(browser, hr, coordinator, vacancy):
    opened(browser, hr, vacancy)
    browser.post("guarantee.act", ref=only().ref, verb="check")
    answered(browser, coordinator, only(), "no")
    assert only().state == CaseState.NOT_ELIGIBLE

    page = browser.sign_in(hr).get("guarantee.show", ref=only().ref)
    assert page.buttons() == ["Ask again", "Close the case"]
    browser.post("guarantee.act", ref=only().ref, verb="ask_again")
    assert only().eligible is None
    assert only().clocks[0].done_on is None
    answered(browser, coordinator, only(), "yes")
    assert only().state == CaseState.CRITERIA_CHECK


def test_who_does_not_come_is_offered_one_other_date(app, browser, hr, coordinator, vacancy):
    case = to_criteria(browser, hr, coordinator, vacancy)
    marked(browser, hr, case, ["met", "met"])
    browser.post("guarantee.act", ref=case.ref, verb="guarantee")
    day = clock.today() + timedelta(days=3)
    browser.post("guarantee.invite", interview(only(), day), ref=case.ref, verb="invite")
    travel(app, 4)
    browser.sign_in(hr)
    page = browser.post("guarantee.act", ref=case.ref, verb="no_show")
    assert "Offer another date" in page.buttons()

    day = clock.today() + timedelta(days=3)
    browser.post("guarantee.invite", interview(only(), day), ref=case.ref, verb="rebook")
    travel(app, 4)
    browser.sign_in(hr)
    page = browser.post("guarantee.act", ref=case.ref, verb="no_show")

    assert only().rebooked
    assert "Offer another date" not in page.buttons()
    sent = interview(only(), clock.today() + timedelta(days=3))
    page = browser.post("guarantee.invite", sent, ref=case.ref, verb="rebook")
    assert page.errors == ["This interview has already been rebooked once"]
    page = browser.post("guarantee.act", {"reason": ""}, ref=case.ref, verb="close")
    assert page.errors == ["Enter a reason"]
    browser.post("guarantee.act", {"reason": "No answer twice"}, ref=case.ref, verb="close")
    assert only().state == CaseState.CLOSED


def test_the_people_concerned_are_written_to(browser, make, hr, coordinator, vacancy):
    colleague = make.user("hr")
    case = to_criteria(browser, hr, coordinator, vacancy)
    marked(browser, hr, case, ["met", "not_met"])
    browser.post("guarantee.refuse", {"version": only().version, "feedback": "No."}, ref=case.ref)

    sent = [
        (row.template, row.to_address)
        for row in db.session.scalars(select(Message).order_by(Message.id))
    ]
    assert sent == [
        ("guarantee_asked", coordinator.email),
        ("guarantee_answered", hr.email),
        ("guarantee_review_asked", colleague.email),
    ]
