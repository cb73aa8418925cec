"""Hours, breaks, rest and night, for people under 18, of school age, and adults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.opportunities import law_table
from tests.app.opportunities.offers import CHILDREN, LAW, LAWFUL, said, shift, shifts

ADULTS = LAWFUL | {"min_age": 18}


def test_eight_hours_a_day_is_the_most_under_18():
    assert said(week=shifts("mon", "09:00", "18:00", 60)) == {}
    assert said(week=shifts("mon", "09:00", "18:01", 60)) == {"hours.young_day": "stop"}
    assert said(ADULTS, week=shifts("mon", "09:00", "18:01", 60)) == {}


def test_forty_hours_a_week_is_the_most_under_18():
    assert said(week=(), hours_per_week=Decimal(40)) == {}
    assert said(week=(), hours_per_week=Decimal("40.5")) == {"hours.young_week": "stop"}
    assert said(ADULTS, week=(), hours_per_week=Decimal(49)) == {"hours.adult_week": "warn"}


def test_under_18_is_only_what_was_said():
    long = {"week": shifts("mon", "08:00", "19:00", 60), "pay_per_hour": Decimal(13)}

    assert said(min_age=None, max_age=None, **long) == {"age.not_said": "warn"}
    assert said(min_age=None, max_age=24, **long) == {"age.not_said": "warn"}
    assert said(min_age=18, max_age=None, **long) == {}
    assert "hours.young_day" in said(min_age=None, max_age=17, **long)


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


def test_a_break_that_was_not_said_is_asked_for_and_not_missing():
    assert said(week=shifts("mon", "09:00", "16:00", None)) == {"break.not_said": "warn"}
    assert said(week=shifts("mon", "09:00", "13:30", None)) == {}
    assert said(ADULTS, week=shifts("mon", "09:00", "16:00", None)) == {}


def test_a_break_that_was_not_said_may_be_an_hour_and_no_longer():
    assert said(week=shifts("mon", "09:00", "18:00", None)) == {"break.not_said": "warn"}
    assert said(week=shifts("mon", "09:00", "18:01", None))["hours.young_day"] == "stop"


def test_a_gap_between_two_shifts_is_a_break():
    split = (shift("mon", "09:00", "12:00", 0), shift("mon", "13:00", "16:00", 0))

    assert said(week=split) == {}


def test_adults_have_twenty_minutes_after_six_hours():
    assert said(ADULTS, week=shifts("mon", "09:00", "15:01", 0)) == {"break.adult": "stop"}
    assert said(ADULTS, week=shifts("mon", "09:00", "15:01", 19)) == {}
    assert said(ADULTS, week=shifts("mon", "09:00", "16:00", 19)) == {"break.adult": "stop"}
    assert said(ADULTS, week=shifts("mon", "09:00", "15:00", 0)) == {}
    caring = {"sector": "health_and_social_care", "week": shifts("mon", "09:00", "16:00", 0)}
    assert said(ADULTS, **caring) == {"break.adult": "warn"}


@pytest.mark.parametrize(
    ("tuesday", "finding"),
    [
        (("08:00", "19:00"), {"rest.adult_daily": "stop"}),
        (("06:00", "12:00"), {"rest.adult_daily": "stop"}),
        (("09:00", "19:00"), {}),
    ],
)
def test_adults_have_eleven_hours_off_between_two_days(tuesday, finding):
    monday = shift("mon", "07:00", "22:00", 420)

    assert said(ADULTS, week=(monday, shift("tue", *tuesday))) == finding


def test_adults_who_change_from_late_to_early_are_looked_at():
    late, early = shift("mon", "14:00", "23:00"), shift("tue", "07:00", "15:00")

    assert said(ADULTS, week=(late, early)) == {"rest.adult_change": "warn"}
    assert said(week=(late, early))["rest.young_daily"] == "stop"


def test_adults_have_a_day_off_each_week():
    every_day = {"week": shifts("mon tue wed thu fri sat sun", "09:00", "12:00", 0)}
    longer = {"end": date(2027, 2, 5)}

    assert said(ADULTS, **every_day) == {"rest.adult_weekly": "warn"}
    assert said(ADULTS, **every_day, **longer) == {"rest.adult_weekly": "stop"}


def test_a_long_night_of_an_adult_is_looked_at():
    assert said(ADULTS, week=shifts("mon", "21:00", "06:01")) == {"night.adult": "warn"}
    assert said(ADULTS, week=shifts("mon", "21:00", "06:00")) == {}
    assert said(ADULTS, week=shifts("mon", "16:00", "01:59", 30)) == {}


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
        ("16:00", "23:00", {"night.young_contract": "warn"}),
        ("16:00", "23:01", {"night.young": "stop"}),
        ("16:00", "00:00", {"night.young": "stop"}),
        ("16:00", "00:01", {"night.young_deep": "stop", "hours.young_day": None}),
        ("20:00", "02:00", {"night.young_deep": "stop"}),
        ("05:59", "10:00", {"night.young": "stop"}),
        ("05:30", "10:00", {"night.young": "stop"}),
        ("06:00", "10:00", {}),
    ],
)
def test_nights_are_not_for_anybody_under_18(starts, ends, finding):
    expected = {rule: grave for rule, grave in finding.items() if grave}

    assert said(week=shifts("mon", starts, ends, 30)) == expected
    assert said(ADULTS, week=shifts("mon", starts, ends, 30)) == {}


def test_an_end_after_ten_and_a_start_before_seven_cannot_both_be():
    both = (shift("mon", "18:00", "22:30", 0), shift("thu", "06:30", "10:00", 0))

    assert said(week=both) == {"night.young": "stop"}
    assert said(week=(both[0], shift("thu", "07:00", "10:00", 0))) == {
        "night.young_contract": "warn"
    }


@pytest.mark.parametrize(
    ("sector", "late", "deep"),
    [
        (None, "stop", "stop"),
        ("construction", "stop", "stop"),
        ("hospitality", "warn", "stop"),
        ("health_and_social_care", "warn", "warn"),
    ],
)
def test_some_sectors_may_ask_for_a_part_of_the_night(sector, late, deep):
    assert said(sector=sector, week=shifts("mon", "18:00", "00:00", 30)) == {"night.young": late}
    assert said(sector=sector, week=shifts("mon", "20:00", "02:00", 30)) == {
        "night.young_deep": deep
    }


def test_a_shift_after_midnight_ends_on_the_next_day():
    assert said(ADULTS, week=shifts("mon", "22:00", "06:00")) == {}


def test_a_shift_has_to_be_possible():
    assert said(week=shifts("mon", "09:00", "09:00")) == {"hours.shift": "stop"}
    assert said(week=shifts("mon", "09:00", "10:00", 60)) == {"break.too_long": "stop"}
    overlapping = (shift("mon", "09:00", "12:00", 0), shift("mon", "11:00", "12:15", 0))
    assert said(week=overlapping) == {"hours.overlap": "stop"}
    over_midnight = (shift("mon", "20:00", "02:00"), shift("tue", "01:00", "05:00"))
    assert said(ADULTS, week=over_midnight)["hours.overlap"] == "stop"


def test_the_end_of_a_week_that_repeats_meets_its_beginning():
    around = (shift("sun", "20:00", "02:00"), shift("mon", "01:00", "05:00"))
    twice = {"week": around, "end": date(2027, 1, 5)}
    close = (shift("sun", "12:00", "20:00"), shift("mon", "07:00", "11:00", 0))

    assert said(ADULTS, **twice)["hours.overlap"] == "stop"
    assert "hours.overlap" not in said(ADULTS, **(twice | {"end": date(2026, 12, 13)}))
    assert said(week=close) == {"rest.young_daily": "stop"}
    assert said(week=close, end=date(2026, 12, 13)) == {}


def test_two_totals_that_differ_are_looked_at():
    assert said(hours_per_week=Decimal("32.5")) == {}
    assert said(hours_per_week=Decimal(35)) == {"hours.two_totals": "warn"}
    unpaid = said(hours_per_week=Decimal(30))
    assert unpaid == {"hours.two_totals": "warn", "wage.unpaid_hours": "warn"}


def test_people_of_school_age_have_shorter_hours():
    assert said(CHILDREN) == {}
    assert said(CHILDREN, week=shifts("mon", "09:00", "15:00", 30)) == {"break.child": "stop"}
    assert said(CHILDREN, week=shifts("mon", "09:00", "13:00", 0)) == {}
    assert said(CHILDREN, week=shifts("mon", "09:00", "13:01", 0)) == {"break.child": "stop"}
    assert said(CHILDREN, week=shifts("mon", "16:00", "19:00", 0)) == {}
    assert said(CHILDREN, week=shifts("mon", "16:00", "19:01", 0)) == {"night.child": "stop"}
    assert said(CHILDREN, week=shifts("mon", "06:59", "09:00", 0)) == {"night.child": "stop"}
    assert said(CHILDREN, week=shifts("sun", "10:00", "12:00", 0)) == {}
    assert said(CHILDREN, week=shifts("sun", "10:00", "12:01", 0)) == {"hours.child_sunday": "stop"}
    assert said(CHILDREN, week=(), hours_per_week=Decimal(35)) == {}
    assert said(CHILDREN, week=(), hours_per_week=Decimal(36)) == {"hours.child_week": "stop"}
    assert said(CHILDREN, week=shifts("mon", "08:00", "17:01")) == {"hours.child_day": "stop"}


@pytest.mark.parametrize(("kind", "grave"), [("supported", "stop"), ("work_experience", "warn")])
def test_at_14_the_hours_are_shorter_still_unless_the_school_arranges_it(kind, grave):
    summer = {"start": date(2027, 8, 2), "end": date(2027, 8, 13), "risk_assessed_on": None}
    young = CHILDREN | summer | {"min_age": 14, "max_age": 14, "kind": kind, "closes": None}
    more = {"insurance_until": date(2027, 9, 1)}

    found = said(young, **more, week=shifts("mon", "09:00", "15:30"))
    assert found["hours.child_younger_day"] == grave
    assert "hours.child_younger_day" not in said(
        young, **more, week=shifts("mon", "09:00", "15:00")
    )
    long = said(young, **more, week=(), hours_per_week=Decimal("25.5"))
    assert long["hours.child_younger_week"] == grave


@pytest.mark.parametrize(
    ("start", "end", "grave"),
    [
        (date(2027, 1, 11), date(2027, 1, 22), "stop"),
        (date(2027, 8, 2), date(2027, 8, 13), None),
        (date(2027, 4, 1), date(2027, 4, 9), "warn"),
        (None, None, "warn"),
    ],
)
def test_in_term_time_school_days_are_short_unless_the_school_arranges_it(start, end, grave):
    dates = {"start": start, "end": end, "closes": None, "risk_assessed_on": None}
    job = CHILDREN | {"kind": "job", "insurance_until": None, **dates}

    found = said(job)
    assert found.get("hours.child_school_day") == grave
    assert found.get("hours.child_term_week") == grave
    assert found["age.permit"] == "warn"
    assert "hours.child_school_day" not in said(job, kind="work_experience")
    assert "hours.child_school_day" not in said(job, week=shifts("mon", "16:00", "18:00", 0))


def test_rest_and_night_of_young_workers_are_not_asked_of_school_children():
    paper_round = shifts("mon tue wed thu fri sat", "07:00", "08:00", 0)

    assert said(CHILDREN, kind="job", week=paper_round) == {"age.permit": "warn"}


def test_the_new_law_on_children_is_known_and_does_not_hold_yet():
    late = {"week": shifts("mon", "16:00", "20:00", 0)}
    new = tuple(replace(row, valid_from=date(2026, 12, 1)) for row in law_table.waiting())
    law = replace(LAW, limits=LAW.limits + law_table.as_limits(new))

    assert len(new) == 3
    assert said(CHILDREN, **late) == {"night.child": "stop"}
    assert said(CHILDREN, law, **late) == {}
    assert said(CHILDREN, law, week=shifts("sun", "10:00", "13:00", 0)) == {}
