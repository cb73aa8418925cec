"""Whose records a file may touch, and how little it says about anybody else’s."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock, db
from app.accounts.models import Team
from app.audit.models import AuditEvent
from app.young_people import covers
from app.young_people.models import YoungPerson
from tests.app.young_people.intake import sheets

ROW = "Person ID,Known as,DOB\n100,Robin,27/03/2008\n"


def colleague(make, advisor):
    return make.young_person(advisor=make.user("advisor"), case_reference="100")


def other_team(make, advisor):
    away = make.user("advisor", team=make.team("South team"))
    return make.young_person(advisor=away, case_reference="100")


def covered(make, advisor):
    manager, absent = make.user("manager"), make.user("advisor")
    today = clock.today()
    ends = today + timedelta(days=3)
    covers.set_cover(absent, [advisor], covers.NewCover(today, ends), by=manager)
    return make.young_person(advisor=absent, case_reference="100")


def closed(make, advisor):
    return make.young_person(advisor=make.user("advisor"), case_reference="100", state="CLOSED")


def nobodys(make, advisor):
    person = make.young_person(advisor=advisor, case_reference="100")
    person.advisor = None
    db.session.commit()
    return person


def spelt_otherwise(make, advisor):
    return make.young_person(advisor=make.user("advisor"), case_reference="  100 ")


OWNERS = [colleague, other_team, covered, closed, nobodys, spelt_otherwise]


@pytest.mark.parametrize("owner", OWNERS)
def test_a_reference_of_somebody_else_is_refused_in_the_same_words_whoever_has_it(
    browser, make, advisor, owner
):
    owner(make, advisor)
    ref = sheets.send(browser.sign_in(advisor), ROW)
    page = browser.get("young_people.import_look", ref=ref)

    said = "cannot be used here. If it is right, ask your team manager"
    assert sheets.wrong(ROW, advisor) == [(2, "case_reference", said)]
    assert f"Person ID {said}" in page.text
    assert db.session.query(AuditEvent).filter_by(action="young_person.read").count() == 0


def test_a_record_here_of_somebody_else_is_refused_as_one_that_never_was(make, advisor):
    other = make.young_person(advisor=make.user("advisor"))
    words = [
        sheets.wrong(f"Record here,Case reference,Mobile\n{ref},,07700 900222\n", advisor)
        for ref in (other.ref, "x" * 22)
    ]

    assert words[0] == words[1] != []


def test_a_row_may_not_take_the_reference_of_another_record(make, advisor):
    mine = make.young_person(advisor=advisor, case_reference="1")
    make.young_person(advisor=advisor, case_reference="2")
    make.young_person(advisor=make.user("advisor"), case_reference="3")
    found = [
        sheets.wrong(f"Record here,Case reference\n{mine.ref},{number}\n", advisor)
        for number in ("2", "3")
    ]

    assert found[0] == found[1] != []


def test_a_record_without_a_reference_gets_one_from_the_downloaded_file(make, advisor):
    mine = make.young_person(advisor=advisor)
    sheets.bring_in(f"Record here,Case reference\n{mine.ref},55\n", advisor)

    assert sheets.person("55").ref == mine.ref


def test_an_advisor_leaves_out_rows_that_name_somebody_else(make, advisor):
    text = "Person ID,Known as,PA\n1,Ash,{}\n"

    assert sheets.wrong(text.format("Somebody Else"), advisor)[0][1] == "advisor"
    for words in (advisor.email.upper(), advisor.name, f'"{_turned(advisor.name)}"', ""):
        assert sheets.wrong(text.format(words), advisor) == []


def _turned(name):
    first, _, last = name.partition(" ")
    return f"{last.upper()}, {first}"


def test_a_manager_says_for_each_new_record_which_advisor_of_the_team(make, manager):
    one, other = make.user("advisor"), make.user("advisor")
    text = f"Person ID,Known as,PA email\n1,Ash,{one.email}\n2,Bo,{other.email.upper()}\n"
    sheets.bring_in(text, manager)

    assert sheets.person("1").advisor_id == one.id
    assert sheets.person("2").advisor_id == other.id


def test_an_unknown_advisor_and_one_of_another_team_are_refused_in_the_same_words(make, manager):
    away = make.user("advisor", team=make.team("South team"))
    gone = make.user("advisor", active=False)
    people = (away.email, gone.email, manager.email, "nobody@demo.example", "")
    found = {
        tuple(sheets.wrong(f"Person ID,Known as,PA\n1,Ash,{email}\n", manager)) for email in people
    }

    words = "must be the email address of an advisor in your team"
    assert found == {((2, "advisor", words),)}


def test_a_file_hands_nobody_over(make, manager):
    one, other = make.user("advisor"), make.user("advisor")
    make.young_person(advisor=one, case_reference="1", preferred_name="Ash")
    text = f"Person ID,PA,Mobile\n1,{other.email},07700 900222\n"
    row = sheets.only(text, manager)
    sheets.bring_in(text, manager)

    assert row.warnings == ["The file names another advisor: they stay with the one they have"]
    assert sheets.person("1").advisor_id == one.id
    assert sheets.person("1").phone == "+447700900222"


def test_a_manager_without_a_team_can_bring_nobody_in(make):
    manager = make.user("manager")
    manager.team_id = None
    db.session.commit()

    assert sheets.wrong("Person ID,Known as,PA\n1,Ash,\n", manager)[0][1] == "advisor"


@pytest.mark.parametrize("role", ["business", "hr", "councillor", "coordinator", "admin"])
def test_nobody_else_may_bring_a_caseload_in_or_take_one_out(browser, make, role):
    browser.sign_in(make.user(role))
    for page in ("young_people.import_", "/young-people/records.csv", "/young-people/records.xlsx"):
        assert browser.get(page).status in {403, 404}


def test_the_same_reference_twice_in_a_file_is_wrong_the_second_time(advisor):
    text = "Person ID,Known as\n1,Ash\n2,Bo\n1 ,Ash\n"

    words = "comes twice in this file: row 2 has it too"
    assert sheets.wrong(text, advisor) == [(4, "case_reference", words)]


def test_the_same_record_twice_by_two_of_its_names_is_wrong_the_second_time(make, advisor):
    mine = make.young_person(advisor=advisor, case_reference="1")
    text = f"Record here,Case reference,Mobile\n,1,07700 900222\n{mine.ref},,07700 900223\n"

    assert [(row, field) for row, field, _ in sheets.wrong(text, advisor)] == [
        (3, "case_reference")
    ]


def test_the_same_name_and_birthday_under_another_reference_is_pointed_out(browser, make, advisor):
    make.young_person(
        advisor=advisor,
        case_reference="7",
        preferred_name="Robin",
        surname="Invented",
        born=clock.today().replace(year=clock.today().year - 18),
    )
    born = clock.today().replace(year=clock.today().year - 18)
    text = f"Person ID,Known as,Surname,DOB\n8,robin,INVENTED,{born:%d/%m/%Y}\n"
    ref = sheets.send(browser.sign_in(advisor), text)
    page = browser.get("young_people.import_look", ref=ref)

    assert "May be the same person as Robin Invented , 7: same name and birthday" in page.text
    assert db.session.query(AuditEvent).filter_by(action="young_person.read").count() == 1


def test_nobody_elses_record_is_ever_said_to_be_the_same_person(make, advisor):
    born = clock.today().replace(year=clock.today().year - 18)
    away = make.user("advisor", team=make.team("South team"))
    for owner in (make.user("advisor"), away):
        make.young_person(advisor=owner, preferred_name="Robin", surname="Invented", born=born)
    row = sheets.only(f"Person ID,Known as,Surname,DOB\n8,Robin,Invented,{born}\n", advisor)

    assert (row.maybe, row.warnings) == ([], [])


def test_reading_a_preview_is_written_down_for_each_record_it_shows(browser, make, advisor):
    mine = make.young_person(advisor=advisor, case_reference="1", preferred_name="Ash")
    make.young_person(advisor=advisor, case_reference="2", preferred_name="Bo")
    ref = sheets.send(browser.sign_in(advisor), "Person ID,Mobile\n1,07700 900222\n")
    browser.get("young_people.import_look", ref=ref)

    events = db.session.query(AuditEvent).filter_by(action="young_person.read").all()
    assert [(it.subject_ref, it.details["page"]) for it in events] == [
        (mine.ref, "young_people.import_look")
    ]


def test_a_record_handed_over_before_the_click_stays_as_it_is(browser, make, advisor):
    make.young_person(advisor=advisor, case_reference="1", preferred_name="Ash")
    ref = sheets.send(browser.sign_in(advisor), "Person ID,Mobile\n1,07700 900222\n")
    looked_at = sheets.versions(browser.get("young_people.import_look", ref=ref))
    person = db.session.query(YoungPerson).one()
    person.advisor = make.user("advisor")
    db.session.commit()
    page = browser.post("young_people.import_store", {"versions": looked_at}, ref=ref)

    assert page.status == 409
    assert sheets.person("1").phone is None
    assert db.session.query(Team).count() == 1
