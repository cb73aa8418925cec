"""Pay in the lawful-offer check."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.opportunities.lawful import Offer, check
from tests.app.opportunities.offers import APPRENTICE, LAW, LAWFUL, UNPAID, said, shifts


def test_a_lawful_offer_has_no_findings():
    assert said() == {}
    assert said(APPRENTICE) == {}


@pytest.mark.parametrize(
    ("ages", "least"),
    [
        ((16, 17), "8.00"),
        ((18, 20), "10.85"),
        ((16, 20), "10.85"),
        ((21, 24), "12.71"),
        ((16, 24), "12.71"),
    ],
)
def test_pay_is_measured_against_the_oldest_band_allowed(ages, least):
    low, high = ages
    penny_less = Decimal(least) - Decimal("0.01")

    assert said(min_age=low, max_age=high, pay_per_hour=Decimal(least)) == {}
    assert said(min_age=low, max_age=high, pay_per_hour=penny_less) == {"wage.minimum": "stop"}


def test_the_rate_of_the_first_day_counts():
    before = {
        "start": date(2026, 3, 2),
        "end": date(2026, 3, 13),
        "closes": None,
        "risk_assessed_on": None,
    }
    found = said(**before, pay_per_hour=Decimal("12.21"))

    assert "wage.minimum" not in found
    assert "wage.minimum" in said(**before, pay_per_hour=Decimal("12.20"))


def test_a_rise_between_the_first_and_the_last_day_counts():
    across = {"start": date(2026, 3, 2), "risk_assessed_on": None, "closes": None}

    assert (
        said(**across, end=date(2026, 3, 31), pay_per_hour=Decimal("12.21")).get("wage.rise")
        is None
    )
    assert (
        said(**across, end=date(2026, 4, 1), pay_per_hour=Decimal("12.21"))["wage.rise"] == "stop"
    )


def test_an_age_that_was_not_said_is_asked_about_and_does_not_stop():
    assert said(max_age=None, pay_per_hour=Decimal("8.00")) == {"wage.minimum": "warn"}
    assert said(min_age=None, max_age=None, pay_per_hour=Decimal("8.00")) == {
        "wage.minimum": "warn"
    }


def test_less_than_the_lowest_rate_stops_whatever_the_age():
    assert said(min_age=None, max_age=None, pay_per_hour=Decimal("7.99")) == {
        "wage.minimum": "stop"
    }


def test_apprentices_have_their_own_rate_in_the_first_year_or_under_19():
    first_year = {"base": APPRENTICE, "min_age": 19}

    assert said(**first_year) == {}
    assert said(**first_year, first_year_apprentice=False)["wage.minimum"] == "stop"
    assert said(**first_year, first_year_apprentice=None)["wage.minimum"] == "warn"
    young = said(APPRENTICE, max_age=18, first_year_apprentice=None)
    assert young == {"wage.birthday": "warn", "age.reasons": "warn"}
    assert said(APPRENTICE, pay_per_hour=Decimal("7.99")) == {"wage.minimum": "stop"}


def test_the_second_year_of_an_apprenticeship_needs_a_plan_for_the_pay():
    found = said(APPRENTICE, end=date(2028, 3, 1), insurance_until=date(2028, 6, 1))

    assert found == {"wage.second_year": "warn"}


def test_a_finding_says_the_rate_its_day_and_what_the_offer_says():
    offer = Offer(**(LAWFUL | {"min_age": 18, "max_age": 18, "pay_per_hour": Decimal("10")}))
    (found,) = check(offer, LAW)

    assert found.words == (
        "People aged 18 to 20 must be paid at least £10.85 an hour from 1 April 2026; "
        "this offer says £10.00. Raise the pay, or change the ages"
    )
    assert found.address.startswith("https://www.gov.uk/")


@pytest.mark.parametrize(
    ("end", "finding"),
    [(date(2027, 1, 7), {}), (date(2027, 1, 8), {"wage.birthday": "warn"})],
)
def test_a_birthday_counts_from_the_next_pay_period_on(end, finding):
    paid = {"pay_per_hour": Decimal("10.85"), "insurance_until": date(2027, 3, 1)}

    assert said(min_age=18, max_age=20, end=end, **paid) == finding
    assert said(min_age=18, max_age=19, end=end, **paid) == {}
    young = {"min_age": 16, "max_age": 17, "pay_per_hour": Decimal("8.00")}
    assert said(end=end, **young) == finding


def test_rates_that_are_not_known_yet_are_looked_at_and_do_not_stop():
    spring = {"kind": "supported", "insurance_until": date(2027, 6, 1)}
    warned = {"wage.next_rates": "warn"}

    assert said(**spring, end=date(2027, 3, 31)) == {}
    assert said(**spring, end=date(2027, 4, 1)) == warned
    assert said(**spring, end=date(2027, 4, 1), pay_per_hour=Decimal("13.99")) == {}


def test_hours_that_are_worked_and_not_paid_count():
    assert "wage.unpaid_hours" in said(hours_per_week=Decimal(30))
    assert "wage.unpaid_hours" not in said(hours_per_week=Decimal(30), pay_per_hour=Decimal(14))


def test_pay_without_a_start_is_held_against_the_rate_of_today():
    assert said(start=None, end=None, pay_per_hour=Decimal("12.70"))["wage.minimum"] == "stop"


def test_no_rate_is_invented_for_a_time_before_the_table():
    old = {"start": date(2020, 11, 2), "end": None, "closes": None, "risk_assessed_on": None}

    assert "wage.minimum" not in said(**old, pay_per_hour=Decimal("9.00"))


def test_nobody_of_school_age_has_a_minimum_wage():
    young = {"min_age": 14, "max_age": 15, "school_age": True}

    assert "wage.minimum" not in said(**young, pay_per_hour=Decimal("5"))
    assert "unpaid.basis" not in said(UNPAID, **young)
    assert "wage.minimum" in said(**(young | {"max_age": 17}), pay_per_hour=Decimal("7.99"))


@pytest.mark.parametrize("kind", ["job", "apprenticeship"])
def test_jobs_and_apprenticeships_are_paid(kind):
    assert (
        said(UNPAID, kind=kind, unpaid_basis="voluntary", employer_kind="charity")["unpaid.kind"]
        == "stop"
    )


def test_unpaid_work_names_its_basis():
    assert said(UNPAID) == {"unpaid.basis": "stop"}
    assert said(UNPAID, unpaid_basis="shadowing") == {}
    assert said(UNPAID, kind="taster") == {"unpaid.basis": "stop"}
    assert said(UNPAID, kind="internship", unpaid_basis="shadowing") == {
        "unpaid.internship": "warn"
    }
    assert said(UNPAID, kind="mentoring") == {}


def test_pay_that_was_not_said_is_not_no_pay():
    assert said(unpaid=None, pay_per_hour=None) == {}


@pytest.mark.parametrize(
    ("kind", "finding"),
    [
        ("company", "stop"),
        ("sole_trader", "stop"),
        ("charity", None),
        ("public", None),
        (None, "warn"),
    ],
)
def test_only_charities_and_public_bodies_have_volunteers(kind, finding):
    found = said(UNPAID, unpaid_basis="voluntary", employer_kind=kind)

    assert found.get("unpaid.voluntary") == finding


def test_unpaid_work_may_not_go_on_for_ever():
    year = {"end": date(2027, 12, 31), "insurance_until": date(2028, 1, 1)}

    assert said(UNPAID, unpaid_basis="course", **year) == {"unpaid.course_length": "stop"}
    assert said(UNPAID, unpaid_basis="course", end=date(2027, 2, 1)) == {}
    assert said(UNPAID, unpaid_basis="shadowing", end=date(2026, 12, 21)) == {
        "unpaid.shadowing": "warn"
    }
    weekly = {"end": date(2027, 2, 12), "week": shifts("mon", "09:00", "12:00", 0)}
    assert said(UNPAID, unpaid_basis="shadowing", **weekly) == {}
    assert said(UNPAID, unpaid_basis="funded_scheme", end=date(2027, 2, 1)) == {
        "unpaid.scheme": "warn"
    }


def test_every_finding_says_where_and_on_what_authority():
    found = check(Offer(**(LAWFUL | {"pay_per_hour": Decimal("5"), "min_age": 12})), LAW)

    assert found
    assert all(f.source and f.field and f.words[0].isupper() for f in found)
