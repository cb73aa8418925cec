"""The funnel: exact on the coordinator's desk, suppressed for councillors, on screen and in files."""

import csv
import io
import re

import pytest

from app import clock, db
from app.employers.states import EMPLOYER
from app.reports import queries, services
from app.unlocks import services as unlocks


def approve(make, coordinator, number):
    for _ in range(number):
        employer = make.employer(state="PENDING_REVIEW")
        with db.transaction():
            EMPLOYER.apply(employer, "suspend", by=coordinator, reason="a test")
            EMPLOYER.apply(employer, "lift", by=coordinator, reason="a test")


def test_a_step_counts_each_subject_once_however_often_it_got_there(make, coordinator):
    approve(make, coordinator, 3)
    period = services.whole()

    assert queries.reached(period)[("employer", "PENDING_REVIEW")] == 3


def test_the_coordinator_sees_exact_figures_and_the_gap_by_sector(browser, make, coordinator):
    for _ in range(3):
        make.young_person(interests={"retail": "keen"})
    make.opportunity(sector_key="retail", places=1)
    page = browser.sign_in(coordinator).get("reports.funnel")

    row = page.soup.find("th", string=re.compile("Retail")).find_parent("tr")
    assert [cell.get_text(strip=True) for cell in row.find_all("td")] == ["3", "1", "2"]


def test_a_councillor_never_sees_a_number_from_one_to_five(browser, make, councillor):
    for _ in range(4):
        make.young_person(interests={"retail": "keen"})
    make.opportunity(sector_key="retail")
    unlocks.everybody()
    page = browser.sign_in(councillor).get("reports.figures")

    cells = [cell.get_text(" ", strip=True) for cell in page.soup.select("main td")]
    assert cells
    assert not [words for words in cells if re.fullmatch(r"(about )?[1-4]", words)]


def test_the_file_says_the_same_as_the_page(browser, councillor):
    page = browser.sign_in(councillor).get("reports.figures")
    file = browser.get("reports.figures_csv")
    rows = list(csv.reader(io.StringIO(file.body)))

    assert rows[0] == ["Step", "Number"]
    assert all(words in page.text for words, _ in rows[1:])


def test_the_figures_stop_at_the_end_of_last_month(app):
    period = services.to_last_month()

    assert period.until < clock.today().replace(day=1)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_taken_for_a_formula(cell):
    _, row = csv.reader(io.StringIO(services.as_csv(("Head",), [[cell]])))

    assert row[0] == f"'{cell}"


@pytest.mark.parametrize(
    "query",
    [
        {"since-day": "31", "since-month": "2", "since-year": "2026"},
        {"since-day": "x" * 5000, "since-month": "", "since-year": "-1"},
        {"until-day": "1", "until-month": "1", "until-year": "99999"},
    ],
)
def test_dates_that_do_not_exist_are_said_to_be_wrong(browser, coordinator, query):
    page = browser.sign_in(coordinator).get(
        "/reports/funnel?" + "&".join(f"{k}={v}" for k, v in query.items())
    )

    assert page.status == 200
    assert page.errors


@pytest.mark.parametrize("role", ["advisor", "manager", "hr", "business", "admin"])
def test_the_funnel_is_for_the_coordinator_alone(browser, make, role):
    assert browser.sign_in(make.user(role)).get("reports.funnel").status == 403
    assert browser.get("reports.figures").status == 403
