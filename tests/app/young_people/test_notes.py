"""Dated notes, and what can be done for several young people at once."""

from __future__ import annotations

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.audit.models import AuditEvent
from app.young_people import notes, story
from app.young_people.models import Note, YoungPerson
from tests.app.young_people.people import fresh
from tests.at_once import at_once


def test_a_note_stands_in_the_story_with_who_wrote_it(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    page = browser.sign_in(advisor).post(
        "young_people.note", {"contact": "call", "words": "Starts college in May"}, ref=person.ref
    )

    assert "Your note is saved" in page.text
    told = {event.title: event for event in story.tell(fresh(person))}
    assert told["Talked on the phone"].body == "Starts college in May"
    assert told["Talked on the phone"].by == advisor.name


def test_a_note_without_words_is_asked_for_again_and_keeps_the_answer(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    page = browser.sign_in(advisor).post(
        "young_people.note", {"contact": "met", "words": " "}, ref=person.ref
    )

    assert page.status == 422
    assert "Enter your note" in page.text
    assert db.session.scalars(select(Note)).first() is None


def test_one_note_goes_on_every_record_that_was_ticked_and_on_no_other(browser, make, advisor):
    people = [make.young_person(advisor=advisor) for _ in range(3)]
    browser.sign_in(advisor)
    browser.post(
        "young_people.choose_together",
        {"people": [person.ref for person in people[:2]], "do": "note"},
    )
    page = browser.post("young_people.note_together", {"contact": "", "words": "Fair on Friday"})

    assert "Your note is on 2 records" in page.text
    noted = set(db.session.scalars(select(Note.young_person_id)))
    assert noted == {person.id for person in people[:2]}


def test_nothing_is_written_on_a_record_that_is_not_on_the_caseload(browser, make, advisor):
    theirs = make.young_person(advisor=make.user("advisor"))
    browser.sign_in(advisor)
    browser.post("young_people.choose_together", {"people": [theirs.ref], "do": "note"})

    page = browser.post("young_people.note_together", {"contact": "", "words": "Hello"})
    assert page.status == 404
    page = browser.post("young_people.note", {"contact": "", "words": "Hello"}, ref=theirs.ref)
    assert page.status == 404
    assert db.session.scalars(select(Note)).first() is None


def test_ticking_nobody_says_so(browser, make, advisor):
    make.young_person(advisor=advisor)
    page = browser.sign_in(advisor).post("young_people.choose_together", {"do": "sheets"})

    assert "Tick at least one young person first" in page.text


def test_sheets_for_several_are_read_by_name_in_the_audit_trail(browser, make, advisor):
    people = [make.young_person(advisor=advisor, preferred_name=name) for name in ("Ada", "Bo")]
    browser.sign_in(advisor)
    page = browser.post(
        "young_people.choose_together",
        {"people": [person.ref for person in people], "do": "sheets"},
    )

    assert "Ada, what do you think?" in page.text
    assert "Bo, what do you think?" in page.text
    read = select(AuditEvent.subject_ref).where(
        AuditEvent.action == "young_person.read",
    )
    assert {person.ref for person in people} <= set(db.session.scalars(read))


def test_the_file_holds_only_who_was_ticked(browser, make, advisor):
    people = [make.young_person(advisor=advisor, preferred_name=name) for name in ("Ada", "Bo")]
    browser.sign_in(advisor)
    page = browser.post("young_people.choose_together", {"people": [people[0].ref], "do": "file"})

    assert "Ada" in page.body
    assert "Bo" not in page.body


def test_the_list_is_found_again_as_it_was_left(browser, make, advisor):
    make.young_person(advisor=advisor, preferred_name="Ada")
    browser.sign_in(advisor)
    browser.get("young_people.index", state="CLOSED")

    assert "Ada" not in browser.get("young_people.index").text
    assert "Ada" in browser.get("young_people.index", all=1).text
    assert "Ada" in browser.get("young_people.index").text


def test_two_notes_on_the_same_records_the_other_way_round_never_wait_for_each_other(app, make):
    advisor = make.user("advisor")
    numbers = [make.young_person(advisor=advisor).id for _ in range(6)]
    who = advisor.id

    def write(order):
        by = db.session.get_one(User, who)
        people = [db.session.get_one(YoungPerson, number) for number in order]
        return notes.write(people, "Rang them.", contact="phone call", by=by)

    for _ in range(5):
        said = at_once(app, lambda: write(numbers), lambda: write(numbers[::-1]))
        assert said == [6, 6]
