"""The coordinator sees what matching does, and can have everybody matched now."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import db
from app.audit.models import AuditEvent
from app.matches import runs
from app.matches.models import MatchRun, RunState
from app.scheduling import services as scheduling
from app.scheduling.services import wall_clock
from tests.app.matches.test_routes import counted


@pytest.fixture
def page(browser, coordinator):
    browser.sign_in(coordinator)
    return lambda: browser.get("match_runs.index")


def test_the_page_says_who_began_a_run_and_what_came_of_it(make, page):
    make.young_person()
    make.opportunity()
    runs.run("nightly")
    runs.run("command")
    found = page()

    rows = [row.get_text(" ", strip=True) for row in found.soup.select("tbody tr")]
    assert len(rows) == 2
    assert "From the command line Nothing new – 1 1" in rows[0]
    assert "Every night Lists published 1 list changed 1 1" in rows[1]
    assert not found.soup.select("[data-live]")


def test_a_run_that_is_going_on_is_shown_with_how_far_it_is(make, page):
    make.young_person()
    make.opportunity()
    runs.run("nightly")
    going_on = update(MatchRun).values(
        state=RunState.RUNNING, people=478, done=120, beat_at=wall_clock(), finished_at=None
    )
    db.session.execute(going_on)
    db.session.commit()
    found = page()

    assert "120 of 478 young people" in found.text
    assert found.soup.select_one("progress")["value"] == "120"
    assert found.soup.select("[data-live]")


def test_a_run_whose_process_was_killed_is_not_shown_as_going_on(make, page):
    make.young_person()
    runs.run("nightly")
    silent = {"state": RunState.RUNNING, "beat_at": wall_clock() - timedelta(minutes=5)}
    db.session.execute(update(MatchRun).values(silent))
    db.session.commit()
    found = page()

    assert "Stopped" in found.text
    assert "The lists before it still stand" in found.text
    assert not found.soup.select("progress")


def test_a_failure_is_told_with_its_reason_and_on_the_home_page(
    make, browser, coordinator, page, monkeypatch
):
    make.young_person()
    monkeypatch.setattr(runs, "publish", lambda *_: (_ for _ in ()).throw(RuntimeError("power")))
    with pytest.raises(RuntimeError):
        runs.run("nightly")

    assert "RuntimeError: power. The lists before it still stand." in page().text
    assert "the last run failed" in browser.get("home.index").text


def test_a_clock_that_stands_still_is_told(page):
    assert "the scheduler does not answer" in page().text
    scheduling.hold("somebody")
    assert "the scheduler does not answer" not in page().text


def test_everybody_is_matched_after_a_question_and_the_trail_says_who_asked(
    make, browser, coordinator, page
):
    make.young_person()
    make.opportunity()
    browser.sign_in(coordinator)
    assert "Match everybody now?" in browser.get("match_runs.now").text
    assert db.session.scalars(select(MatchRun)).all() == []

    asked = browser.post("match_runs.begin")
    assert "begins within a few seconds" in asked.text
    assert asked.soup.select("[data-live]")
    runs.answer_requests()
    last = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "matching.ask")).one()
    assert last.actor_id == coordinator.id
    assert "Asked for here" in page().text


def test_the_page_costs_as_many_statements_for_many_runs_as_for_few(make, browser, coordinator):
    browser.sign_in(coordinator)
    make.young_person()
    runs.run("nightly")
    few = counted(browser, "match_runs.index")
    for _ in range(10):
        runs.run("command", anew=True)

    assert counted(browser, "match_runs.index") == few
    assert few <= 15
