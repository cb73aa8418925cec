"""Form fields: values out, messages that say what to do, nothing typed lost."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from app import fields

WEEK = [("day", "A day"), ("week", "A week")]
WEB = Flask(__name__)
WEB.secret_key = "for this test alone"


class Everything(fields.Form):
    name = StringField("Name", [DataRequired("Enter a name"), fields.Length(10)])
    notes = TextAreaField("What will they do?", [fields.Length(20, called="What they do")])
    secret = PasswordField("Password", [fields.NoNul()])
    start = fields.UkDateField(
        "When?", [InputRequired("Enter the start date")], called="start date"
    )
    opens = fields.UkTimeField("Start time", [Optional()])
    pay = fields.MoneyField("Pay")
    places = fields.WholeNumberField("Number of places", minimum=1, maximum=9)
    postcode = fields.PostcodeField("Postcode", [InputRequired("Enter a postcode")])
    phone = fields.PhoneField("Phone")
    email = fields.EmailField("Email")
    website = fields.WebAddressField("Website")
    kind = RadioField("Kind", [Optional()], choices=fields.options([("job", "Job")]))
    shapes = fields.MultiCheckboxField("Shapes", choices=fields.options(WEEK))


GOOD = {
    "name": " Ann ",
    "start-day": "03",
    "start-month": "mar",
    "start-year": "2027",
    "postcode": "mk93ej",
}


def sent(**changes):
    """The form after these answers were sent, checked."""
    with WEB.test_request_context():
        answers = {**GOOD, **{name.replace("__", "-"): value for name, value in changes.items()}}
        form = Everything(MultiDict(answers), meta={"csrf": False})
        form.validate()
        return form


def errors(form):
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def test_good_answers_become_values():
    form = sent(opens="9am", pay="£12.71", places="3", phone="01908 691691", email="a@demo.example")

    assert errors(form) == {}
    assert (form.name.data, form.start.data, form.opens.data) == ("Ann", date(2027, 3, 3), time(9))
    assert (form.pay.data, form.places.data) == (Decimal("12.71"), 3)
    assert (form.postcode.data, form.phone.data) == ("MK9 3EJ", "+441908691691")


@pytest.mark.parametrize(
    ("day", "month", "year", "words", "leads_to"),
    [
        ("", "", "", "Enter the start date", "start-day"),
        ("3", "", "2027", "Start date must include a month", "start-month"),
        ("", "", "2027", "Start date must include a day and a month", "start-day"),
        ("31", "2", "2027", "Start date must be a real date", "start-day"),
        ("3", "3", "27", "Start date must have a year with 4 numbers, like 2027", "start-year"),
        ("3", "mars", "2027", "Start date must be a real date", "start-day"),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_where(day, month, year, words, leads_to):
    form = sent(start__day=day, start__month=month, start__year=year)

    assert errors(form) == {"start": [words]}
    assert form.start.first_input == leads_to
    assert form.start.typed == {"day": day, "month": month, "year": year}


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MAR.", "３"])
def test_a_month_may_be_a_number_or_a_word(month):
    assert sent(start__month=month).start.data == date(2027, 3, 3)


def test_a_date_from_the_records_fills_its_three_boxes():
    with WEB.test_request_context():
        form = Everything(None, data={"start": date(2027, 11, 5)}, meta={"csrf": False})

    assert form.start.typed == {"day": "5", "month": "11", "year": "2027"}


def test_an_optional_date_left_empty_is_none_even_when_the_records_have_one():
    class Loose(fields.Form):
        until = fields.UkDateField("Until", [Optional()])

    with WEB.test_request_context():
        empty = {"until-day": "", "until-month": "", "until-year": ""}
        form = Loose(MultiDict(empty), data={"until": date(2027, 1, 1)}, meta={"csrf": False})

        assert form.validate()
    assert form.until.data is None


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("opens", "nine", "Start time must be a time, like 9am or 5:30pm"),
        ("pay", "lots", "Pay must be an amount in pounds, like £12.71"),
        ("places", "0", "Number of places must be 1 or more"),
        ("postcode", "MK9", "Enter a full UK postcode, like MK9 3EJ"),
        ("email", "a@", "Enter an email address in the correct format, like name@example.com"),
        ("website", "javascript:x", "Enter a web address, like www.example.co.uk"),
        ("shapes", "month", "Select from the answers shown"),
        ("kind", "robbery", "Select one of the answers shown"),
        ("name", "Bartholomew Long", "Name must be 10 characters or fewer. You have 6 too many"),
        ("notes", "x" * 21, "What they do must be 20 characters or fewer. You have 1 too many"),
    ],
)
def test_a_wrong_answer_says_what_to_do_once(name, typed, words):
    assert errors(sent(**{name: typed})) == {name: [words]}


@pytest.mark.parametrize(
    "name", ["opens", "pay", "places", "postcode", "phone", "email", "website"]
)
def test_what_was_typed_stays_in_the_box_when_it_cannot_be_read(name):
    form = sent(**{name: 'half <b>"wrong"'})

    assert form[name].data is None
    assert "half &lt;b&gt;&#34;wrong&#34;" in str(form[name]())


def test_an_empty_answer_is_not_an_unreadable_one():
    assert errors(sent(postcode=" ", name="\u200b")) == {
        "postcode": ["Enter a postcode"],
        "name": ["Enter a name"],
    }


def test_a_password_is_kept_exactly_but_never_with_a_nul():
    assert sent(secret="  spaced\t ").secret.data == "  spaced\t "
    assert "secret" in sent(secret="a\x00b").errors


def test_the_reader_of_text_cleans_and_never_returns_none():
    form = sent(name="A\x00nn", notes="one\r\n two ")

    assert fields.text(form.name) == "Ann"
    assert fields.text(form.notes) == "one\n two"
    assert fields.text(form.email) == ""
    assert fields.text_or_none(form.email) is None


def test_each_showing_of_a_form_carries_a_token_of_its_own():
    form = sent(once="A" * 22)
    first, second = str(form.once()), str(form.once())

    assert form.once.data == "A" * 22
    assert first != second
    assert sent(once="<script>").once.data == ""


@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "opens", "pay", "places", "phone", "email", "website"]), st.text()
    )
)
def test_no_answer_breaks_the_form(answers):
    form = sent(**answers)

    assert all(str(error) for found in form.errors.values() for error in found)
    assert [str(field()) for field in form]


def test_the_answers_of_a_choice_read_as_the_pairs_they_were_given_as():
    (answer,) = fields.options([("mon", "Monday")])

    assert (tuple(answer), answer[0], answer[1]) == (("mon", "Monday"), "mon", "Monday")
    assert dict([answer]) == {"mon": "Monday"}
