"""The money there is on a start date: only what holds that day, with who gets it and how sure it is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.guidance import incentives, money
from app.guidance.incentives import Start


@pytest.fixture
def rows(app):
    return money.rows()


def keys(found):
    return {row.key for row in found}


def test_what_there_is_changes_with_the_day_it_starts(rows):
    before, after = date(2026, 7, 31), date(2026, 8, 1)

    assert {"employer_1000", "provider_1000"} <= keys(incentives.on(rows, before))
    assert not {"employer_1000", "provider_1000"} & keys(incentives.on(rows, after))
    assert not {"sme_hiring", "training_free"} & keys(incentives.on(rows, before))
    assert {"sme_hiring", "training_free"} <= keys(incentives.on(rows, after))


def test_the_bursary_is_three_thousand_pounds_from_august_2023_and_the_young_persons(rows):
    amount = {
        day: next(r for r in incentives.on(rows, day) if r.key == "care_leaver_bursary")
        for day in (date(2023, 7, 31), date(2023, 8, 1))
    }

    assert [row.amount for row in amount.values()] == ["£1,000", "£3,000"]
    assert all(row.gets == "young_person" and row.private for row in amount.values())


def test_a_big_firm_hears_nothing_of_the_money_for_small_ones(rows):
    start = Start("apprenticeship", date(2026, 12, 1), size="250+")

    assert "sme_hiring" not in keys(incentives.of_offer(rows, start))
    assert "levy_share" in keys(incentives.of_offer(rows, start))
    assert "sme_hiring" in keys(incentives.of_offer(rows, Start("apprenticeship", start.on)))


def test_level_7_money_is_told_only_at_level_7_or_while_the_level_is_open(rows):
    told = {
        level: keys(
            incentives.of_offer(rows, Start("apprenticeship", date(2026, 12, 1), level=level))
        )
        for level in (None, 2, 7)
    }

    assert "level_7" in told[None] & told[7]
    assert "level_7" not in told[2]
    assert "foundation" in told[2]


def test_unpaid_work_experience_brings_no_money(rows):
    assert incentives.of_offer(rows, Start("work_experience", date(2026, 12, 1), paid=False)) == []


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 3))
def test_no_row_is_shown_outside_its_dates_and_none_twice(day, span):
    rows = [
        incentives.read(str(key), VALUE, "Act", day + timedelta(days=shift), end)
        for key in range(3)
        for shift, end in ((0, day + timedelta(days=span)), (span + 1, None))
    ]
    for offset in range(-1, 6):
        found = incentives.on(rows, day + timedelta(days=offset))
        assert len(found) == len(keys(found)) == (3 if offset >= 0 else 0)


VALUE = {
    "name": "One",
    "gets": "employer",
    "amount": "£1",
    "when": "Once",
    "claim": "Ask",
    "depends": [],
    "sure": "H",
    "checked": "2026-11-22",
}


def test_whatever_is_not_sure_names_whom_to_ask(rows):
    assert all(row.ask for row in rows if row.to_check)
    assert {row.key for row in rows if row.to_check} >= {
        "sme_hiring",
        "training_free",
        "foundation",
    }


def test_the_page_says_who_gets_it_and_that_the_young_person_decides(browser):
    page = browser.get("guidance.guide", slug="incentives")

    assert "Care leavers’ bursary" in page.text
    assert "The young person decides whether you are told" in page.text
    assert "Check with your training provider" in page.text
