"""The week grid counts, copies Monday and warns at the break; places add up over the sites."""

from __future__ import annotations

import pytest

from app import db
from app.opportunities.models import Opportunity

MONDAY = {"mon-starts": "9am", "mon-ends": "15:00", "mon-pause": "45"}


@pytest.fixture
def draft(browser, business, offer):
    browser.sign_in(business)
    return offer(week=[], min_age=16)


def saved():
    db.session.rollback()
    return db.session.query(Opportunity).order_by(Opportunity.id.desc()).first()


def post(browser, offer, key, **sent):
    return browser.post(
        "opportunities.section", {"version": str(saved().version), **sent}, ref=offer.ref, key=key
    )


def test_the_total_is_worked_out_without_scripts(browser, draft):
    page = post(browser, draft, "hours", **MONDAY, stay="yes")

    assert page.h1 == "Hours"
    assert "5 hours 15 minutes a week over 1 day, breaks taken off." in page.text
    assert [words.text for words in page.soup.select("[data-hours]")] == [
        "5 hours 15 minutes",
        *["–"] * 6,
    ]


def test_monday_is_copied_to_the_other_weekdays(browser, draft):
    page = post(browser, draft, "hours", **MONDAY, stay="monday")

    assert [day["day"] for day in saved().week] == ["mon", "tue", "wed", "thu", "fri"]
    assert {day["from"] for day in saved().week} == {"09:00"}
    assert "26 hours 15 minutes a week over 5 days" in page.text


def test_a_break_that_is_too_short_is_named_beside_its_day(browser, draft):
    page = post(browser, draft, "hours", **{**MONDAY, "mon-pause": "10"}, stay="yes")

    notes = [words.text for words in page.soup.select("[data-note]")]
    assert "Monday" in notes[0]
    assert "30" in notes[0]
    assert notes[1:] == [""] * 6


def test_places_add_up_over_the_sites(browser, draft):
    sent = {"places": "3", "postcode": "MK9 3EJ", "area": ""}
    page = post(browser, draft, "where", **sent, sites="MK2 2EB, 2 places\nMK46 5AB, 4 places")
    assert page.errors == [
        "These sites have 6 places and the whole offer has 3: change one of them"
    ]

    post(browser, draft, "where", **sent, sites="MK2 2EB, 2 places")
    page = browser.get("opportunities.section", ref=draft.ref, key="where")
    assert "3 places in all: 1 at MK9 3EJ, 2 at MK2 2EB." in page.text


def test_each_shape_says_what_it_means(browser, draft):
    page = browser.get("opportunities.section", ref=draft.ref, key="support")

    assert "two days in the first week, three in the second" in page.text
    assert "Nothing in the school holidays" in page.text


@pytest.mark.parametrize("key", ["doing", "where", "dates", "hours", "pay", "asks", "day_one"])
def test_a_section_shows_what_a_young_person_will_see(browser, draft, key):
    page = browser.get("opportunities.section", ref=draft.ref, key=key)

    assert "This is what they will see, as saved" in page.text
    assert "Sam, at the back door" in page.text


def test_the_preview_can_be_as_wide_as_a_phone(browser, draft):
    wide = browser.get("opportunities.preview", ref=draft.ref)
    assert wide.soup.select(".uo-phone") == []

    narrow = browser.get("opportunities.preview", ref=draft.ref, on="phone")
    assert len(narrow.soup.select(".uo-phone")) == 1
