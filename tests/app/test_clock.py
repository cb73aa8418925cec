"""The clock: London's days, England's working days, ages, and a clock that can be set."""

from datetime import UTC, date, datetime, time

import pytest

from app import clock


def test_working_days_skip_weekends_and_bank_holidays():
    assert clock.add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert clock.add_working_days(date(2026, 11, 20), 2) == date(2026, 11, 24)
    assert clock.add_working_days(date(2027, 3, 25), 1) == date(2027, 3, 30)  # Easter


@pytest.mark.parametrize("days", [0, 1, 2, 5, 15, 40])
def test_counting_working_days_is_the_inverse_of_adding_them(days):
    start = date(2026, 11, 20)

    assert clock.working_days_between(start, clock.add_working_days(start, days)) == days


def test_a_time_in_london_is_an_hour_ahead_in_summer():
    assert clock.at(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert clock.at(date(2026, 12, 1), time(9)) == datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_somebody_born_on_29_february_turns_on_1_march():
    born = date(2008, 2, 29)

    assert clock.age_on(born, date(2026, 2, 28)) == 17
    assert clock.age_on(born, date(2026, 3, 1)) == 18


def test_the_clock_can_be_set_outside_production(app):
    app.config["APP_NOW"] = "2026-10-25T01:30:00+00:00"
    try:
        assert clock.now() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert clock.today() == date(2026, 10, 25)
    finally:
        app.config["APP_NOW"] = ""
