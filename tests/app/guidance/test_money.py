"""The money there is on a start date: only what holds that day, with who gets it and how sure it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.guidance import incentive_table, incentives, money
from app.guidance.incentives import Start
from app.opportunities.wording import KINDS as WORDS
from app.settings import changing
from app.settings.changing import Proposal

KINDS = list(WORDS)


def every_row():
    return [
        incentives.read(row.key, row.value, row.source, row.valid_from, row.valid_to)
        for row in incentive_table.shipped()
    ]


def keys(found):
    return {row.key for row in found}


def test_what_there_is_changes_with_the_day_it_starts(app):
    before, after = date(2026, 7, 31), date(2026, 8, 1)

    assert {"employer_1000", "provider_1000"} <= keys(money.on(before))
    assert not {"employer_1000", "provider_1000"} & keys(money.on(after))
    assert not {"sme_hiring", "training_free"} & keys(money.on(before))
    assert {"sme_hiring", "training_free"} <= keys(money.on(after))


def test_the_bursary_is_three_thousand_pounds_from_august_2023_and_the_young_persons(app):
    amount = {
        day: next(r for r in money.on(day) if r.key == "care_leaver_bursary")
        for day in (date(2023, 7, 31), date(2023, 8, 1))
    }

    assert [row.amount for row in amount.values()] == ["£1,000", "£3,000"]
    assert all(row.gets == "young_person" and row.private for row in amount.values())


def test_a_big_firm_hears_nothing_of_the_money_for_small_ones(app):
    start = Start("apprenticeship", date(2026, 12, 1), size="250+")

    assert "sme_hiring" not in keys(money.of_offer(start))
    assert "levy_share" in keys(money.of_offer(start))
    assert "sme_hiring" in keys(money.of_offer(Start("apprenticeship", start.on)))


def test_level_7_money_is_told_only_at_level_7_or_while_the_level_is_open(app):
    told = {
        level: keys(money.of_offer(Start("apprenticeship", date(2026, 12, 1), level=level)))
        for level in (None, 2, 7)
    }

    assert "level_7" in told[None] & told[7]
    assert "level_7" not in told[2]
    assert "foundation" in told[2]


def test_unpaid_work_experience_brings_no_money(app):
    assert money.of_offer(Start("work_experience", date(2026, 12, 1), paid=False)) == []


@given(st.dates(date(2017, 1, 1), date(2030, 1, 1)), st.sampled_from(KINDS))
def test_nothing_is_ever_shown_outside_its_dates(day, kind):
    rows = every_row()
    shown = incentives.of_offer(rows, Start(kind, day))

    assert all(row.valid_from <= day <= (row.valid_to or day) for row in shown)
    left_out = [row for row in rows if row not in shown and kind in row.kinds]
    assert all(not row.valid_from <= day <= (row.valid_to or day) for row in left_out)


def test_every_row_can_be_read_said_and_written_back_as_the_table_describes_it(app):
    for row in incentive_table.shipped():
        for part in incentive_table.PARTS:
            value = row.value.get(part.name)
            if value not in (None, "", []):
                assert part.read(part.write(value)) == value, (row.key, part.name)
                assert part.say(value)


def test_a_change_counts_once_a_second_person_has_confirmed_it(browser, make, coordinator):
    other = make.user("coordinator")
    row = next(one for one in incentive_table.shipped() if one.key == "sme_hiring")
    told = Proposal(
        "sme_hiring",
        {**row.value, "amount": "£2,500"},
        date(2026, 8, 1),
        "Funding rules 2026/27",
        "Read in the rules themselves",
    )
    waits = changing.propose("incentives", told, by=coordinator)
    assert "£2,500" not in browser.get("guidance.guide", slug="incentives").text

    changing.confirm(waits.ref, by=other)
    assert "£2,500" in browser.get("guidance.guide", slug="incentives").text


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        *(("gets", "the boss"), ("sure", "X"), ("levels", "9"), ("sizes", "many")),
        *(("checked", "soon"), ("kinds", "lunch"), ("private", "perhaps"), ("name", " ")),
    ],
)
def test_the_table_refuses_what_it_cannot_use(app, name, bad):
    part = next(part for part in incentive_table.PARTS if part.name == name)

    with pytest.raises(ValueError):
        part.read(bad)


def test_whatever_is_not_sure_names_whom_to_ask():
    rows = every_row()

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
