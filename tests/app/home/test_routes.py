"""The home of each role: what needs me now first, what goes well, one thing to start; health."""

import pytest
from sqlalchemy import event

from app import db
from app.accounts.models import Role
from app.introductions.states import INTRODUCTION
from app.matches import runs


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_home_that_greets_them_and_says_what_to_start(browser, make, role):
    user = make.user(str(role))
    if role == Role.BUSINESS:
        make.employer(user=user)
    page = browser.sign_in(user).get("home.index")

    assert page.status == 200
    assert page.h1.endswith(user.name.split()[0])
    assert "Needs you now" in page.text
    assert page.soup.select_one(".uo-start")


def test_somebody_who_is_not_signed_in_reads_what_it_is_about(browser):
    page = browser.get("home.index")

    assert "Offer a chance" in page.buttons()
    assert page.response.headers.getlist("Set-Cookie") == []


def test_an_advisor_sees_strong_matches_that_nobody_has_talked_about(browser, make, advisor):
    person = make.young_person(
        advisor=advisor,
        skills=[{"name": "cooking", "evidence": "shown"}],
        days=["mon", "wed", "fri"],
        hours_per_week_max=40,
        adjustments=["buddy"],
        kinds=["work_experience"],
        experience=["Help in a bakery"],
        qualifications=[{"name": "Food hygiene", "level": 2}],
        own_words="i bake rolls and weigh flour at home",
    )
    make.opportunity(skills=["cooking"], adjustments=["buddy"], min_level=1)
    runs.run("test")
    page = browser.sign_in(advisor).get("home.index")

    assert person.preferred_name in page.text
    assert "1 strong match to talk about" in page.text


def test_what_went_well_is_told_to_the_advisor_alone(browser, make, advisor):
    person = make.young_person(advisor=advisor)
    introduction = make.introduction(person, state="INTERVIEWED")
    with db.transaction():
        INTRODUCTION.apply(introduction, "offer", by=advisor)

    assert (
        f"{person.preferred_name} was offered a place"
        in browser.sign_in(advisor).get("home.index").text
    )
    other = make.user("advisor")
    assert person.preferred_name not in browser.sign_in(other).get("home.index").text


@pytest.mark.parametrize("role", list(Role))
def test_home_asks_the_database_at_most_fifteen_times(app, browser, make, role):
    user = make.user(str(role))
    if role == Role.BUSINESS:
        make.employer(user=user)
    browser.sign_in(user).get("home.index")
    statements = []

    def note(_, __, statement, *___):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(db.orm.engine, "before_cursor_execute", note)
    try:
        browser.get("home.index")
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", note)
    assert len(statements) <= 15


@pytest.mark.parametrize("name", ["accessibility", "privacy", "help"])
def test_the_pages_every_footer_names_are_there(browser, name):
    assert browser.get("home.page", name=name).status == 200


def test_the_process_says_that_it_lives(browser):
    assert browser.get("home.healthz").response.get_json() == {"status": "ok"}


def test_not_ready_without_a_living_scheduler_and_says_nothing_else(app, browser):
    with app.app_context():
        answer = browser.client.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["checks"]["scheduler"] is False
    assert set(answer.get_json()) == {"status", "checks"}


@pytest.mark.parametrize(
    ("endpoint", "entry"),
    [
        ("match_runs.index", "Engine"),
        ("learning.index", "Engine"),
        ("unlocks.demand", "Funnel"),
        ("reports.figures", "Funnel"),
    ],
)
def test_a_page_without_an_entry_of_its_own_marks_the_one_it_stands_under(
    browser, make, endpoint, entry
):
    page = browser.sign_in(make.user("coordinator")).get(endpoint)

    marked = [link.get_text(strip=True) for link in page.soup.select("header [aria-current]")]
    assert marked == [entry]
