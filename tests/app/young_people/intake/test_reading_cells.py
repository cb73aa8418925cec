"""Cells as case systems write them: read where they are plain, refused where they could be two things."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app import clock
from app.tables.columns import guess
from app.young_people.intake import cells, dates, lists
from app.young_people.intake.columns import COLUMNS
from app.young_people.models import Category
from app.young_people.subjects import About, Contact, Helps, Times, Travel
from tests.app.young_people.intake import sheets

APRIL = date(2008, 4, 3)


@pytest.mark.parametrize(
    "cell",
    [
        *("03/04/2008", "3/4/2008", "03.04.2008", "03-04-2008", "3 April 2008", "3-Apr-08"),
        *("3rd April 2008", "Thursday 3 April 2008", "Thu, 3 Apr 2008", "03/04/08", "3 APR 2008"),
        *("2008-04-03", "2008/04/03", "2008-04-03T00:00:00", "03/04/2008 00:00", "April 3, 2008"),
        *("20080403", "03042008", "39541", 39541, 39541.0, APRIL, datetime(2008, 4, 3, 9)),  # noqa: DTZ001
    ],
)
def test_a_birthday_is_read_as_people_and_systems_write_it(cell):
    assert dates.past(cell) == APRIL


@pytest.mark.parametrize(
    "cell",
    [
        *("31/02/2008", "00/04/2008", "3/4", "April 2008", "2008", 2008, "soon", "3/4/208"),
        *("03/04/20008", "99999999", "1234", 12, -39541, "39541x", "0", 1e20, True, "٣/٤/2008x"),
    ],
)
def test_an_impossible_birthday_is_refused_in_words_that_show_the_form(cell):
    with pytest.raises(ValueError, match="must be"):
        dates.past(cell)


def test_two_numbers_for_a_year_mean_the_latest_that_is_over():
    this = clock.today().year % 100

    assert dates.past("3-Apr-08").year == 2008
    assert dates.past(f"1/1/{this:02}").year == clock.today().year
    assert dates.past(f"1/1/{this + 1:02}").year == clock.today().year - 99
    assert dates.near("1/9/27").year == 2027


def test_a_date_with_its_month_first_puts_the_others_of_its_column_in_doubt(advisor):
    text = (
        "Person ID,Known as,DOB,Available from\n1,A,03/25/2008,03/04/2027\n2,B,03/04/2008,\n"
        "3,C,3 Apr 2008,\n4,D,04/04/2008,\n5,E,2008-04-03,\n"
    )
    found = sheets.wrong(text, advisor)

    assert [(row, field) for row, field, _ in found] == [(2, "born"), (3, "born")]
    assert "has the month first" in found[0][2]
    assert "could be two days, since row 2 has the month first" in found[1][2]


@pytest.mark.parametrize(
    ("cell", "category"),
    [
        ("Eligible", "eligible"),
        ("Relevant Child", "relevant"),
        ("Former Relevant (18-25)", "former_relevant"),
        ("former_relevant", "former_relevant"),
        ("FR", "former_relevant"),
        ("Qualifying Care Leaver", "qualifying"),
    ],
)
def test_the_category_is_found_in_what_a_system_writes(cell, category):
    assert cells.category(cell) == Category(category)


@pytest.mark.parametrize(
    "cell", ["Ineligible", "Not relevant", "Eligible / Relevant", "yes", "Care leaver", ""]
)
def test_a_category_that_is_not_plain_is_refused(cell):
    with pytest.raises(ValueError, match="must be eligible, relevant"):
        cells.category(cell)


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("phone", 7700900123, "+447700900123"),
        ("phone", "07700 900 123", "+447700900123"),
        ("email", "mailto:Robin@Demo.Example", "Robin@demo.example"),
        ("outward", "mk93ej", "MK9"),
        ("contact_preference", "WhatsApp", "messaging app"),
        ("travel_modes", "bus, walking", ["walk", "bus"]),
        ("days", "Weekdays", ["mon", "tue", "wed", "thu", "fri"]),
        ("days", "Mon-Wed, Sat", ["mon", "tue", "wed", "sat"]),
        ("activity", "F2 - Other education, full time", "F2"),
        ("activity", "g5", "G5"),
        ("activity", 0, "0"),
        ("in_touch", "Y", "YES"),
        ("in_touch", "Refused", "REFU"),
        ("accommodation", "u1: Independent living", "U1"),
        ("kinds", "Job; apprenticeship", ["apprenticeship", "job"]),
        ("case_reference", 12345.0, "12345"),
        ("said", "tills, calm", ["tills", "calm"]),
        ("said", '"tills, calm"', ["tills, calm"]),
        ("said", "• tills\n• calm, kind", ["tills", "calm, kind"]),
        ("experience", "Two weeks, in a shop", ["Two weeks, in a shop"]),
        ("pay_matters", "Y", True),
    ],
)
def test_a_cell_is_read_as_it_is_meant(key, cell, value):
    assert cells.READ[key](cell) == value


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("phone", "n0t a number"),
        ("email", "robin"),
        ("outward", "Milton Keynes"),
        ("travel_minutes", "4"),
        ("travel_minutes", "half an hour"),
        ("hours_per_week_max", 49),
        ("adjustments", "Autism"),
        ("activity", "F6"),
        ("activity", "At college"),
        ("in_touch", "sometimes"),
        ("accommodation", "S1"),
        ("said", "; ".join(map(str, range(41)))),
        ("said", "x" * 121),
        ("own_words", "x" * 4001),
        ("case_reference", "x" * 41),
    ],
)
def test_a_cell_that_cannot_be_right_is_refused(key, cell):
    with pytest.raises(ValueError):
        cells.READ[key](cell)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Food hygiene (level 2)", ("Food hygiene", 2)),
        ("Entry English (entry level)", ("Entry English", 0)),
        ("First aid (level not known)", ("First aid", None)),
        ("Level 3 Diploma in Childcare", ("Level 3 Diploma in Childcare", 3)),
        ("First aid", ("First aid", None)),
    ],
)
def test_a_qualification_brings_its_level(words, expected):
    assert tuple(cells.qualification(words).values()) == expected


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(
    lambda words: cells.cells.text(99, lines=False)(words) if words else words
)


@given(st.lists(WORDS.filter(bool), unique=True, max_size=8))
def test_a_list_is_read_back_as_it_was_written(words):
    assert lists.parts(lists.joined(words)) == words
    assert lists.parts(lists.joined(words), commas=True) == words


@given(st.text(max_size=80), st.sampled_from(sorted(cells.READ)))
def test_no_cell_is_too_odd_to_be_read_or_refused(cell, key):
    with suppress(ValueError, OverflowError):
        cells.READ[key](cell)


SAME = {
    About: ("preferred_name", "surname", "pronouns", "authority", "case_reference"),
    Contact: ("safe_times", "phone", "email"),
    Travel: ("outward", "travel_minutes"),
    Times: ("hours_per_week_max",),
    Helps: ("working_style",),
}
QUESTIONS = [(form, name) for form, names in SAME.items() for name in names]
TYPED = st.one_of(
    st.text(max_size=20),
    st.integers(-5, 250).map(str),
    st.sampled_from(["x" * 40, "x" * 41, "x" * 80, "x" * 81, "x" * 120, "x" * 121, "x" * 201]),
    st.sampled_from(["07700 900123", "robin@demo.example", "MK9", "mk9 3ej", "+49 30 1234567"]),
)


@given(st.sampled_from(QUESTIONS), TYPED)
def test_the_import_and_the_page_of_a_record_take_the_same_answers(built_app, question, words):
    form, name = question
    with built_app.test_request_context():
        asked = form(MultiDict({name: words}), meta={"csrf": False})
        asked.validate()
        refused, value = bool(asked[name].errors), asked[name].data
    try:
        found = cells.READ[name](words) if words.strip() else words.strip()
    except ValueError:
        assert refused or not value
    else:
        assert not refused or not found
        assert refused or (value or "") == found


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        *(("Person ID", "case_reference"), ("Mosaic ID", "case_reference")),
        *(("Client ID", "case_reference"), ("LCS Number", "case_reference")),
        *(("Preferred Forename", "preferred_name"), ("Known As", "preferred_name")),
        *(("Forename(s)", "first_name"), ("First_Name", "first_name"), ("Surname", "surname")),
        *(("DOB", "born"), ("D.O.B.", "born"), ("Date of Birth (dd/mm/yyyy)", "born")),
        *(("Leaving care status", "category"), ("Legal Category", "category")),
        *(("PA", "advisor"), ("Allocated PA", "advisor"), ("Key Worker", "advisor")),
        *(("Mobile Number", "phone"), ("E-mail", "email"), ("Post Code", "outward")),
        *(("EET Status", "activity"), ("Current Activity", "activity")),
        *(("In Touch?", "in_touch"), ("Career aspirations", "own_words")),
        *(("Case notes", ""), ("Ethnicity", ""), ("Religion", ""), ("Gender", ""), ("Address", "")),
        *(("Diagnosis", ""), ("NHS number", ""), ("Legal status", ""), ("Social worker email", "")),
    ],
)
def test_headings_of_case_systems_are_understood_and_what_we_do_not_hold_is_left_out(heading, key):
    assert guess([heading], COLUMNS) == [key]
