"""The pages of an import: whatever is sent, they answer, in few questions to the database."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import db
from app.matches.models import MatchRequest
from app.tables.models import Upload
from app.young_people.intake.columns import COLUMNS
from tests.app.young_people.intake import sheets
from tests.app.young_people.people import counting

MOST = 15
HEADINGS = [name for column in COLUMNS for name in (column.label, *column.also[:1])]


def rows_of(count, **given):
    return [
        {"Person ID": n, "Known as": f"N{n}", "DOB": "27/03/2008", **given} for n in range(count)
    ]


def asked_for(browser, ref, **values):
    with browser.app.app_context(), counting() as sent:
        page = browser.get("young_people.import_look", ref=ref, **values)
    assert page.status == 200
    return len(sent)


@pytest.mark.parametrize("role", ["advisor", "manager"])
def test_the_page_of_the_rows_asks_as_often_for_600_rows_as_for_6(browser, make, role):
    by = make.user(role)
    names = {"PA": make.user("advisor").email} if role == "manager" else {}
    browser.sign_in(by)
    refs = [sheets.send(browser, sheets.as_csv(rows_of(count, **names))) for count in (6, 600)]
    asked_for(browser, refs[0])
    few, many = [asked_for(browser, ref, show="new") for ref in refs]

    assert few == many <= MOST


def test_bringing_600_in_asks_little_more_than_bringing_6_in(make):
    counts = []
    for count in (6, 600):
        by = make.user("advisor")
        rows = rows_of(count, **{"Keen on": "Retail", "EET status": "F2", "EET date": "1/9/2026"})
        rows = [{**row, "Person ID": f"{count}-{row['Person ID']}"} for row in rows]
        with counting() as sent:
            sheets.bring_in(sheets.as_csv(rows), by)
        counts.append(len(sent))

    assert counts[1] <= counts[0] + 5


def test_many_changed_records_ask_for_one_match_run_and_few_for_one_each(make, advisor):
    for number in range(60):
        make.young_person(advisor=advisor, case_reference=str(number), preferred_name=f"N{number}")
    db.session.query(MatchRequest).delete()
    db.session.commit()
    sheets.bring_in("Person ID,Skills\n1,tills\n2,tills\n", advisor)
    few = [row.young_person_id for row in db.session.query(MatchRequest)]
    db.session.query(MatchRequest).delete()
    db.session.commit()
    sheets.bring_in(sheets.as_csv(rows_of(60, Skills="calm")), advisor)

    assert len(few) == 2
    assert [row.young_person_id for row in db.session.query(MatchRequest)] == [None]


def test_a_long_list_comes_in_pages_and_each_kind_of_row_has_its_own(browser, make, advisor):
    make.young_person(advisor=advisor, case_reference="0", preferred_name="Nobody")
    text = sheets.as_csv(rows_of(60))
    ref = sheets.send(browser.sign_in(advisor), text)
    page = browser.get("young_people.import_look", ref=ref, show="new")
    second = browser.get(page.link("Next"))

    assert "59 new records and 1 record brought up to date" in page.text
    assert "Page 1 of 3, 59 rows" in page.text
    assert "N26" in second.text
    assert "N26" not in page.text
    for odd in ("0", "-3", "99999999999999999999", "x"):
        assert browser.get("young_people.import_look", ref=ref, show=odd, page=odd).status == 200


def test_what_changes_is_shown_as_it_is_now_and_as_it_will_be(browser, make, advisor):
    make.young_person(
        advisor=advisor,
        case_reference="1",
        phone="+447700900111",
        skills=[{"name": "tills", "evidence": "shown"}],
        interests={"retail": "curious"},
        own_words="",
    )
    text = (
        "Person ID,Mobile,Skills,Keen on,Their own words,Activity,Activity since\n"
        "1,07700 900222,tills; calm,Retail,I like bikes,G5,1/9/2026\n"
    )
    ref = sheets.send(browser.sign_in(advisor), text)
    page = browser.get("young_people.import_look", ref=ref)

    rows = [
        [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.select("th, td")]
        for row in page.soup.select("tbody tr")
    ]
    assert sorted(rows) == [
        [
            "Activity",
            "–",
            "G5 Not in work or learning: other reasons, since Tuesday 1 September 2026",
        ],
        ["Phone number", "07700 900111", "07700 900222"],
        ["Retail", "Curious", "Keen"],
        ["Skills", "tills (seen)", "Also: calm"],
        ["Their own words", "–", "I like bikes"],
    ]


def test_wrong_rows_are_named_with_their_column_and_come_as_a_file_to_mend(browser, advisor):
    text = sheets.MOSAIC + (
        "1,Invented,,Ash,31/02/2008,,,ask mum,,,,\r\n2,Invented,,Bo,27/03/2008,,,,,,,\r\n"
    )
    ref = sheets.send(browser.sign_in(advisor), text)
    page = browser.get("young_people.import_look", ref=ref)
    sent = browser.get("young_people.import_errors", ref=ref)
    rows = list(csv.reader(io.StringIO(sent.body.lstrip("\ufeff"))))

    assert "DOB must be a real date, with the day first, like 27/03/2008" in page.text
    assert "Enter a phone number, like 01908 691691" in page.text
    assert "Bring in" not in " ".join(page.buttons())
    assert len(rows) == 2
    assert rows[1][0].startswith("Row 2: Date of birth must be a real date")
    mended = sent.body.replace("31/02/2008", "28/02/2008").replace("ask mum", "")
    again = sheets.look(mended, advisor)
    assert again.counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}


def test_a_file_that_is_sent_again_with_the_same_columns_needs_no_questions(browser, advisor):
    sheets.send(browser.sign_in(advisor), sheets.MOSAIC)
    sent = {"file": (io.BytesIO(sheets.MOSAIC.encode()), "next-week.csv")}
    page = browser.post("young_people.import_", sent, follow=False)

    newest = db.session.query(Upload).order_by(Upload.id.desc()).first()
    assert page.location.endswith(newest.ref)


def test_the_ways_to_the_import_are_where_the_caseload_is(browser, make, advisor):
    empty = browser.sign_in(advisor).get("young_people.index")
    make.young_person(advisor=advisor)
    full = browser.get("young_people.index")

    address = browser.address("young_people.import_")
    assert empty.link("bring in your caseload from the case system") == address
    assert full.link("Bring in a caseload from a file") == address


def test_the_page_after_leads_to_whom_to_look_at_first(browser, make, advisor):
    text = (
        "Person ID,Known as,DOB,Postcode,Mobile,Keen on,Activity,Activity since\n"
        "1,Ash,27/3/2008,MK9,07700 900222,Retail,G5,1/9/2026\n2,Bo,27/3/2008,,,,,\n"
    )
    ref = sheets.send(browser.sign_in(advisor), text)
    looked_at = sheets.versions(browser.get("young_people.import_look", ref=ref))
    page = browser.post("young_people.import_store", {"versions": looked_at}, ref=ref)

    assert "Bo (new) No interests and no words of their own yet. No area." in page.text
    assert "Ash" not in page.text
    browser.post("young_people.import_undo", ref=ref)
    assert browser.get("young_people.import_done", ref=ref).h1 == "This file was taken back"


def bomb():
    """A small workbook that unfolds to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return out.getvalue()


BAD = {
    "empty.csv": b"",
    "blank.csv": b"\n\n\n",
    "nul.csv": b"Person ID\x00,DOB\n1,\x00\n",
    "not.xlsx": b"PK\x03\x04 not a workbook",
    "text.xlsx": b"Person ID,DOB\n",
    "picture.png": b"\x89PNG",
    "no-ending": b"Person ID\n1\n",
    "old.xls": b"\xd0\xcf\x11\xe0",
    "long.csv": b"Person ID\n" + b"1\n" * 5001,
    "wide.csv": (",".join(map(str, range(100))) + "\n").encode(),
    "quote.csv": b'Person ID,DOB\n"1,2\n',
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_file_that_is_none_is_refused_in_words_or_has_nothing_to_bring_in(browser, advisor, name):
    browser.sign_in(advisor)
    sent = {"file": (io.BytesIO(BAD[name]), name)}
    page = browser.post("young_people.import_", sent)
    for upload in db.session.query(Upload).all():
        page = browser.post(
            "young_people.import_columns", {"column-0": "case_reference"}, ref=upload.ref
        )

    assert page.status in {200, 422}
    assert page.errors or page.notices or "To mend" in page.text or "no row" in page.text


def test_a_bomb_is_refused(browser, advisor):
    sent = {"file": (io.BytesIO(bomb()), "list.xlsx")}
    page = browser.sign_in(advisor).post("young_people.import_", sent)

    assert "once unpacked" in page.errors[0]
    assert db.session.query(Upload).count() == 0


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["31/02/2008", "07700 900123", "MK9 3EJ", "F2", "=1+1", "#REF!", "1e400", "NaN"]
    ),
)
LINES = st.lists(st.lists(CELLS, max_size=8), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headings=st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=8), lines=LINES)
def test_whatever_stands_in_a_file_no_page_breaks(browser, advisor, headings, lines):
    out = io.StringIO()
    csv.writer(out).writerows([["Person ID", *headings], *lines])
    walk(browser.sign_in(advisor), out.getvalue().encode("utf-8", "replace"), "list.csv")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), ending=st.sampled_from(["csv", "xlsx", "txt", "tsv"]))
def test_whatever_bytes_are_sent_no_page_breaks(browser, advisor, content, ending):
    walk(browser.sign_in(advisor), content, f"list.{ending}")


def walk(browser, content, name):
    """Go as far as a file gets; the browser itself fails on any page that breaks."""
    db.session.query(Upload).delete()
    db.session.commit()
    browser.post("young_people.import_", {"file": (io.BytesIO(content), name)})
    for upload in db.session.query(Upload).all():
        answers = {f"column-{at}": key for at, key in enumerate(upload.mapping)}
        browser.post(
            "young_people.import_columns", answers | {"column-0": "case_reference"}, ref=upload.ref
        )
        page = browser.get("young_people.import_look", ref=upload.ref, follow=True)
        browser.get("young_people.import_errors", ref=upload.ref)
        if page.soup.select_one("input[name=versions]"):
            sent = {"versions": sheets.versions(page)}
            browser.post("young_people.import_store", sent, ref=upload.ref)
