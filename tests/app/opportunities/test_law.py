"""Hours, breaks, rest, night, apprenticeships, insurance, risk, DBS, dates and ages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.opportunities import law_table
from app.opportunities.lawful import RULES
from tests.app.opportunities.offers import APPRENTICE, LAW, LAWFUL, TODAY, said, shift, shifts

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
    assert said(APPRENTICE, **twenty, end=date(2027, 12, 5))["apprenticeship.length"] == "stop"
    assert said(APPRENTICE, **twenty, end=date(2027, 12, 6)) == {}
    assert said(APPRENTICE, week=(), hours_per_week=Decimal(30)) == {}
    fewer = said(APPRENTICE, week=(), hours_per_week=Decimal(15), end=date(2028, 12, 1))
    assert fewer["apprenticeship.hours"] == "warn"


def test_apprentices_have_left_school_and_the_levels_are_two_to_seven():
    assert said(APPRENTICE, min_age=15)["apprenticeship.age"] == "stop"
    assert said(APPRENTICE, school_age=True)["apprenticeship.age"] == "stop"
    assert said(APPRENTICE, level=1) == {"apprenticeship.level": "stop"}
    assert said(APPRENTICE, level=8) == {"apprenticeship.level": "stop"}
    assert said(APPRENTICE, level=7) == {"apprenticeship.level_7": "warn"}
    assert said(APPRENTICE, level=7, max_age=21)["age.reasons"] == "warn"
    assert said(APPRENTICE, training_provider=" ") == {"apprenticeship.provider": "warn"}


def test_year_11_starts_an_apprenticeship_after_the_last_friday_in_june():
    at = {"end": date(2028, 6, 1), "insurance_until": None, "pay_per_hour": Decimal(15)}
    may = {"start": date(2027, 6, 25), "closes": None, **at}

    assert said(APPRENTICE, **may) == {"apprenticeship.leaving": "warn"}
    assert said(APPRENTICE, **(may | {"start": date(2027, 6, 26)})) == {}
    assert said(APPRENTICE, **may, min_age=17) == {}


def test_insurance_is_in_date_from_the_first_day_to_the_last():
    assert said(insurance_until=date(2026, 12, 6)) == {"insurance.first_day": "stop"}
    assert said(insurance_until=date(2026, 12, 7)) == {"insurance.last_day": "stop"}
    assert said(insurance_until=date(2026, 12, 17)) == {"insurance.last_day": "stop"}
    assert said(insurance_until=date(2026, 12, 18)) == {}
    assert said(insurance_until=None) == {}


def test_where_no_policy_reaches_yet_insurance_is_looked_at_again():
    two_years = {"end": date(2028, 12, 6), "pay_per_hour": Decimal(15)}

    found = said(APPRENTICE, **two_years, insurance_until=date(2027, 10, 31))
    assert found == {"insurance.last_day": "warn"}
    assert said(insurance_until=date(2036, 12, 6)) == {"insurance.far": "warn"}


def test_public_bodies_do_not_need_insurance_by_law():
    council = {"employer_kind": "public"}

    assert said(**council, insurance_until=date(2026, 12, 6)) == {"insurance.first_day": "warn"}
    assert said(**council, insurance_until=date(2026, 12, 8)) == {"insurance.last_day": "warn"}


def test_the_risks_are_looked_at_before_the_start():
    assert said(risk_assessed_on=date(2026, 12, 8)) == {"risk.after_start": "stop"}
    assert said(risk_assessed_on=date(2026, 12, 7)) == {"risk.planned": "warn"}
    assert said(risk_assessed_on=TODAY) == {}
    assert said(risk_assessed_on=date(2024, 12, 6)) == {"risk.old": "warn"}
    assert said(ADULTS, risk_assessed_on=date(2026, 12, 8)) == {}


def test_supervisors_of_people_over_16_may_not_be_asked_for_a_barred_list_check():
    assert said(supervisor_dbs="enhanced_barred") == {"dbs.supervisor_not_allowed": "stop"}
    assert said(supervisor_dbs="enhanced") == {"dbs.supervisor_not_allowed": "warn"}
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
    assert said(person_dbs="enhanced") == {"dbs.person_enhanced": "stop"}
    assert said(person_dbs="enhanced", sector="childcare") == {"dbs.person_enhanced": "warn"}
    assert said(person_dbs="enhanced", regulated_activity=True) == {}
    assert said(person_dbs="basic") == {}


def test_dates_have_an_order():
    assert "dates.order" in said(end=date(2026, 12, 6))
    assert said(end=date(2026, 12, 7)) == {}
    assert said(closes=date(2026, 12, 7)) == {}
    assert said(closes=date(2026, 12, 8)) == {"dates.closes_after_start": "stop"}
    assert said(closes=date(2026, 12, 8), kind="supported") == {"dates.closes_after_start": "warn"}
    assert said(closes=date(2026, 12, 19)) == {"dates.closes_after_end": "stop"}
    assert said(closes=date(2026, 11, 21)) == {"dates.closed": "stop"}
    assert said(closes=date(2026, 11, 22)) == {}
    past = {"start": date(2026, 11, 2), "end": date(2026, 11, 21), "closes": None}
    assert said(**past) == {"dates.over": "stop"}
    assert said(**(past | {"end": date(2026, 11, 22)})) == {"dates.started": "warn"}


def test_a_slip_of_the_year_and_a_long_stay_are_looked_at():
    slip = {"start": date(2036, 12, 7), "end": date(2036, 12, 18), "insurance_until": None}
    term = {"end": date(2027, 3, 9), "insurance_until": date(2027, 6, 1)}

    assert said(**slip) == {"dates.far": "warn", "risk.old": "warn", "wage.next_rates": "warn"}
    assert said(**term) == {"dates.long": "warn"}
    assert said(**(term | {"end": date(2027, 3, 8)})) == {}
    assert said(kind="taster", end=date(2026, 12, 21)) == {"dates.long": "warn"}


def test_ages_have_an_order():
    assert said(min_age=20, max_age=19)["age.order"] == "stop"
    assert "age.too_young" in said(min_age=12, school_age=True)
    assert said(CHILDREN, min_age=13)["age.light_work"] == "warn"
    assert said(min_age=15)["age.school_age"] == "warn"
    assert said(min_age=14)["age.school_age"] == "stop"
    assert said(min_age=26, max_age=None) == {"age.programme": "warn"}


def test_an_age_limit_on_paid_work_needs_a_reason():
    job = LAWFUL | {"kind": "job", "min_age": 18}

    assert said(job, max_age=None) == {}
    assert said(job, max_age=24) == {}
    assert said(job, max_age=23) == {"age.reasons": "warn"}


def test_until_18_a_long_job_goes_with_learning():
    job = LAWFUL | {"kind": "job", "end": None, "pay_per_hour": Decimal(15)}

    assert said(job) == {"age.learning": "warn"}
    assert said(job, week=(), hours_per_week=Decimal(19)) == {}


def test_every_rule_says_what_it_asks_for_and_finds_only_by_its_own_name():
    names = [rule.name for rule in RULES]

    assert len(names) == len(set(names))
    assert all(rule.words[0].isupper() and rule.words.endswith(".") for rule in RULES)
    assert {key for rule in RULES for key in rule.uses} == set(law_table.catalogue())
