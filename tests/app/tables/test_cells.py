"""One cell read as people in Britain write it, or refused in words that say what to enter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.tables import cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("2026-12-31T09:30:00", date(2026, 12, 31)),
        ("31/12/2026 00:00", date(2026, 12, 31)),
        ("1st March 2027", date(2027, 3, 1)),
        (datetime(2026, 12, 31, 9, 30, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_a_date_is_read_day_first(cell, value):
    assert cells.day(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(("£12.71", "12.71"), ("12.71 an hour", "12.71"), ("£1,200.50", "1200.50")),
        *(("12.71/hour", "12.71"), ("£12.71 per hr", "12.71"), (12.5, "12.50"), ("13ph", "13.00")),
    ],
)
def test_money_is_read_with_its_sign_and_its_time(cell, value):
    assert cells.amount(10_000)(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["lots", "-1", "NaN", "1e9999", True, "£"])
def test_what_is_no_money_is_refused(cell):
    with pytest.raises(ValueError, match="must be a number"):
        cells.amount(10_000)(cell)


@pytest.mark.parametrize("cell", ["yes", "Y", "TRUE", True, 1, 1.0, "x", "✓"])
def test_yes_has_many_names(cell):
    assert cells.yes_no(cell) is True


@pytest.mark.parametrize("cell", ["no", "N", False, 0, "None", "n/a"])
def test_so_has_no(cell):
    assert cells.yes_no(cell) is False


@pytest.mark.parametrize(
    "cell", ["Sam <sam@demo.example>", "mailto:sam@demo.example", " sam@demo.example"]
)
def test_an_address_is_taken_out_of_what_stands_round_it(cell):
    assert cells.email(cell) == "sam@demo.example"


def test_a_telephone_number_gets_its_first_nought_back():
    assert cells.phone(1632960001) == cells.phone("01632 960001") == "+441632960001"


def test_a_cell_that_could_not_be_calculated_is_refused():
    with pytest.raises(ValueError, match="shows an error"):
        cells.refuse_broken("#REF!")
