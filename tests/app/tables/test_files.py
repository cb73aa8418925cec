"""Uploaded files become rows, whatever wrote them; what is too large or broken is refused."""

from __future__ import annotations

import io
import resource
import time
import zipfile

import pytest
from openpyxl import Workbook

from app.tables import writing
from app.tables.files import BadFile, Limits, Table

TEXT = 'Name;Town\nZoë’s café;Bletchley\n\n“Quoted”;"two\nlines"\n'
ROWS = [(2, ("Zoë’s café", "Bletchley")), (4, ("“Quoted”", "two\nlines"))]


def read(content, name="a.csv", known=bool, **limits):
    table = Table(name, content, Limits(**limits))
    below, headings = table.headings(known)
    return headings, list(table.rows(below))


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_text_file_reads_the_same_in_any_coding(coding):
    assert read(TEXT.encode(coding)) == (("Name", "Town"), ROWS)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_what_stands_between_the_cells_is_found(sign):
    text = f'Name{sign}Pay\n"A{sign}b"{sign}12,50\nC{sign}13,00\n'

    assert (
        read(text.encode())[1] == [(2, (f"A{sign}b", "12,50")), (3, ("C", "13,00"))] or sign == ","
    )


def test_a_line_that_names_the_sign_is_obeyed_and_counted():
    assert read(b"sep=;\r\na;b,b,b\r\n1;2,3\r\n") == (("a", "b,b,b"), [(3, ("1", "2,3"))])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_will_do(ending):
    assert read(f"a,b{ending}1,2{ending}".encode())[1] == [(2, ("1", "2"))]


def workbook(*rows, merge=None):
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    if merge:
        book.active.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_headings_are_found_under_titles_and_blank_rows():
    content = workbook(
        ["Employers 2026"], [None], ["Name", "Town", None], ["A", "B"], merge="A1:C1"
    )

    assert read(content, "a.xlsx") == (("Name", "Town"), [(4, ("A", "B"))])


def test_the_row_with_the_most_known_names_is_taken_for_the_headings():
    content = workbook(["Who", "Where"], ["Name", "Town"], ["A", "B"])

    assert read(content, "a.xlsx", known={"Name", "Town"}.__contains__)[0] == ("Name", "Town")


def test_a_file_without_a_row_is_refused():
    with pytest.raises(BadFile, match="nothing in this file"):
        read(b"\n \n", "a.csv")


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"x"), ("a.xlsx", b"x"), ("a.csv", b"a\x00b,c\n")]
)
def test_what_is_no_table_is_refused(name, content):
    with pytest.raises(BadFile):
        read(content, name)


def test_too_many_rows_bytes_and_columns_are_refused():
    with pytest.raises(BadFile, match="more than 2 rows"):
        read(b"a,b\n1,2\n1,2\n1,2\n", rows=2)
    with pytest.raises(BadFile, match="larger than"):
        read(b"a,b\n1,2\n", bytes=4)
    with pytest.raises(BadFile, match="more than 3 columns"):
        read(b"a,b,c,d\n", columns=3)


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, size in parts.items():
            with zipped.open(f"xl/{name}.xml", "w") as part:
                for _ in range(size):
                    part.write(b"0" * 1_000_000)
    return file.getvalue()


def lying(content, size):
    """The same archive, whose directory claims that its part is small."""
    at = content.rindex(b"PK\x01\x02") + 24
    return content[:at] + size.to_bytes(4, "little") + content[at + 4 :]


@pytest.mark.parametrize("lie", [False, True])
def test_a_bomb_is_refused_at_once_and_takes_no_memory(lie):
    content = packed(sheet1=300)
    content = lying(content, 1000) if lie else content
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    with pytest.raises(BadFile):
        read(content, "bomb.xlsx")

    assert time.process_time() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_large_styles_are_refused_before_anything_is_made_of_them():
    with pytest.raises(BadFile, match="once unpacked"):
        read(packed(styles=3), "a.xlsx")


def with_part(content, name, text):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr(name, text)
    return file.getvalue()


def test_words_defined_inside_a_workbook_are_refused():
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

    with pytest.raises(BadFile, match="cannot be read"):
        read(with_part(workbook(["a", "b"]), "xl/evil.xml", evil), "a.xlsx")


def test_a_sheet_that_claims_a_million_empty_rows_is_refused():
    book = Workbook()
    book.active["A1"], book.active["B1"] = "a", "b"
    book.active["A1000000"] = "last"
    file = io.BytesIO()
    book.save(file)

    with pytest.raises(BadFile, match="counting empty ones"):
        read(file.getvalue(), "a.xlsx", rows=50)


def test_a_workbook_called_csv_is_read_as_the_workbook_it_is():
    book = writing.as_xlsx(["Name"], [["Ann"]])

    assert list(Table("list.csv", book).lines()) == [(1, ("Name",)), (2, ("Ann",))]


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_workbook_of_the_old_kind_is_named_as_such(name):
    with pytest.raises(BadFile, match="workbook of an old kind"):
        list(Table(name, b"\xd0\xcf\x11\xe0 rest").lines())
