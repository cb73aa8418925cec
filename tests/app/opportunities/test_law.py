"""Hours, breaks, rest, night, apprenticeships, insurance, risk, DBS, dates and ages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.app.opportunities.offers import APPRENTICE, LAWFUL, said, shift, shifts

ADULTS = LAWFUL | {"min_age": 18}
CHILDREN = LAWFUL | {
    "min_age": 15,
    "max_age": 15,
    "school_age": True,
    "week": shifts("mon tue wed", "09:00", "15:00"),
}
WEEKDAYS = "mon tue wed thu fri"


def test_eight_hours_a_day_is_the_most_under_18():
    assert said(week=shifts("mon", "09:00", "18:00", 60)) == {}
    assert said(week=shifts("mon", "09:00", "18:01", 60)) == {"hours.young_day": "stop"}
    assert said(ADULTS, week=shifts("mon", "09:00", "18:01", 60)) == {}


def test_forty_hours_a_week_is_the_most_under_18():
    assert said(week=(), hours_per_week=Decimal(40)) == {}
    assert said(week=(), hours_per_week=Decimal("40.5")) == {"hours.young_week": "stop"}
    assert said(ADULTS, week=(), hours_per_week=Decimal(49)) == {"hours.adult_week": "warn"}


def test_under_18_is_only_what_was_said():
    assert said(min_age=None, max_age=None, week=shifts("mon", "08:00", "19:00", 60)) == {}


@pytest.mark.parametrize(
    ("ends", "pause", "finding"),
    [
        ("13:30", 0, {}),
        ("13:31", 0, {"break.young": "stop"}),
        ("14:30", 30, {}),
        ("15:00", 29, {"break.young": "stop"}),
    ],
)
def test_half_an_hour_of_break_after_four_and_a_half_hours_under_18(ends, pause, finding):
    assert said(week=shifts("mon", "09:00", ends, pause)) == finding


def test_a_break_that_was_not_said_is_not_missing():
    assert said(week=shifts("mon", "09:00", "16:00", None)) == {}


def test_a_gap_between_two_shifts_is_a_break():
    split = (shift("mon", "09:00", "12:00", 0), shift("mon", "13:00", "16:00", 0))

    assert said(week=split) == {}


def test_adults_have_twenty_minutes_after_six_hours():
    assert said(ADULTS, week=shifts("mon", "09:00", "15:01", 0)) == {"break.adult": "warn"}
    assert said(ADULTS, week=shifts("mon", "09:00", "15:00", 0)) == {}


def test_twelve_hours_off_between_two_days_under_18():
    evening = shift("mon", "14:00", "21:00")

    assert said(week=(evening, shift("tue", "08:59", "12:00"))) == {"rest.young_daily": "stop"}
    assert said(week=(evening, shift("tue", "09:00", "12:00"))) == {}


def test_two_days_off_in_a_row_under_18():
    assert said(week=shifts("mon tue wed thu fri sat", "09:00", "12:00", 0)) == {
        "rest.young_weekly": "stop"
    }
    assert said(ADULTS, week=shifts("mon tue wed thu fri sat", "09:00", "12:00", 0)) == {}


@pytest.mark.parametrize(
    ("starts", "ends", "finding"),
    [
        ("16:00", "22:00", {}),
        ("16:00", "22:30", {"night.young_contract": "warn"}),
        ("16:00", "23:30", {"night.young": "stop"}),
        ("20:00", "02:00", {"night.young": "stop"}),
        ("05:30", "10:00", {"night.young": "stop"}),
        ("06:00", "10:00", {}),
    ],
)
def test_nights_are_not_for_anybody_under_18(starts, ends, finding):
    assert said(week=shifts("mon", starts, ends, 30)) == finding
    assert said(ADULTS, week=shifts("mon", starts, ends, 30)) == {}


def test_a_shift_after_midnight_ends_on_the_next_day():
    assert said(ADULTS, week=shifts("mon", "22:00", "06:00")) == {}


def test_a_shift_has_to_be_possible():
    assert said(week=shifts("mon", "09:00", "09:00")) == {"hours.shift": "stop"}
    assert said(week=shifts("mon", "09:00", "10:00", 60)) == {"hours.break_too_long": "stop"}
    overlapping = (shift("mon", "09:00", "12:00", 0), shift("mon", "11:00", "12:15", 0))
    assert said(week=overlapping) == {"hours.overlap": "stop"}


def test_people_of_school_age_have_shorter_hours():
    assert said(CHILDREN) == {}
    assert said(CHILDREN, week=shifts("mon", "09:00", "15:00", 30)) == {"break.child": "stop"}
    assert said(CHILDREN, week=shifts("mon", "16:00", "19:30", 0)) == {"night.child": "stop"}
    assert said(CHILDREN, week=shifts("sun", "10:00", "13:00", 0)) == {"hours.child_sunday": "stop"}
    assert said(CHILDREN, week=(), hours_per_week=Decimal(36)) == {"hours.child_week": "stop"}
    younger = {"min_age": 14, "week": shifts("mon", "09:00", "15:30")}
    assert said(CHILDREN, **younger) == {"hours.child_day": "stop"}
    assert said(CHILDREN, kind="job") == {"hours.child_term": "warn", "age.permit": "warn"}


@pytest.mark.parametrize(
    ("start", "end", "finding"),
    [
        (date(2026, 12, 7), date(2027, 8, 6), {}),
        (date(2026, 12, 7), date(2027, 8, 5), {"apprenticeship.length": "stop"}),
    ],
)
def test_an_apprenticeship_lasts_eight_months(start, end, finding):
    assert said(APPRENTICE, start=start, end=end) == finding


def test_before_august_2025_it_lasted_twelve_months():
    old = {
        "start": date(2025, 7, 31),
        "end": date(2026, 6, 30),
        "closes": None,
        "risk_assessed_on": None,
    }

    assert said(APPRENTICE, **old)["apprenticeship.length"] == "stop"
    assert "apprenticeship.length" not in said(APPRENTICE, **(old | {"start": date(2025, 8, 1)}))


def test_part_time_makes_an_apprenticeship_longer():
    twenty = {"week": (), "hours_per_week": Decimal(20)}

    assert said(APPRENTICE, **twenty) == {"apprenticeship.length": "stop"}
    assert said(APPRENTICE, **twenty, end=date(2027, 12, 6)) == {}
    assert said(APPRENTICE, week=(), hours_per_week=Decimal(15))["apprenticeship.hours"] == "stop"


def test_apprentices_have_left_school_and_the_levels_are_two_to_seven():
    assert said(APPRENTICE, min_age=15)["apprenticeship.age"] == "stop"
    assert said(APPRENTICE, school_age=True)["apprenticeship.age"] == "stop"
    assert said(APPRENTICE, level=1) == {"apprenticeship.level": "stop"}
    assert said(APPRENTICE, level=7) == {"apprenticeship.level_7": "warn"}


def test_insurance_covers_the_first_day_and_is_looked_at_before_the_last():
    assert said(insurance_until=date(2026, 12, 6)) == {"insurance.first_day": "stop"}
    assert said(insurance_until=date(2026, 12, 17)) == {"insurance.last_day": "warn"}
    assert said(insurance_until=date(2026, 12, 18)) == {}
    assert said(insurance_until=None) == {}


def test_the_risks_are_looked_at_before_the_start():
    assert said(risk_assessed_on=date(2026, 12, 8)) == {"risk.after_start": "stop"}
    assert said(risk_assessed_on=date(2026, 12, 7)) == {}
    assert said(ADULTS, risk_assessed_on=date(2026, 12, 8)) == {}


def test_supervisors_of_people_over_16_may_not_be_asked_for_a_barred_list_check():
    assert said(supervisor_dbs="enhanced_barred") == {"dbs.supervisor_not_allowed": "stop"}
    assert said(supervisor_dbs="basic") == {}
    assert "dbs.supervisor_not_allowed" not in said(
        supervisor_dbs="enhanced_barred", regulated_activity=True
    )
    assert said(CHILDREN, supervisor_dbs="enhanced_barred", supervised_frequently=True) == {}
    assert said(CHILDREN, supervisor_dbs="enhanced_barred") == {"dbs.supervisor_rare": "stop"}


def test_what_may_be_asked_of_the_young_person():
    assert said(CHILDREN, person_dbs="basic") == {"dbs.person_age": "stop"}
    assert said(person_dbs="enhanced_barred") == {"dbs.person_not_allowed": "stop"}
    assert said(person_dbs="enhanced_barred", regulated_activity=True) == {}
    assert said(person_dbs="none", regulated_activity=True) == {"dbs.person_wanted": "warn"}
    assert said(person_dbs="enhanced_barred", regulated_activity=None) == {}


def test_dates_have_an_order():
    assert "dates.order" in said(end=date(2026, 12, 6))
    assert said(closes=date(2026, 12, 8)) == {"dates.closes_after_start": "warn"}
    assert said(closes=date(2026, 12, 19)) == {"dates.closes_after_end": "stop"}
    assert said(closes=date(2026, 11, 21)) == {"dates.closed": "stop"}
    assert said(closes=date(2026, 11, 22)) == {}
    past = {"start": date(2026, 11, 2), "end": date(2026, 11, 21), "closes": None}
    assert said(**past) == {"dates.over": "stop"}
    assert said(**(past | {"end": date(2026, 11, 22)})) == {"dates.started": "warn"}


def test_ages_have_an_order():
    assert said(min_age=20, max_age=19) == {"age.order": "stop"}
    assert "age.too_young" in said(min_age=12, school_age=True)
    assert said(min_age=15)["age.school_age"] == "warn"
