"""What people type, read into values."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import typed

READERS = (
    typed.read_time,
    typed.read_money,
    typed.read_whole,
    typed.read_postcode,
    typed.read_area,
    typed.read_phone,
    typed.read_email,
    typed.read_web_address,
    typed.read_date,
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("9am", time(9)),
        ("9 AM", time(9)),
        ("9.30 p.m.", time(21, 30)),
        ("09:00", time(9)),
        ("17.30", time(17, 30)),
        ("1730", time(17, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(words, meant):
    assert typed.read_time(words) == meant


@pytest.mark.parametrize(
    "words", ["9", "25:00", "13pm", "0am", "9:60", "half past nine", "1260", "", "９時"]
)
def test_a_time_that_is_not_clear_is_refused(words):
    with pytest.raises(ValueError, match="must"):
        typed.read_time(words)


@pytest.mark.parametrize("hour", range(24))
def test_a_time_reads_back_as_it_was_shown(hour):
    at = time(hour, 5 * (hour % 12))

    assert typed.read_time(typed.spoken_time(at)) == at


@pytest.mark.parametrize(
    ("words", "meant"),
    [("£12.71", "12.71"), ("12.7", "12.70"), ("1,234", "1234.00"), ("0", "0.00"), ("£ 9 ", "9.00")],
)
def test_money_has_two_places(words, meant):
    assert str(typed.read_money(words)) == meant


@pytest.mark.parametrize(
    "words", ["-1", "12.715", "1e5", "NaN", "Infinity", "12p", "99999999", "١٢", "$5"]
)
def test_what_is_not_pounds_and_pence_is_refused(words):
    with pytest.raises(ValueError, match="must be an amount in pounds"):
        typed.read_money(words)


def test_a_whole_number_keeps_to_its_bounds():
    assert typed.read_whole("1,000") == 1000
    assert typed.read_whole("50", 1, 50) == 50
    with pytest.raises(ValueError, match="must be 1 or more"):
        typed.read_whole("0", 1)
    with pytest.raises(ValueError, match="must be 50 or fewer"):
        typed.read_whole("51", 1, 50)
    with pytest.raises(ValueError, match="must be a whole number"):
        typed.read_whole("2.5")


@pytest.mark.parametrize("words", ["mk93ej", "MK9 3EJ", " m k 9 3 e j ", "MK9.3EJ"])
def test_a_postcode_is_written_in_one_way(words):
    assert typed.read_postcode(words) == "MK9 3EJ"


@pytest.mark.parametrize("words", ["MK9", "MK9 3E", "123 456", "MK9 3EJ; drop", "M", "МК9 3EJ"])
def test_what_is_not_a_whole_postcode_is_refused(words):
    with pytest.raises(ValueError, match="Enter a full UK postcode"):
        typed.read_postcode(words)


@pytest.mark.parametrize(
    ("words", "area"), [("mk9", "MK9"), ("MK9 3EJ", "MK9"), ("sw1a 2aa", "SW1A")]
)
def test_an_area_is_the_first_part_of_a_postcode(words, area):
    assert typed.read_area(words) == area


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("01908 691691", "+441908691691"),
        ("+44 7700 900123", "+447700900123"),
        ("(020) 7946 0001", "+442079460001"),
        ("+33 1 42 68 53 00", "+33142685300"),
    ],
)
def test_a_phone_number_is_kept_in_one_form(words, kept):
    assert typed.read_phone(words) == kept


@pytest.mark.parametrize(
    "words", ["07700", "01908 691691 ext 5", "999", "zero", "0000 000 0000", "+"]
)
def test_what_cannot_be_rung_is_refused(words):
    with pytest.raises(ValueError, match="Enter a phone number"):
        typed.read_phone(words)


def test_a_phone_number_is_shown_as_people_read_it():
    assert typed.spoken_number("+441908691691") == "01908 691691"
    assert typed.spoken_number("+33142685300") == "+33 1 42 68 53 00"
    assert typed.spoken_number("no number") == "no number"


def test_an_email_address_keeps_its_name_and_lowers_its_domain():
    assert typed.read_email("Sam@DEMO.example") == "Sam@demo.example"
    for wrong in (
        "sam",
        "sam@",
        "@demo.example",
        "a b@demo.example",
        "sam@demo.example, b@demo.example",
    ):
        with pytest.raises(ValueError, match="Enter an email address"):
            typed.read_email(wrong)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("www.bakery.example", "https://www.bakery.example"),
        ("http://bakery.example/a?b=1", "http://bakery.example/a?b=1"),
        ("bakery.example:8080", "https://bakery.example:8080"),
    ],
)
def test_a_web_address_gets_its_scheme(words, kept):
    assert typed.read_web_address(words) == kept


@pytest.mark.parametrize(
    "words",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://bakery.example",
        "https://bakery.example@evil.example",
        "https://bakery",
        "https://127.0.0.1/",
        "https://[::1",
        "https://a.example/\\b",
        'https://a.example/"x',
        "https://a.example:99999",
        "https://" + "a" * 600 + ".example",
    ],
)
def test_an_address_that_could_harm_is_refused(words):
    with pytest.raises(ValueError, match="Enter a web address"):
        typed.read_web_address(words)


@pytest.mark.parametrize(
    "words", ["31/12/2026", "31.12.2026", "31 Dec 2026", "31 december, 2026", "2026-12-31"]
)
def test_a_date_in_one_go_is_read_the_british_way(words):
    assert typed.read_date(words) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("31/02/2027", "must be a real date"),
        ("1/1/27", "must have a year with 4 numbers"),
        ("12/31/2026", "must be a real date"),
        ("soon", "must be a date"),
        ("1/1/1066", "must be a real date"),
    ],
)
def test_a_date_that_is_none_says_why(words, why):
    with pytest.raises(ValueError, match=why):
        typed.read_date(words)


def test_text_keeps_its_letters_and_loses_what_nobody_can_see():
    assert (
        typed.clean("  Ade\u0301ba\u0301yo\u0300 \x00\x07O\u2019Neill\u202e ") == "Adébáyò O’Neill"
    )
    assert typed.clean("one\r\ntwo") == "one two"
    assert typed.clean("one\r\ntwo\n", lines=True) == "one\ntwo"
    assert typed.clean("👩\u200d🍳") == "👩\u200d🍳"
    assert typed.clean("\u200b \ufeff") == ""


@pytest.mark.parametrize("read", READERS)
@given(words=st.text(max_size=60))
def test_no_text_breaks_a_reader(read, words):
    said = "must "
    try:
        read(words)
    except ValueError as error:
        said = str(error)

    assert said.startswith(("must ", "Enter "))


@given(words=st.text())
def test_cleaning_twice_changes_nothing_more(words):
    once = typed.clean(words, lines=True)

    assert typed.clean(once, lines=True) == once
    assert "\x00" not in once


def test_money_reads_back_as_it_was_shown():
    assert typed.read_money(f"£{Decimal('1234.50'):,.2f}") == Decimal("1234.50")
