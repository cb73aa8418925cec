"""Vacancies from a file: shown first, then every row or none; a known number changes, nothing doubles."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from app import db
from app.guarantee import vacancy_import
from app.guarantee.importing import COLUMNS
from app.guarantee.models import Vacancy
from app.tables import uploads, writing
from app.tables.files import BadFile
from app.tables.models import Upload
from app.tables.problems import RowsWrong

HEAD = "Vacancy number,Job title,Department,Closing date,Essential criteria,Desirable criteria\n"
ROW = "VAC-1,Library assistant,Libraries,31/12/2026,Can use a till; Works weekends,Has read aloud\n"
GOOD = HEAD + ROW


def all_vacancies():
    return db.session.scalars(select(Vacancy).order_by(Vacancy.id)).all()


@pytest.fixture
def keep(hr):
    def keep(content, name="vacancies.csv"):
        raw = content if isinstance(content, bytes) else content.encode()
        return uploads.keep(vacancy_import.WHAT, name, raw, COLUMNS, by=hr)

    return keep


@pytest.fixture
def take(keep, hr):
    def take(content):
        done = vacancy_import.store(keep(content), by=hr)
        return done.new, done.changed

    return take


def brought(browser, content, name="vacancies.csv"):
    """Choose a file and agree to what its columns are; return the preview and the file’s reference."""
    raw = content if isinstance(content, bytes) else content.encode()
    browser.post("guarantee.import_vacancies", {"file": (io.BytesIO(raw), name)})
    upload = db.session.scalars(select(Upload)).one()
    data = {f"column-{at}": key for at, key in enumerate(upload.mapping)}
    return browser.post("guarantee.import_columns", data, ref=upload.ref), upload.ref


def problems_of(upload):
    return [str(it) for it in vacancy_import.plan(upload).problems.listed]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_import_is_shown_before_it_is_done(browser, hr, ending):
    rows = [line.split(",") for line in GOOD.splitlines()]
    content = GOOD if ending == "csv" else writing.as_xlsx(rows[0], rows[1:])
    page, ref = brought(browser.sign_in(hr), content, f"vacancies.{ending}")

    assert page.h1 == "This is what would happen"
    assert "1 new, 0 changed" in page.text
    assert all_vacancies() == []
    page = browser.post("guarantee.import_preview", ref=ref)
    assert page.notices == ["Imported: 1 new vacancy, 0 changed."]
    (vacancy,) = all_vacancies()
    assert [(line.words, line.essential) for line in vacancy.criteria] == [
        ("Can use a till", True),
        ("Works weekends", True),
        ("Has read aloud", False),
    ]


def test_one_bad_row_keeps_the_whole_file_out(browser, hr, keep):
    bad = GOOD + "VAC-2,,Parks,someday,,\n"
    page, _ = brought(browser.sign_in(hr), bad)

    assert "Row 3" in page.text
    assert "Job title must be given" in page.text
    assert "Closing date must be a date, like 31/12/2026" in page.text
    assert "Essential criteria must be given" in page.text
    with pytest.raises(RowsWrong):
        vacancy_import.store(keep(bad), by=hr)
    assert all_vacancies() == []


def test_the_rows_to_mend_come_as_a_file(browser, hr, keep):
    upload = keep(GOOD + "VAC-2,,Parks,31/12/2026,Patience,\n")
    text = browser.sign_in(hr).get("guarantee.import_errors", ref=upload.ref).body

    assert "Row 3: Job title must be given" in text
    assert "VAC-1" not in text


def test_importing_again_changes_by_number_and_adds_nothing(take, keep):
    take(GOOD)
    again = GOOD.replace("Library assistant", "Senior assistant")

    assert [line.words for line in vacancy_import.plan(keep(again)).lines] == [
        "Changes the job title"
    ]
    assert take(again) == (0, 1)
    assert take(again) == (0, 0)
    assert [row.title for row in all_vacancies()] == ["Senior assistant"]


def test_a_file_without_desirable_criteria_leaves_the_known_ones(take):
    take(GOOD)
    narrow = "\n".join(",".join(line.split(",")[:5]) for line in GOOD.splitlines())
    assert take(narrow) == (0, 0)

    emptied = GOOD.replace("Has read aloud", "")
    assert take(emptied) == (0, 1)
    assert [line.words for line in all_vacancies()[0].criteria if not line.essential] == []


def test_an_import_cannot_change_criteria_a_case_was_decided_on(cases, keep):
    vacancy = cases.guaranteed().vacancy
    row = f"{vacancy.number},{vacancy.title},{vacancy.department},31/12/2026,Something else,\n"

    (problem,) = problems_of(keep(HEAD + row))
    assert problem.startswith("row 2, essential: A case has been decided on these criteria")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW + ROW, "row 3, number: must not come twice: row 2 has it too"),
        (f"{'9' * 41},b,c,31/12/2026,d,\n", "row 2, number: must be 40 characters or fewer"),
        ("A,b,c,31/12/2026,;,\n", "row 2, essential: must be given"),
        ("A,b,c,31/12/2026,d,D\n", "row 2, desirable: must not say “D” again"),
        ("A,b,c,#REF!,d,\n", "row 2, closes: must be a value"),
        (f"A,b,c,31/12/2026,{';'.join(map(str, range(31)))},\n", "row 2, essential: Enter at most"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_plain_words(keep, row, words):
    assert any(it.startswith(words) for it in problems_of(keep(HEAD + row)))


def test_a_file_with_more_rows_than_any_council_has_vacancies_is_refused(keep):
    rows = (f"V{at},b,c,31/12/2026,d,\n" for at in range(vacancy_import.MOST_ROWS + 1))
    upload = keep(HEAD + "".join(rows))

    with pytest.raises(BadFile, match="more than 1,000 rows"):
        vacancy_import.plan(upload)


@pytest.mark.parametrize(
    "text",
    [GOOD.replace(",", ";").replace("; W", "| W"), "\ufeff" + GOOD, GOOD.replace("\n", "\r\n")],
)
def test_files_as_spreadsheets_write_them_are_read(keep, text):
    (line,) = vacancy_import.plan(keep(text)).lines

    assert line.details.essential == ("Can use a till", "Works weekends")


@pytest.mark.parametrize("raw", [b"PK\x03\x04rest", b"\x00\x01", b"\xff\xfe\x00", b""])
@pytest.mark.parametrize("name", ["vacancies.csv", "vacancies.xlsx", "vacancies.doc"])
def test_any_bytes_are_answered_kindly(browser, hr, raw, name):
    browser.sign_in(hr)
    page = browser.post("guarantee.import_vacancies", {"file": (io.BytesIO(raw), name)})

    assert len(page.errors) == 1


def test_a_file_of_somebody_else_is_not_there(browser, make, hr, keep):
    upload = keep(GOOD)
    browser.sign_in(make.user("hr"))

    for endpoint in ("import_columns", "import_preview", "import_errors"):
        assert browser.get(f"guarantee.{endpoint}", ref=upload.ref).status == 404
