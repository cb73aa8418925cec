"""No cell of a written file can run, and reading it back gives the original."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.tables import cells, writing
from app.tables.columns import Column
from app.tables.files import Table
from app.typed import clean

EVIL = ["=1+1", "+44", "-1", "@SUM(A1)", "\t=x", "\r=x", "'=1", "''+x"]
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
KINDS = ("csv", "xlsx")


def back(kind, rows, head=("A", "B")):
    text = writing.as_csv(head, rows, mark=True)
    content = writing.as_xlsx(head, rows) if kind == "xlsx" else text.encode()
    table = Table(f"a.{kind}", content)
    return [cells_of for _, cells_of in table.rows(1)]


@pytest.mark.parametrize("kind", KINDS)
@given(rows=st.lists(st.tuples(TEXTS, st.one_of(st.sampled_from(EVIL), TEXTS)), max_size=4))
def test_what_is_written_reads_back_as_it_was(kind, rows):
    kept = [("x" + clean(a, lines=True), clean(b, lines=True) or "y") for a, b in rows]
    read = cells.text(1000)

    assert [(read(a), read(b)) for a, b, *_ in back(kind, kept)] == kept


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("kind", KINDS)
def test_no_written_cell_can_run(kind, evil):
    ((_, cell),) = back(kind, [("name", evil)])

    assert cell[:1] not in set("=+-@\t\r")


def test_dates_money_and_answers_are_written_as_people_read_them():
    row = (date(2026, 12, 31), Decimal("12.50"), True, None, -0.5)

    assert (
        writing.as_csv(("a",) * 5, [row]).splitlines()[1]
        == '"31/12/2026","12.50","yes","","\'-0.5"'
    )


def test_the_workbook_to_fill_in_has_lists_and_an_example():
    columns = [Column("kind", "Kind", needed=True, example="Job", choices=("Job", "Taster"))]
    book = load_workbook(io.BytesIO(writing.template(columns)))

    assert [cell.value for cell in book.worksheets[0][2]] == ["Job"]
    (rule,) = book.worksheets[0].data_validations.dataValidation
    assert rule.formula1 == "Lists!$A$1:$A$2"
