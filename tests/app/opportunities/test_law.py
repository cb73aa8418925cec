"""Apprenticeships, insurance, risk, DBS, dates and ages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.opportunities import law_table
from app.opportunities.lawful import RULES
from tests.app.opportunities.offers import APPRENTICE, CHILDREN, LAWFUL, TODAY, said

ADULTS = LAWFUL | {"min_age": 18}


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
