"""All or nothing, once, never over somebody else’s work, and back again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock, db
from app.audit.models import AuditEvent
from app.errors import NotAllowed
from app.tables.models import Upload
from app.tables.problems import RowsWrong
from app.young_people import changes, notes, services
from app.young_people.intake import storing, undoing
from app.young_people.intake.looking import Intake
from app.young_people.models import Activity, Interest
from tests.app.young_people.intake import sheets

TWO = "Person ID,Known as,Mobile\n1,Ash,07700 900222\n2,Bo,\n"


def test_one_bad_row_in_five_thousand_stores_nothing(advisor):
    rows = [{"Person ID": n, "Known as": f"N{n}", "DOB": "27/03/2008"} for n in range(1, 5001)]
    rows[4998]["DOB"] = "31/02/2008"
    upload = sheets.keep(sheets.as_csv(rows), advisor)
    intake = Intake(upload, by=advisor)

    with pytest.raises(RowsWrong):
        storing.store(upload, intake.versions, by=advisor)
    assert sheets.everybody() == 0
    assert [(row.number, row.errors[0].field) for row in intake.of("wrong")] == [(5000, "born")]
    assert upload.stored_at is None


def test_a_record_that_somebody_changed_meanwhile_is_shown_and_not_written_over(
    browser, make, advisor
):
    person = make.young_person(advisor=advisor, case_reference="1", preferred_name="Ash")
    ref = sheets.send(browser.sign_in(advisor), TWO)
    looked_at = sheets.versions(browser.get("young_people.import_look", ref=ref))
    services.change(person, {"phone": "+447700900999"}, version=person.version, by=advisor)
    page = browser.post("young_people.import_store", {"versions": looked_at}, ref=ref)

    assert page.status == 409
    assert "Somebody changed a record while you were looking" in page.errors[0]
    assert "Changed while you looked" in page.text
    assert "07700 900999" in page.text
    assert sheets.person("1").phone == "+447700900999"
    assert sheets.everybody() == 1

    browser.post("young_people.import_store", {"versions": sheets.versions(page)}, ref=ref)
    assert sheets.person("1").phone == "+447700900222"


@pytest.mark.parametrize("versions", ["", "1", "x.y", "0.0.0", "9" * 5000])
def test_a_page_that_was_not_looked_at_brings_nothing_in(browser, advisor, versions):
    ref = sheets.send(browser.sign_in(advisor), TWO)
    page = browser.post("young_people.import_store", {"versions": versions}, ref=ref)

    assert page.status == 409
    assert sheets.everybody() == 0


def test_a_change_between_two_pages_of_rows_is_said(browser, make, advisor):
    person = make.young_person(advisor=advisor, case_reference="1", preferred_name="Ash")
    ref = sheets.send(browser.sign_in(advisor), TWO)
    first = browser.get("young_people.import_look", ref=ref)
    services.change(person, {"phone": "+447700900999"}, version=person.version, by=advisor)
    second = browser.get(first.link("New"))

    assert "Somebody changed a record since you began to look" in second.notices[0]


def test_a_second_click_leads_to_what_the_first_one_did(browser, advisor):
    ref = sheets.send(browser.sign_in(advisor), TWO)
    sent = {"versions": sheets.versions(browser.get("young_people.import_look", ref=ref))}
    first = browser.post("young_people.import_store", sent, ref=ref)
    second = browser.post("young_people.import_store", sent, ref=ref)

    assert first.h1 == second.h1 == "The caseload is in"
    assert sheets.everybody() == 2
    assert db.session.query(AuditEvent).filter_by(action="young_person.import").count() == 1


def test_the_file_itself_is_gone_once_it_is_in(browser, advisor):
    upload = sheets.bring_in(TWO, advisor)

    db.session.refresh(upload)
    assert upload.content == b""


def test_a_file_can_be_deleted_before_it_is_in(browser, advisor):
    ref = sheets.send(browser.sign_in(advisor), TWO)
    page = browser.post("young_people.import_drop", ref=ref)

    assert "The file is deleted here" in page.notices[0]
    assert db.session.query(Upload).count() == 0
    assert browser.get("young_people.import_look", ref=ref).status == 404


def test_taking_back_closes_what_was_new_and_gives_former_answers_back(make, advisor):
    person = make.young_person(
        advisor=advisor,
        case_reference="1",
        preferred_name="Ash",
        interests={"retail": "curious"},
        skills=[{"name": "tills", "evidence": "said"}],
        category="relevant",
    )
    before = sheets.person("1")
    kept = {name: getattr(before, name) for name in changes.QUESTIONS}
    upload = sheets.bring_in(
        "Person ID,Known as,DOB,Status,Keen on,Skills,Activity,Activity since,Leaving care status\n"
        "1,Ashley,27/3/2008,,Retail; Childcare,calm,G5,1/9/2026,former relevant\n"
        "2,Bo,27/3/2009,,Retail,,F2,1/9/2026,\n",
        advisor,
    )
    bo = sheets.person("2")
    undoing.undo(upload, by=advisor)

    after = sheets.person("1")
    assert {name: getattr(after, name) for name in changes.QUESTIONS} == kept
    rows = db.session.query(Interest).filter_by(young_person_id=person.id)
    assert [(row.sector_key, row.level) for row in rows] == [("retail", "curious")]
    assert db.session.query(Activity).filter_by(young_person_id=person.id).count() == 0
    assert (bo.state, bo.exit_type, bo.case_reference) == ("CLOSED", "opened by mistake", None)


def test_a_file_that_was_taken_back_can_come_in_again(advisor):
    undoing.undo(sheets.bring_in(TWO, advisor), by=advisor)
    again = sheets.look(TWO, advisor)
    sheets.bring_in(TWO, advisor)

    assert again.counts["new"] == 2
    assert not [row for row in again.rows if row.maybe]
    assert sheets.person("1").state == "NOT_STARTED"


def edited(person, advisor, make):
    services.change(person, {"pronouns": "they/them"}, version=person.version, by=advisor)


def noted(person, advisor, make):
    notes.write([person], "Met today", contact="met", by=advisor)


def agreed(person, advisor, make):
    services.make_move(person, "begin", by=advisor)


def handed_over(person, advisor, make):
    person.advisor = make.user("advisor")
    db.session.commit()


@pytest.mark.parametrize("work", [edited, noted, agreed, handed_over])
def test_an_import_stays_once_somebody_has_worked_on_it(make, advisor, work):
    upload = sheets.bring_in(TWO, advisor)
    work(sheets.person("2"), advisor, make)

    with pytest.raises(NotAllowed, match="1 of these records has"):
        undoing.undo(upload, by=advisor)
    assert sheets.person("1").state == "NOT_STARTED"


def test_an_import_stays_after_thirty_days_and_a_second_undo_does_nothing(advisor):
    upload = sheets.bring_in(TWO, advisor)
    upload.stored_at = clock.now() - timedelta(days=31)
    db.session.commit()

    with pytest.raises(NotAllowed):
        undoing.undo(upload, by=advisor)
    upload.stored_at = clock.now()
    db.session.commit()
    undoing.undo(upload, by=advisor)
    with pytest.raises(NotAllowed):
        undoing.undo(upload, by=advisor)


def test_nobody_else_finds_somebodys_file(browser, make, advisor, manager):
    ref = sheets.send(browser.sign_in(advisor), TWO)

    for other in (make.user("advisor"), manager):
        browser.sign_in(other)
        assert browser.get("young_people.import_look", ref=ref).status == 404
        assert browser.get("young_people.import_errors", ref=ref).status == 404
        assert browser.post("young_people.import_store", ref=ref).status == 404
        assert browser.post("young_people.import_undo", ref=ref).status == 404
        assert browser.post("young_people.import_drop", ref=ref).status == 404
