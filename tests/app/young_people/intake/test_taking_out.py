"""What goes out comes back in as the same, and no cell of it can run."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app import clock, db
from app.audit.models import AuditEvent
from app.tables.models import Upload
from app.typed import clean
from app.young_people import exports
from app.young_people.intake.columns import COLUMNS
from app.young_people.models import Activity, YoungPerson
from tests.app.young_people.intake import sheets
from tests.app.young_people.people import add, full_record

BOTH = ("csv", "xlsx")
ALL_SAME = {"new": 0, "changed": 0, "wrong": 0}
NASTY = ("=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ";", ",", "•", "(level 2)", " ", "'=")
TEXT = st.builds(
    lambda start, words, end: clean(start + words + end),
    st.sampled_from(("", *NASTY)),
    st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=20),
    st.sampled_from(("", *NASTY)),
)
NAMED = TEXT.filter(bool)
LINES = st.builds(
    lambda a, b, c: clean(f"{a}{b}\n{c}", lines=True), st.sampled_from(("", *NASTY)), TEXT, TEXT
)


def unlike(texts):
    return st.lists(texts, max_size=4, unique_by=str.casefold)


PEOPLE = st.fixed_dictionaries(
    {
        "preferred_name": NAMED,
        "surname": TEXT,
        "pronouns": TEXT,
        "authority": NAMED,
        "safe_times": TEXT,
        "own_words": LINES,
        "working_style": TEXT,
        "case_reference": st.one_of(st.none(), NAMED.map(lambda it: it[:40].strip() or None)),
        "born": st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2015, 1, 1))),
        "available_from": st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        "travel_minutes": st.one_of(st.none(), st.integers(5, 180)),
        "pay_matters": st.sampled_from((None, True, False)),
        "days": st.lists(st.sampled_from(("mon", "tue", "sun")), unique=True),
        "kinds": st.lists(st.sampled_from(("job", "taster")), unique=True),
        "travel_modes": st.lists(st.sampled_from(("bus", "car")), unique=True),
        "experience": unlike(NAMED),
        "skills": unlike(NAMED).map(
            lambda names: [
                {"name": name, "evidence": ("said", "shown")[at % 2]}
                for at, name in enumerate(names)
            ]
        ),
        "qualifications": unlike(NAMED).map(
            lambda names: [
                {"name": name, "level": (None, 0, 2)[at % 3]} for at, name in enumerate(names)
            ]
        ),
    }
)


@pytest.mark.parametrize("ending", BOTH)
def test_everything_known_about_somebody_comes_back_in_as_the_same(make, advisor, ending):
    full_record(make, advisor)
    make.young_person(advisor=advisor, case_reference=None, state="CLOSED", born=None)
    content, refs = exports.whole(ending, by=advisor)

    assert len(refs) == 2
    assert sheets.look(content, advisor, f"x.{ending}").counts == {**ALL_SAME, "same": 2}


@pytest.mark.parametrize("ending", BOTH)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=PEOPLE)
def test_whatever_a_record_says_comes_back_in_as_the_same(make, advisor, ending, answers):
    db.session.query(Upload).delete()
    db.session.query(YoungPerson).delete()
    now = clock.now()
    add(YoungPerson(**answers, advisor_id=advisor.id, created_at=now, changed_at=now))
    content, _ = exports.whole(ending, by=advisor)
    (row,) = sheets.look(content, advisor, f"x.{ending}").rows

    assert (row.kind, row.errors, row.after) == ("same", [], {})


def test_answers_that_the_pages_would_not_take_any_more_come_back_in_as_the_same(make, advisor):
    person = make.young_person(
        advisor=advisor,
        case_reference="1",
        born=clock.today() - timedelta(days=40 * 366),
        phone="not a number",
        email="old",
        outward="ZZ99",
        safe_times="x" * 300,
        experience=["x" * 300],
        travel_minutes=999,
        days=["mon", "someday"],
        adjustments=["unheard_of"],
        contact_preference="pigeon",
    )
    old = Activity(young_person_id=person.id, code="F6", since=clock.today(), at=clock.now())
    add(old)
    for ending in BOTH:
        content, _ = exports.whole(ending, by=advisor)
        (row,) = sheets.look(content, advisor, f"x.{ending}").rows
        assert (row.kind, row.errors) == ("same", [])


LIVE = ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("words", LIVE)
def test_no_cell_that_goes_out_can_run(make, advisor, words):
    make.young_person(
        advisor=advisor, preferred_name=words, own_words=words, case_reference=words[:40]
    )
    text, _ = exports.whole("csv", by=advisor)
    book, _ = exports.whole("xlsx", by=advisor)
    cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    cells += [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type != "n"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}

    assert not [cell for cell in cells if str(cell or "")[:1] in {*"=+-@\t\r\n"}]
    assert "f" not in kinds


def test_an_advisor_takes_out_their_own_caseload_and_it_is_written_down(browser, make, advisor):
    mine = make.young_person(advisor=advisor, preferred_name="Ash")
    make.young_person(advisor=make.user("advisor"), preferred_name="Elsewhere")
    sent = browser.sign_in(advisor).get("young_people.records_file", ending="csv")

    read = db.session.query(AuditEvent).filter_by(action="young_person.read").all()
    assert "Ash" in sent.body
    assert "Elsewhere" not in sent.body
    assert [(it.subject_ref, it.details["page"]) for it in read] == [
        (mine.ref, "young_people.records_file")
    ]


def test_a_manager_takes_out_the_team_with_its_advisors(browser, make, manager):
    one = make.user("advisor")
    make.young_person(advisor=one, preferred_name="Ash", case_reference="1")
    text, _ = exports.whole("csv", by=manager)

    assert one.email in text
    assert sheets.look(text, manager).counts == {**ALL_SAME, "same": 1}


@pytest.mark.parametrize("ending", BOTH)
def test_the_file_to_fill_in_has_every_column_and_its_example_cannot_come_in(
    browser, advisor, ending
):
    browser.sign_in(advisor)
    sent = browser.client.get(f"/young-people/import/template.{ending}")
    found = sheets.look(sent.data, advisor, f"x.{ending}")

    example = "is the example of the file to fill in: remove this row"
    assert example in {it.words for it in found.rows[0].errors}
    headings = set(found.mapping)
    assert headings == {it.key for it in COLUMNS} - {"record", "first_name", "full_name"}


def test_the_workbook_to_fill_in_explains_each_column(browser, advisor):
    browser.sign_in(advisor)
    sent = browser.client.get("/young-people/import/template.xlsx")
    book = load_workbook(io.BytesIO(sent.data))

    about = [row[0] for row in book["What is what"].iter_rows(values_only=True)]
    assert "Care leaver category" in about
    assert "Retail" in str(list(book["What is what"].iter_rows(values_only=True)))
