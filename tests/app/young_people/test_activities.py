"""Activity codes: only those the return takes, and only where they fit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app import clock
from app.young_people import activities, services
from app.young_people.activities import CODES, CONTACTS, NewActivity, WrongActivity
from tests.app.young_people.people import fresh


def test_the_codes_are_those_of_the_return():
    assert sorted(CODES) == sorted("F1 P1 F2 P2 F4 P4 F5 P5 G4 G5 G6 0".split())
    assert sorted(CONTACTS) == sorted("YES NO DIED REFU NREQ RHOM".split())


@pytest.mark.parametrize("code", ["F6", "F3", "P3", "f5", "", "G7", "00"])
def test_a_code_that_does_not_exist_is_refused(make, advisor, code):
    with pytest.raises(WrongActivity):
        services.record_activity(
            make.young_person(advisor=advisor), NewActivity(code, clock.today()), by=advisor
        )


@pytest.mark.parametrize("in_touch", sorted(CONTACTS))
@pytest.mark.parametrize("code", sorted(CODES))
def test_in_touch_and_activity_agree(make, advisor, in_touch, code):
    person = make.young_person(advisor=advisor)
    fits = {
        "YES": code != "0",
        "DIED": code == "0",
        "RHOM": code == "0",
    }.get(in_touch, True)
    new = NewActivity(code, clock.today(), in_touch)
    if fits:
        services.record_activity(person, new, by=advisor)
    else:
        with pytest.raises(WrongActivity):
            services.record_activity(person, new, by=advisor)

    assert len(activities.history(fresh(person))) == fits


@pytest.mark.parametrize("day", [clock.today() + timedelta(1), date(1990, 1, 1)])
def test_a_day_that_cannot_be_is_refused(make, advisor, day):
    with pytest.raises(WrongActivity) as refused:
        services.record_activity(
            make.young_person(advisor=advisor), NewActivity("F5", day), by=advisor
        )

    assert refused.value.at == "since"


def test_earlier_codes_stay_as_history_the_latest_first(make, advisor):
    person, today = make.young_person(advisor=advisor), clock.today()
    for code, days in (("G5", 90), ("F5", 1), ("P2", 30)):
        services.record_activity(person, NewActivity(code, today - timedelta(days)), by=advisor)

    assert [row.code for row in activities.history(fresh(person))] == ["F5", "P2", "G5"]


def test_the_page_says_what_does_not_fit_and_keeps_what_was_entered(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    answers = {
        "in_touch": "YES",
        "code": "0",
        "since-day": "1",
        "since-month": "2",
        "since-year": "2025",
    }
    page = browser.sign_in(advisor).post("young_people.new_activity", answers, ref=person.ref)

    assert page.errors[0].startswith("You are in touch, so select what they are doing")
    assert page.soup.find(id="since-year")["value"] == "2025"


def test_the_page_records_a_change(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    answers = {
        "in_touch": "YES",
        "code": "F4",
        "since-day": "1",
        "since-month": "2",
        "since-year": "2025",
    }
    page = browser.sign_in(advisor).post("young_people.new_activity", answers, ref=person.ref)

    assert "Now: Apprenticeship, full time" in page.text
