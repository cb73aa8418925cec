"""The pages of dated tables: a coordinator proposes, another person sees what it would do and decides."""

from __future__ import annotations

from datetime import date

import pytest

from app import db
from app.home import services as home
from app.settings import changing, dated
from app.settings.models import DatedRow

FORM = {
    "part_hourly": "13.30",
    "valid_from-day": "1",
    "valid_from-month": "4",
    "valid_from-year": "2027",
    "source": "National Minimum Wage rates, GOV.UK",
    "address": "https://www.gov.uk/national-minimum-wage-rates",
    "reason": "The rates of next April",
}


@pytest.fixture
def desk(browser, coordinator):
    return browser.sign_in(coordinator)


def last():
    return db.session.query(DatedRow).order_by(DatedRow.id.desc()).first()


def needs(app, user):
    with app.test_request_context():
        return [line.what for line in home.needs_now(user)[0]]


def test_every_table_is_listed_and_shows_what_holds_with_its_source(desk):
    assert {"Minimum wage", "Limits of the law"} <= set(
        desk.get("settings.index").text.split("  ")
    ) or ("Minimum wage" in desk.get("settings.index").text)
    page = desk.get("settings.table", name="wages")
    assert "£12.71 an hour" in page.text
    law = desk.get("settings.table", name="law")
    assert "Most hours of work on a day" in law.text
    assert "Not in force yet: 7am to 8pm" in law.text


def test_a_change_is_proposed_looked_at_and_confirmed_by_somebody_else(
    app, desk, make, coordinator
):
    page = desk.post("settings.propose", FORM, name="wages", key="21+")
    assert "Would say £13.30 an hour" in page.text
    assert "Confirm it" not in page.buttons()
    assert "No live offer would become unlawful" in page.text

    other = make.user("admin")
    assert "A change waits for a second person" in needs(app, other)
    assert "A change waits for a second person" not in needs(app, coordinator)
    desk.sign_in(other)
    assert {"Confirm it", "Send it back"} <= set(desk.get("settings.row", ref=last().ref).buttons())
    page = desk.post("settings.act", ref=last().ref, verb="confirm")
    assert "Confirmed" in page.notices[0]
    assert dated.on("wages", "21+", date(2027, 4, 1)).value == "13.30"
    assert "From 1 Apr 2027: £13.30 an hour" in desk.get("settings.table", name="wages").text


def test_nobody_confirms_their_own_change_by_its_address(desk):
    desk.post("settings.propose", FORM, name="wages", key="21+")
    page = desk.post("settings.act", ref=last().ref, verb="confirm")

    assert "Somebody else must confirm this" in page.notices[0]
    assert last().state == "PROPOSED"


def test_a_change_that_is_sent_back_says_why(desk, make):
    desk.post("settings.propose", FORM, name="wages", key="21+")
    ref = last().ref
    desk.sign_in(make.user("coordinator"))
    assert desk.post("settings.send_back", {"reason": ""}, ref=ref).errors
    page = desk.post("settings.send_back", {"reason": "It is 13.31"}, ref=ref)

    assert "It is 13.31" in page.text
    assert last().state == "SENT_BACK"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"part_hourly": "much"}, "must be an amount in pounds"),
        ({"part_hourly": ""}, "Enter pounds an hour"),
        ({"part_hourly": "0.50"}, "must be between £1 and £100"),
        ({"valid_from-year": ""}, "must include a year"),
        ({"source": ""}, "Enter the law or the page"),
        ({"address": "javascript:alert(1)"}, "Enter a web address"),
        ({"reason": ""}, "Enter a reason"),
        ({"valid_to-day": "1", "valid_to-month": "3", "valid_to-year": "2027"}, "Enter a last day"),
    ],
)
def test_what_cannot_be_is_said_beside_its_box(desk, change, words):
    page = desk.post("settings.propose", FORM | change, name="wages", key="21+")

    assert any(words in error for error in page.errors)
    assert last() is None


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("young.day_hours", "7", 7),
        ("young.night", "9pm to 6am", ["21:00", "06:00"]),
        ("apprenticeship.levels", "2 to 8", [2, 8]),
        ("child.permit", "no", False),
        ("unpaid.voluntary_kinds", "Charity", ["charity"]),
    ],
)
def test_each_kind_of_figure_can_be_typed_and_comes_back_as_typed(desk, key, typed, value):
    shown = desk.get("settings.propose", name="law", key=key).soup.select_one("input[name^=part_]")
    part = shown["name"]
    desk.post("settings.propose", FORM | {part: typed}, name="law", key=key)
    assert last().content == value

    again = desk.post("settings.propose", FORM | {part: shown["value"]}, name="law", key=key)
    assert again.errors, "the same day waits already"


def test_law_that_waits_for_its_day_fills_the_form(desk):
    page = desk.get("settings.propose", name="law", key="child.hours_of_day", new=1)

    assert page.soup.select_one("input[name=part_times]")["value"] == "7am to 8pm"
    assert "not in force yet" in page.text


def test_unknown_tables_keys_and_rows_do_not_exist(desk):
    for address in (
        "/settings/nothing",
        "/settings/wages/propose?key=x",
        "/settings/wages/propose",
    ):
        assert desk.get(address).status == 404
    assert desk.get("settings.row", ref="x" * 22).status == 404


def test_what_ends_needs_no_value(desk, make):
    desk.post("settings.propose", FORM | {"part_hourly": "", "ends": "y"}, name="wages", key="21+")
    changing.confirm(last().ref, by=make.user("admin"))

    assert dated.on("wages", "21+", date(2027, 4, 1)) is None
