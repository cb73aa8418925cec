"""Headings are recognised by what people call things; two alike or a missing one is said."""

from __future__ import annotations

import pytest

from app.tables import columns as naming
from app.tables.columns import Column

KNOWN = (
    Column("name", "Organisation", ("company name", "employer"), needed=True),
    Column("email", "Email", ("e-mail address", "contact email")),
    Column("closes", "Closing date", ("deadline",)),
)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Organisation", "name"),
        ("  COMPANY_NAME * ", "name"),
        ("E-Mail Address", "email"),
        ("Closing date (dd/mm/yyyy)", "closes"),
        ("Organsation", "name"),
        ("Favourite colour", ""),
        ("", ""),
    ],
)
def test_a_heading_is_guessed(heading, key):
    assert naming.guess([heading], KNOWN) == [key]


def test_no_column_is_guessed_twice():
    assert naming.guess(["Employer", "Company name", "Deadline"], KNOWN) == ["name", "", "closes"]


def test_a_column_chosen_twice_or_lacking_is_said():
    assert naming.wrong(["email", "email"], KNOWN) == [
        (1, "“Email” is chosen twice: leave one of them out"),
        (None, "Choose the column that holds “Organisation”"),
    ]


def test_an_answer_that_was_not_on_the_list_breaks_nothing():
    assert naming.wrong(["magic", "magic", "name"], KNOWN) == []


def test_the_same_headings_in_other_letters_are_remembered_as_the_same():
    assert naming.digest(["Name", "Closing_Date"]) == naming.digest(["NAME ", "closing date"])
    assert naming.digest(["Name"]) != naming.digest(["Town"])
