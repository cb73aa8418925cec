"""The pages of an introduction, from the advisor’s first line to the place that is taken."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.audit.models import AuditEvent
from app.introductions import answers, outcomes, services
from app.introductions.answers import Interview, Refusal
from app.introductions.models import Introduction, IntroductionState, Outcome
from app.outbox.models import Message
from app.young_people import services as young_people
from tests.app.introductions.people import MESSAGE, NAME, SURNAME, cast, sent

BOTH = {
    "authority_held_by": "foster carer",
    "given_by": "young person and carer",
    "evidence": "Jo Hill, email of 12 November",
}
FORM = {
    "shared": ["preferred_name", "age"],
    "message": MESSAGE,
    "agreed": "yes",
    "how": "in person",
}


def day(name, when):
    return {
        f"{name}-day": str(when.day),
        f"{name}-month": str(when.month),
        f"{name}-year": str(when.year),
    }


def soon(days=5):
    return clock.today() + timedelta(days=days)


MEETING = {"time": "9:30am", "where": "12 High Street", "notes": "Ask for Sam"}


def only():
    db.session.rollback()
    return db.session.scalars(select(Introduction)).one()


def test_an_advisor_introduces_somebody_sees_it_as_the_employer_will_and_sends_it(browser, people):
    pair = {"ref": people.person.ref, "offer": people.offer.ref}
    asked = browser.sign_in(people.advisor).get("introductions.new", **pair)
    preview = browser.post("introductions.new", FORM, **pair)
    page = browser.post("introductions.send", ref=only().ref)

    assert "We would" not in asked.h1
    assert NAME in asked.h1
    assert "will see" in preview.h1
    assert MESSAGE in preview.text
    assert NAME in preview.text
    assert "lifting" not in preview.text
    assert page.notices == [f"Sent to {people.offer.employer.name}. They answer by " + due(only())]


def due(row):
    return f"{row.answer_due:%A} {row.answer_due.day} {row.answer_due:%B %Y}"


def test_what_was_typed_stays_when_something_is_missing(browser, people):
    pair = {"ref": people.person.ref, "offer": people.offer.ref}
    page = browser.sign_in(people.advisor).post(
        "introductions.new", {**FORM, "how": "", "shared": []}, **pair
    )

    assert page.status == 422
    assert page.errors == ["Select what the employer may be told", "Select how you asked"]
    assert MESSAGE in page.text


def test_an_agreement_can_be_left_for_later(browser, people):
    pair = {"ref": people.person.ref, "offer": people.offer.ref}
    page = browser.sign_in(people.advisor).post(
        "introductions.new", {**FORM, "agreed": "later"}, **pair
    )

    assert only().state == IntroductionState.AWAITING_AGREEMENT
    assert "Nothing was sent" in page.notices[0]


def test_somebody_under_18_needs_to_know_who_may_decide(browser, make, advisor):
    person = make.young_person(advisor=advisor, born=clock.today() - timedelta(days=17 * 365))
    offer = make.suggestion(person).opportunity
    pair = {"ref": person.ref, "offer": offer.ref}
    page = browser.sign_in(advisor).post("introductions.new", FORM, **pair)
    done = browser.post(
        "introductions.new",
        {**FORM, **BOTH},
        **pair,
    )

    assert page.errors == ["Select who may decide about this for them", "Select who agreed"]
    assert "will see" in done.h1


def test_clicking_twice_makes_one_introduction(browser, people, token):
    pair = {"ref": people.person.ref, "offer": people.offer.ref}
    browser.sign_in(people.advisor)
    for _ in range(2):
        browser.post("introductions.new", {**FORM, "once": token}, **pair)

    assert only().state == IntroductionState.DRAFT


def test_the_employer_sees_a_coarse_card_until_it_is_opened_and_then_what_was_agreed(
    browser, row, people
):
    browser.sign_in(people.contact)
    before = browser.get("introductions.show", ref=row.ref)
    after = browser.post("introductions.open_", ref=row.ref)

    assert NAME not in before.body
    assert MESSAGE not in before.body
    assert NAME in after.h1
    assert MESSAGE in after.text
    assert SURNAME not in after.body
    assert only().state == IntroductionState.SEEN


def test_looking_changes_nothing_and_opening_is_written_down(browser, row, people):
    browser.sign_in(people.contact).get("introductions.show", ref=row.ref)
    unopened = only().state
    browser.post("introductions.open_", ref=row.ref)

    read = [e for e in db.session.scalars(select(AuditEvent)) if e.action == "young_person.read"]
    assert unopened == IntroductionState.SENT
    assert [(e.subject_ref, e.actor_id) for e in read] == [(people.person.ref, people.contact.id)]


def test_after_the_agreement_is_taken_back_the_next_request_shows_nothing(browser, row, people):
    browser.sign_in(people.contact).post("introductions.open_", ref=row.ref)
    young_people.withdraw_consent(only().consent, by=people.advisor)
    page = browser.get("introductions.show", ref=row.ref)
    inbox = browser.get("introductions.inbox", tab="over")

    for shown in (page, inbox):
        assert NAME not in shown.body
        assert MESSAGE not in shown.body
        assert "lifting" not in shown.body
    assert "ended" in page.text


def test_an_employer_sees_only_its_own(browser, row, make):
    other = make.user("business")
    make.employer(user=other)
    browser.sign_in(other)

    assert browser.get("introductions.show", ref=row.ref).status == 404
    assert browser.post("introductions.open_", ref=row.ref).status == 404
    assert browser.post("introductions.refuse", {"outcome": "skills"}, ref=row.ref).status == 404
    assert "Nobody is waiting for you" in browser.get("introductions.inbox").text


def test_another_advisor_finds_nothing(browser, row, make):
    browser.sign_in(make.user("advisor", team=make.team("South team")))

    for endpoint in ("record", "preview", "edit", "card", "withdraw", "accept", "invite"):
        assert browser.get(f"introductions.{endpoint}", ref=row.ref).status == 404
    assert NAME not in browser.get("introductions.index", turn="open").body


def test_an_employer_that_is_not_asked_yet_finds_nothing(browser, people, make):
    draft = make.introduction(people.person, people.offer, state="DRAFT")

    assert browser.sign_in(people.contact).get("introductions.show", ref=draft.ref).status == 404


def test_the_employer_invites_to_an_interview_and_both_get_a_calendar_file(browser, row, people):
    browser.sign_in(people.contact).post("introductions.open_", ref=row.ref)
    page = browser.post("introductions.invite", {**MEETING, **day("day", soon())}, ref=row.ref)

    files = [mail for mail in db.session.scalars(select(Message)) if mail.calendar]
    assert only().state == IntroductionState.INTERVIEW_BOOKED
    assert clock.local(only().interview_at).strftime("%H:%M") == "09:30"
    assert {mail.to_address for mail in files} == {people.contact.email, people.advisor.email}
    assert "12 High Street" in page.text


def test_a_time_that_is_over_is_refused_beside_its_field(browser, row, people):
    browser.sign_in(people.contact)
    page = browser.post("introductions.invite", {**MEETING, **day("day", soon(-2))}, ref=row.ref)

    assert page.errors == ["Enter a day and time that are still to come"]
    assert "12 High Street" in page.body


def test_not_this_time_gives_the_young_person_kind_words_and_the_advisor_the_note(
    browser, row, people
):
    sent_ = {"outcome": "skills", "words": "", "note": "Came across as tired"}
    browser.sign_in(people.contact).post("introductions.refuse", sent_, ref=row.ref)
    page = browser.sign_in(people.advisor).get("introductions.record", ref=row.ref)
    told = browser.post("introductions.told", ref=row.ref)

    assert only().outcome == Outcome.SKILLS
    assert "you can still learn" in only().words_for_young_person
    assert "tired" not in only().words_for_young_person
    assert "Came across as tired" in page.text
    assert "I have passed it on" not in told.buttons()


def test_the_way_to_a_place(browser, row, people, make):
    other = sent(cast(make, people.advisor), ("age",))
    other.young_person_id = people.person.id
    db.session.commit()
    answers.offer(row, soon(40), by=people.contact)
    browser.sign_in(people.advisor)
    question = browser.get("introductions.accept", ref=row.ref)
    page = browser.post("introductions.accept", ref=row.ref)

    db.session.rollback()
    assert other.opportunity.title in question.text
    assert row.state == IntroductionState.ACCEPTED
    assert other.state == IntroductionState.OBSOLETE
    assert "has the place" in page.notices[0]


def test_what_is_ticked_stays_open(browser, row, people, make):
    other = sent(cast(make, people.advisor), ("age",))
    other.young_person_id = people.person.id
    db.session.commit()
    answers.offer(row, soon(40), by=people.contact)
    browser.sign_in(people.advisor).post("introductions.accept", {"keep": [other.ref]}, ref=row.ref)

    db.session.rollback()
    assert other.state == IntroductionState.SENT


def test_a_no_to_the_place_needs_a_reason_which_the_employer_never_sees(browser, row, people):
    answers.offer(row, soon(40), by=people.contact)
    browser.sign_in(people.advisor)
    page = browser.post("introductions.decline", {"reason": ""}, ref=row.ref)
    browser.post("introductions.decline", {"reason": "The bus takes too long"}, ref=row.ref)

    assert page.errors == ["Enter a reason"]
    assert only().state == IntroductionState.DECLINED_BY_YP
    assert not [mail for mail in db.session.scalars(select(Message)) if "bus" in mail.body]


@pytest.mark.parametrize("state", list(IntroductionState))
def test_every_state_has_a_page_for_each_side(browser, people, make, state):
    row = make.introduction(people.person, people.offer, state=state.value)
    row.interview_at = clock.now() + timedelta(days=3)
    row.words_for_young_person = "Next time"
    db.session.commit()
    staff = browser.sign_in(people.advisor).get("introductions.record", ref=row.ref)
    listed = browser.get("introductions.index")
    employer = browser.sign_in(people.contact).get("introductions.show", ref=row.ref)
    tabs = [browser.get("introductions.inbox", tab=tab).status for tab in ("", "over")]

    assert (staff.status, listed.status, tabs) == (200, 200, [200, 200])
    assert employer.status == (404 if state == IntroductionState.DRAFT else 200)


def test_the_list_can_be_searched_without_a_name_in_the_address(browser, row, people):
    page = browser.sign_in(people.advisor).post("introductions.search", {"q": NAME.lower()})

    assert NAME in page.text
    assert NAME.lower() not in page.response.request.full_path.lower()


@pytest.mark.parametrize(
    "turn", ["open", "advisor", "young_person", "employer", "late", "over", "x"]
)
def test_the_list_says_whose_turn_it_is(browser, row, people, turn):
    page = browser.sign_in(people.advisor).get("introductions.index", turn=turn, sort="x", page="9")

    assert (NAME in page.text) == (turn in {"open", "employer", "x"})


def test_the_number_of_statements_does_not_grow_with_the_list(browser, people, make, statements):
    browser.sign_in(people.advisor)
    make.introduction(people.person, people.offer)
    with statements() as few:
        browser.get("introductions.index")
    for _ in range(8):
        make.introduction(make.young_person(advisor=people.advisor), make.opportunity())
    with statements() as many:
        browser.get("introductions.index")

    assert len(many) <= len(few) + 1
    assert len(many) <= 15, many


def test_no_name_and_nothing_of_care_is_in_any_message_subject_or_calendar_file(
    browser, row, people
):
    answers.see(row, by=people.contact)
    answers.invite(
        row, Interview(clock.now() + timedelta(days=8), "12 High Street"), by=people.contact
    )
    answers.offer(row, soon(40), by=people.contact)
    outcomes.accept(row, by=people.advisor)

    for mail in db.session.scalars(select(Message)):
        whole = f"{mail.subject} {mail.body} {mail.calendar or ''}"
        assert NAME not in whole
        assert SURNAME not in whole
        assert MESSAGE not in whole
        assert not re.search(
            r"\bcare\b|care leaver|foster|looked after|corporate parent", whole, re.I
        )


def test_the_calendar_file_names_nobody(browser, row, people):
    answers.invite(
        row, Interview(clock.now() + timedelta(days=8), "12 High Street"), by=people.contact
    )
    file = browser.sign_in(people.contact).get("introductions.calendar", ref=row.ref)

    assert "BEGIN:VEVENT" in file.body
    assert NAME not in file.body


def test_the_coordinator_sees_silent_employers_and_no_young_person(
    browser, row, coordinator, working_days
):
    working_days(16)
    page = browser.sign_in(coordinator).get("employers.silent")

    assert row.opportunity.employer.name in page.text
    assert NAME not in page.body
    home = browser.get("home.index")
    assert home.soup.find(
        "a", href=re.compile(f"/employers/{row.opportunity.employer.ref}/contact")
    )


def test_a_page_for_the_employer_names_nobody_when_the_agreement_has_run_out(browser, row, people):
    answers.see(row, by=people.contact)
    row.consent.until = clock.today() - timedelta(days=1)
    db.session.commit()
    page = browser.sign_in(people.contact).get("introductions.show", ref=row.ref)
    invited = browser.post("introductions.invite", {**MEETING, **day("day", soon())}, ref=row.ref)

    assert NAME not in page.body
    assert MESSAGE not in page.body
    assert invited.errors == ["Record the young person’s agreement for this employer first"]


def test_a_withdrawn_one_is_over_for_the_employer(browser, row, people):
    answers.refuse(row, Refusal(Outcome.OTHER), by=people.contact)
    page = browser.sign_in(people.contact).get("introductions.show", ref=row.ref)

    assert NAME not in page.body


def test_an_employer_without_an_organisation_sees_an_empty_list(browser, make):
    page = browser.sign_in(make.user("business")).get("introductions.inbox")

    assert "Nobody is waiting" in page.text


def test_only_the_own_introduction_can_be_withdrawn_and_it_says_so(browser, row, people):
    page = browser.sign_in(people.advisor).post(
        "introductions.withdraw", {"reason": "Moved away"}, ref=row.ref
    )

    assert only().state == IntroductionState.WITHDRAWN
    assert "sees nothing more" in page.notices[0]
    with pytest.raises(Exception, match="cannot be done"):
        services.withdraw(only(), reason="again", by=people.advisor)
