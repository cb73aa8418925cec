"""Nobody reads a record, finds one or takes one away without a row in the audit trail."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app import db
from app.audit import services as audit
from app.audit.models import AuditEvent
from tests.app.young_people.people import full_record
from tests.app.young_people.test_scope import GET


def reads():
    """Who read which record on which page, in order."""
    db.session.rollback()
    statement = (
        select(AuditEvent).where(AuditEvent.action == "young_person.read").order_by(AuditEvent.id)
    )
    return [
        (row.actor_id, row.subject_ref, row.details["page"])
        for row in db.session.scalars(statement)
    ]


@pytest.mark.parametrize(("endpoint", "values"), GET)
def test_opening_a_page_of_a_record_is_one_row(browser, make, advisor, endpoint, values):
    person = full_record(make, advisor)
    browser.sign_in(advisor).get(endpoint, ref=person.ref, **values)

    assert reads() == [(advisor.id, person.ref, endpoint)]
    assert audit.first_broken() is None


def test_a_page_that_was_not_found_is_no_read(browser, make, advisor):
    person = make.young_person()
    browser.sign_in(advisor).get("young_people.show", ref=person.ref)

    assert reads() == []


def test_being_on_the_page_of_a_list_is_one_row_each(browser, make, advisor):
    people = [make.young_person(advisor=advisor) for _ in range(26)]
    browser.sign_in(advisor).get("young_people.index", sort="name")
    first = reads()
    browser.get("young_people.index", sort="name", page=2)

    assert len(first) == 25
    assert {ref for _, ref, _ in reads()} == {person.ref for person in people}
    assert {page for _, _, page in reads()} == {"young_people.index"}


def test_being_found_in_a_search_is_written_down_and_the_others_are_not(browser, make, advisor):
    found = make.young_person(advisor=advisor, preferred_name="Amina")
    make.young_person(advisor=advisor, preferred_name="Kai")
    page = browser.sign_in(advisor).post("young_people.search", {"q": "ami"})

    assert "Amina" in page.text
    assert "Kai" not in page.text
    assert reads() == [(advisor.id, found.ref, "young_people.search")]


def test_the_words_of_a_search_stand_in_no_address(browser, make, advisor):
    make.young_person(advisor=advisor, preferred_name="Amina")
    sent = browser.sign_in(advisor).post("young_people.search", {"q": "Amina"}, follow=False)

    assert sent.status == 302
    assert "mina" not in sent.location
    links = [a["href"] for a in browser.get(sent.location).soup.find_all("a")]
    assert not [href for href in links if "mina" in href]


def test_taking_a_caseload_away_as_a_file_is_one_row_each(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    browser.sign_in(advisor).get("young_people.export")

    assert reads() == [(advisor.id, person.ref, "young_people.export")]


def test_a_page_that_shows_both_texts_is_a_read_too(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    browser.sign_in(advisor).post(
        "young_people.edit",
        {"advisor_notes": "mine", "version": "0"},
        ref=person.ref,
        subject="notes",
    )

    assert reads() == [(advisor.id, person.ref, "young_people.edit")]


def test_the_trail_holds_the_names_of_fields_and_never_what_was_typed(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    browser.sign_in(advisor).post(
        "young_people.edit",
        {"advisor_notes": "Xylophonist", "version": str(person.version)},
        ref=person.ref,
        subject="notes",
    )
    changes = select(AuditEvent).where(AuditEvent.action == "young_person.change")
    (row,) = db.session.scalars(changes).all()

    assert row.details == {"fields": ["advisor_notes"]}
    everything = [str(event.details) for event in db.session.scalars(select(AuditEvent))]
    assert not [words for words in everything if "Xylophonist" in words]
