"""Every offer in the demo is lawful, except the two that are there to be found."""

import math
from itertools import pairwise

import pytest

from tests.app.demo.content import (
    EMPLOYERS,
    LAWFUL,
    LIVE,
    OFFERS,
    days_long,
    minutes,
    shift,
    weekly_hours,
)

# What the law asked on 1 April 2026, and a margin, because the rates of the next April are not known.
RATES = {"21+": 12.71, "18-20": 10.85, "16-17": 8.00, "apprentice": 8.00}
MARGIN = 1.05

PAID = [row for row in LAWFUL if row["pay_per_hour"]]
UNPAID = [row for row in OFFERS.values() if not row["pay_per_hour"]]
YOUNG = [row for row in LAWFUL if row["min_age"] < 18]


def band(offer):
    """The wage band of the oldest person the offer takes, on its last day."""
    oldest = (offer["max_age"] or 99) + (days_long(offer) if offer["end_in_days"] else 0) / 365
    if offer["kind"] == "apprenticeship" and days_long(offer) <= 365:
        return "apprentice"
    return "21+" if oldest >= 21 else "18-20" if oldest >= 18 else "16-17"


@pytest.mark.parametrize("offer", PAID, ids=lambda row: row["key"])
def test_pay_is_above_the_minimum_wage_with_a_margin(offer):
    assert offer["pay_per_hour"] >= RATES[band(offer)] * MARGIN
    assert offer["unpaid_basis"] is None


@pytest.mark.parametrize("offer", UNPAID, ids=lambda row: row["key"])
def test_unpaid_offers_name_a_basis_that_holds(offer):
    employer = EMPLOYERS[offer["employer"]]["kind"]
    holds = {
        "shadowing": days_long(offer) <= 14 or weekly_hours(offer) <= 2,
        "voluntary": employer in {"charity", "public"},
        "course": offer["training_provider"] and days_long(offer) <= 365,
    }

    assert holds[offer["unpaid_basis"]]
    assert offer["unpaid_words"]
    assert offer["kind"] in {"work_experience", "taster", "supported", "mentoring"}


@pytest.mark.parametrize("offer", YOUNG, ids=lambda row: row["key"])
def test_hours_are_lawful_for_people_under_18(offer):
    week = offer["week"] or []
    rests = [minutes(b["from"]) + 1440 - minutes(a["to"]) for a, b in pairwise(week)]

    assert weekly_hours(offer) <= 40
    assert len(week) <= 5
    assert all(shift(day) - day["break_minutes"] <= 480 for day in week)
    assert all(day["break_minutes"] >= 30 for day in week if shift(day) > 270)
    assert all("06:00" <= day["from"] < day["to"] <= "22:00" for day in week)
    assert all(rest >= 720 for rest in rests)


def test_adults_get_their_break_and_their_week():
    for offer in LAWFUL:
        assert weekly_hours(offer) <= 48
        assert all(day["break_minutes"] >= 20 for day in offer["week"] or [] if shift(day) > 360)


def test_apprenticeships_are_long_enough_and_full_enough():
    for offer in (row for row in OFFERS.values() if row["kind"] == "apprenticeship"):
        needed = 8 if weekly_hours(offer) >= 30 else math.ceil(30 / weekly_hours(offer) * 8)

        assert days_long(offer) >= needed * 30.5
        assert offer["min_age"] >= 16
        assert 2 <= offer["level"] <= 7
        assert offer["training_provider"]


def test_insurance_and_dates_hold_for_live_offers():
    for offer in LIVE:
        assert EMPLOYERS[offer["employer"]]["insurance_until_in_days"] >= (
            offer["end_in_days"] or 1
        )
        assert offer["closes_in_days"] > 0
        assert offer["end_in_days"] is None or offer["end_in_days"] >= offer["start_in_days"]


def test_barred_list_checks_are_asked_only_for_regulated_activity():
    for offer in OFFERS.values():
        assert offer["dbs_required"] == (offer["person_dbs"] != "none")
        assert (offer["person_dbs"] == "enhanced_barred") == offer["regulated_activity"]


def test_one_offer_waits_for_the_vetting_desk_with_night_work_for_16_year_olds():
    planted = [
        row for row in OFFERS.values() if row["state"] == "SUBMITTED" and "expected_findings" in row
    ]

    assert [row["expected_findings"] for row in planted] == [["night"]]
    assert planted[0]["min_age"] == 16
    assert max(day["to"] for day in planted[0]["week"]) > "22:00"
