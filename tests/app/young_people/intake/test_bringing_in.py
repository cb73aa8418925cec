"""A caseload from the case system: brought in, brought up to date, nothing lost on the way."""

from __future__ import annotations

from datetime import date

import pytest

from app import db
from app.audit.models import AuditEvent
from app.young_people.models import Activity, Interest, RecordChange
from tests.app.young_people.intake import sheets

ROBIN = (
    "100,Invented,Robert,Robin,03/04/2008,Former Relevant Child (18+),,07700 900123,MK9 3EJ,"
    "F2 - Full time education,01/09/2026,Yes\r\n"
)


def test_an_export_of_the_case_system_becomes_a_record(browser, advisor):
    ref = sheets.send(browser.sign_in(advisor), sheets.MOSAIC + ROBIN)
    page = browser.get("young_people.import_look", ref=ref)
    browser.post("young_people.import_store", {"versions": sheets.versions(page)}, ref=ref)

    robin = sheets.person("100")
    (activity,) = db.session.query(Activity).all()
    assert "1 new record. Nothing is stored yet" in page.text
    assert (robin.full_name, robin.born, robin.category) == (
        "Robin Invented",
        date(2008, 4, 3),
        "former_relevant",
    )
    assert (robin.phone, robin.outward, robin.state) == ("+447700900123", "MK9", "NOT_STARTED")
    assert robin.advisor_id == advisor.id
    assert (activity.code, activity.since, activity.in_touch) == ("F2", date(2026, 9, 1), "YES")


def test_titles_blank_rows_semicolons_and_windows_letters_are_no_trouble(advisor):
    text = "Leaving Care Caseload Report\r\n\r\nPerson ID;Known as;Surname\r\n7;Zoë;O’Brien\r\n"
    for coding in ("cp1252", "utf-8", "utf-8-sig", "utf-16"):
        row = sheets.only(text.encode(coding), advisor)
        assert (row.said["preferred_name"], row.said["surname"]) == ("Zoë", "O’Brien")


def test_a_tab_between_the_cells_and_the_headings_of_another_system_are_understood(advisor):
    row = sheets.only("LCS ID\tName\tD.O.B.\n9\tINVENTED, Robin\t3-Apr-08\n", advisor, "list.txt")

    assert row.said == {
        "preferred_name": "Robin",
        "surname": "Invented",
        "case_reference": "9",
        "born": date(2008, 4, 3),
    }


def test_a_second_time_changes_nothing_and_makes_nobody_twice(advisor):
    sheets.bring_in(sheets.MOSAIC + ROBIN, advisor)
    events = db.session.query(AuditEvent).count()
    again = sheets.look(sheets.MOSAIC + ROBIN, advisor)

    assert again.counts == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assert sheets.everybody() == 1
    assert db.session.query(AuditEvent).count() == events


def test_the_same_reference_brings_a_record_up_to_date_with_what_was_before(make, advisor):
    person = make.young_person(advisor=advisor, case_reference="100", phone="+447700900111")
    sheets.bring_in("Person ID,Mobile,Area,Pronouns\n100,07700 900222,MK9,\n", advisor)

    changes = db.session.query(RecordChange).filter_by(young_person_id=person.id).all()
    assert sheets.everybody() == 1
    assert sheets.person("100").phone == "+447700900222"
    assert [(it.field, it.before, it.after, it.by_id) for it in changes] == [
        ("phone", "+447700900111", "+447700900222", advisor.id)
    ]


@pytest.mark.parametrize("written", ["mk-1", "MK-1 ", "MK-1"])
def test_a_reference_is_the_same_in_small_letters_and_with_spaces(make, advisor, written):
    make.young_person(advisor=advisor, case_reference="MK-1")
    sheets.bring_in(f"Person ID,Mobile\n{written},07700 900222\n", advisor)

    assert sheets.everybody() == 1
    assert sheets.person("MK-1").phone == "+447700900222"


EMPTY = ["", "  ", "N/K", "Not known", "unknown"]


@pytest.mark.parametrize("nothing", EMPTY)
def test_an_empty_cell_wipes_no_answer(make, advisor, nothing):
    make.young_person(advisor=advisor, case_reference="100", phone="+447700900111")
    text = f"Person ID,Mobile,Postcode,DOB,PA,Skills,Current activity\n100{f',{nothing}' * 6}\n"
    found = sheets.look(text, advisor)

    assert found.counts == {"new": 0, "changed": 0, "same": 1, "wrong": 0}


def test_somebody_called_null_or_na_keeps_their_name(advisor):
    row = sheets.only("Person ID,Preferred name,Surname\n1,Na,Null\n", advisor)

    assert (row.said["preferred_name"], row.said["surname"]) == ("Na", "Null")


def test_a_skill_that_was_seen_does_not_become_one_that_was_only_said(make, advisor):
    stored = [{"name": "Cooking", "evidence": "shown"}, {"name": "tills", "evidence": "said"}]
    make.young_person(advisor=advisor, case_reference="100", skills=stored)
    sheets.bring_in("Person ID,Skills\n100,cooking; Tills; calm\n", advisor)

    assert sheets.person("100").skills == [*stored, {"name": "calm", "evidence": "said"}]


def test_a_skill_that_was_said_becomes_one_that_was_seen(make, advisor):
    stored = [{"name": "tills", "evidence": "said"}]
    make.young_person(advisor=advisor, case_reference="100", skills=stored)
    sheets.bring_in("Person ID,Skills somebody has seen\n100,tills\n", advisor)

    assert sheets.person("100").skills == [{"name": "tills", "evidence": "shown"}]


def test_lists_are_added_to_and_never_shortened(make, advisor):
    make.young_person(
        advisor=advisor,
        case_reference="100",
        experience=["Two shifts in a café"],
        qualifications=[{"name": "Food hygiene", "level": None}, {"name": "Maths", "level": 1}],
        adjustments=["buddy"],
    )
    sheets.bring_in(
        "Person ID,Experience,Qualifications,Adjustments\n"
        '100,"two shifts in a café; Helped, at home",'
        "Food Hygiene (level 2); maths (level 2),Writes down what to do\n",
        advisor,
    )

    person = sheets.person("100")
    assert person.experience == ["Two shifts in a café", "Helped, at home"]
    assert person.qualifications == [
        {"name": "Food hygiene", "level": 2},
        {"name": "Maths", "level": 1},
        {"name": "maths", "level": 2},
    ]
    assert person.adjustments == ["buddy", "written_instructions"]


def test_interests_of_the_file_are_set_and_the_others_stay(make, advisor):
    stored = {"retail": "keen", "hospitality": "keen"}
    person = make.young_person(advisor=advisor, case_reference="100", interests=stored)
    upload = "Person ID,Keen on,Not for me\n100,Construction and trades,Retail\n"
    sheets.bring_in(upload, advisor)

    rows = db.session.query(Interest).filter_by(young_person_id=person.id).all()
    assert {row.sector_key: row.level for row in rows} == {
        "hospitality": "keen",
        "construction": "keen",
        "retail": "not_for_me",
    }


def test_a_full_postcode_is_cut_and_the_rest_is_kept_nowhere(browser, advisor):
    ref = sheets.send(browser.sign_in(advisor), sheets.MOSAIC + ROBIN)
    page = browser.get("young_people.import_look", ref=ref)
    browser.post("young_people.import_store", {"versions": sheets.versions(page)}, ref=ref)

    tables = db.Model.metadata.sorted_tables
    kept = [repr(row) for table in tables for row in db.session.execute(table.select())]
    assert not [row for row in kept if "3EJ" in row]


def test_an_older_activity_is_added_to_the_history_once(make, advisor):
    make.young_person(advisor=advisor, case_reference="100")
    text = "Person ID,EET status,EET date,In touch\n100,{},{},yes\n"
    for code, day in (("G5", "1/9/2026"), ("F2", "1/9/2025"), ("G5", "1/9/2026")):
        sheets.bring_in(text.format(code, day), advisor)

    assert sorted(it.code for it in db.session.query(Activity)) == ["F2", "G5"]


def test_every_record_and_the_import_itself_are_in_the_audit_trail(make, advisor):
    make.young_person(advisor=advisor, case_reference="1")
    sheets.bring_in("Person ID,Known as,Mobile\n1,,07700 900222\n2,Ash,\n3,Bo,\n", advisor)

    actions = [it.action for it in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert sorted(actions) == [
        "young_person.change",
        "young_person.import",
        "young_person.start",
        "young_person.start",
    ]


def test_a_name_in_capitals_is_written_calmly_and_changes_no_name_that_is_there(make, advisor):
    make.young_person(advisor=advisor, case_reference="1", preferred_name="Ash", surname="McMade")
    text = "Person ID,Surname,Known as\n1,MCMADE,ASH\n2,O’MADE-UP,TJ\n"
    found = sheets.look(text, advisor)
    sheets.bring_in(text, advisor)

    assert found.counts == {"new": 1, "changed": 0, "same": 1, "wrong": 0}
    assert sheets.person("1").surname == "McMade"
    assert sheets.person("2").full_name == "TJ O’Made-Up"


@pytest.mark.parametrize(
    ("columns", "cells", "name"),
    [
        ("Forename,Surname", "Robert,Invented", "Robert Invented"),
        ("Forename,Preferred forename,Surname", "Robert,Bob,Invented", "Bob Invented"),
        ("Forename,Preferred forename,Surname", "Robert,,Invented", "Robert Invented"),
        ("Name", '"INVENTED, Robert"', "Robert Invented"),
        ("Full name", "Robert James Invented", "Robert James Invented"),
        ("Name,Known as", '"Invented, Robert",Bob', "Bob Invented"),
    ],
)
def test_the_name_of_somebody_new_is_found_in_whatever_columns_there_are(
    advisor, columns, cells, name
):
    sheets.bring_in(f"Person ID,{columns}\n1,{cells}\n", advisor)

    assert sheets.person("1").full_name == name


def test_a_legal_name_never_replaces_the_name_they_go_by(make, advisor):
    make.young_person(advisor=advisor, case_reference="1", preferred_name="Bob", surname="Made")
    text = 'Person ID,Forename,Full name\n1,Robert,"Invented, Robert"\n'

    assert sheets.look(text, advisor).counts["same"] == 1
