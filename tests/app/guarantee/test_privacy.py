"""Care is never named: not to the panel, not in messages or calendars; the answer is yes or no."""

import re

import pytest
from sqlalchemy import inspect, select

from app import db
from app.accounts.models import Role
from app.audit.models import AuditEvent
from app.guarantee import messages, reviews, services
from app.guarantee.models import GuaranteeCase
from app.guarantee.states import GUARANTEE
from app.outbox.models import Message
from app.states import history
from tests.app.guarantee.conftest import again

CARE = re.compile(r"\bcare\b|leaving|leaver|looked.after|corporate parent|foster", re.I)
NAME = "Zebedee Canary"
NUMBER = "CANARY-APP-9"


def walked(cases, make):
    """A case that has sent every message there is."""
    case = cases.review_wanted(name=NAME, number=NUMBER)
    reviews.disagree(case, "CANARY-WORDS", version=case.version, by=cases.colleague)
    other = cases.invited(name=NAME, number="CANARY-APP-10")
    return case, other


def test_no_message_names_care_a_candidate_an_application_or_an_answer(cases, make):
    walked(cases, make)
    sent = db.session.scalars(select(Message)).all()

    assert {row.template for row in sent} == {
        "guarantee_asked",
        "guarantee_answered",
        "guarantee_review_asked",
        "guarantee_reviewed",
        "guarantee_interview",
    }
    for row in sent:
        said = "\n".join([row.subject, row.body, row.calendar or "", row.key])
        assert not CARE.search(said), said
        assert "CANARY" not in said.upper()
        assert not re.search(r"applies|eligible|not met|guarantee", row.subject, re.I)


def test_the_calendar_says_no_more_than_any_other_interview(cases):
    file = messages.calendar_file(cases.invited(name=NAME))

    assert "SUMMARY:Interview – Library assistant" in file
    assert "Civic offices" in file
    assert not CARE.search(file)
    assert not re.search("guarantee|GI-20|Canary|Unlocking", file, re.I)


def test_the_calendar_file_of_a_moved_interview_replaces_the_first(cases):
    case = cases.invited()
    first = messages.calendar_file(case)
    moved = services.Interview(case.interview_at.replace(year=2099), "Room 2")
    services.change_interview(case, moved, version=case.version, by=cases.hr)
    second = messages.calendar_file(again(case))

    uid, sequence = re.compile(r"UID:(.*)"), re.compile(r"SEQUENCE:(\d+)")
    assert uid.search(first)[1] == uid.search(second)[1]
    assert int(sequence.search(second)[1]) > int(sequence.search(first)[1])


def test_the_panel_reads_that_a_guaranteed_interview_applies_and_nothing_more(browser, hr, cases):
    case = cases.invited(name=NAME, number=NUMBER)

    page = browser.sign_in(hr).get("guarantee.panel_note", ref=case.ref)

    assert f"A guaranteed interview applies to case {case.number}" in page.text
    assert not CARE.search(page.body)
    assert "canary" not in page.body.lower()
    assert "Unlocking" not in page.soup.get_text()


def test_there_is_no_panel_note_before_the_guarantee(browser, hr, cases):
    page = browser.sign_in(hr).get("guarantee.panel_note", ref=cases.answered().ref)

    assert page.status == 409


def test_no_place_keeps_a_reason_for_the_answer(cases):
    case = cases.answered(applies=False)
    (answer,) = [row for row in history(GUARANTEE, case.id) if row.verb == "not_eligible"]
    events = db.session.scalars(select(AuditEvent)).all()

    assert answer.reason is None
    assert all(event.reason is None for event in events)
    assert {c.key for c in inspect(GuaranteeCase).columns if "eligib" in c.key} == {
        "eligible",
        "eligible_by_id",
        "eligible_at",
    }


def test_extra_words_with_the_answer_are_not_kept(browser, coordinator, cases):
    case = cases.asked()
    sent = {"applies": "no", "reason": "CANARY-REASON", "note": "CANARY-REASON"}
    browser.sign_in(coordinator).post("guarantee.answer", sent, ref=case.ref)

    for table in db.Model.metadata.sorted_tables:
        assert "CANARY-REASON" not in str(db.session.execute(select(table)).all())


def test_hr_sees_the_yes_or_no_and_not_who_gave_it(browser, hr, make, cases):
    cases.coordinator.name = "Quentin Answerer"
    case = cases.answered()

    page = browser.sign_in(hr).get("guarantee.show", ref=case.ref)

    assert "Does the guarantee apply? Yes" in page.text
    assert "Quentin" not in page.body


def test_the_coordinator_sees_a_name_and_a_number_and_nothing_else(browser, coordinator, cases):
    case = cases.asked(name=NAME, number=NUMBER)
    browser.sign_in(coordinator)

    for page in (
        browser.get("guarantee.eligibility"),
        browser.get("guarantee.answer", ref=case.ref),
    ):
        assert NAME in page.text
        assert NUMBER in page.text
        assert "Library assistant" not in page.text
        assert case.number not in page.text


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.HR, Role.COORDINATOR}])
def test_nobody_else_comes_in(browser, make, cases, role):
    case = cases.asked()
    browser.sign_in(make.user(str(role)))

    for endpoint in ("index", "vacancies", "eligibility", "breaches", "report", "policies", "new"):
        assert browser.get(f"guarantee.{endpoint}").status == 403
    for endpoint in ("show", "grid", "panel_note", "calendar", "answer"):
        assert browser.get(f"guarantee.{endpoint}", ref=case.ref).status == 403
    assert browser.post("guarantee.act", ref=case.ref, verb="withdraw").status == 403


def test_the_coordinator_does_not_open_cases_and_hr_does_not_answer(
    browser, hr, coordinator, cases
):
    case = cases.asked()

    assert browser.sign_in(coordinator).get("guarantee.show", ref=case.ref).status == 403
    assert browser.sign_in(hr).get("guarantee.answer", ref=case.ref).status == 403


def test_a_case_nobody_asked_about_does_not_exist_for_the_coordinator(browser, coordinator, cases):
    page = browser.sign_in(coordinator).get("guarantee.answer", ref=cases.open().ref)

    assert page.status == 404


def test_reading_names_is_written_down(browser, hr, coordinator, cases):
    case = cases.asked()
    browser.sign_in(hr).get("guarantee.index")
    browser.get("guarantee.show", ref=case.ref)
    browser.sign_in(coordinator).get("guarantee.eligibility")

    reads = (
        select(AuditEvent).where(AuditEvent.action == "guarantee_case.read").order_by(AuditEvent.id)
    )
    pages = [(event.actor_role, event.details["page"]) for event in db.session.scalars(reads)]
    assert pages == [
        ("hr", "guarantee.index"),
        ("hr", "guarantee.show"),
        ("coordinator", "guarantee.eligibility"),
    ]
