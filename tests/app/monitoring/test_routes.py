"""The engine's desk: what the coordinator sees, what is kept each night, and what nobody is shown."""

import csv
import io
import json
import re

import pytest
from sqlalchemy import event, func, select

from app import clock, db
from app.audit.models import AuditEvent
from app.matches import runs, services
from app.monitoring import queries
from app.monitoring import services as monitoring
from app.monitoring.groups import DIMENSIONS
from app.monitoring.models import EngineDay
from app.opportunities.models import Opportunity
from app.young_people.models import YoungPerson

PAGES = (
    "monitoring.index",
    "monitoring.fairness",
    "monitoring.decisions",
    "monitoring.figures_csv",
)


@pytest.fixture
def matched(make):
    """A few young people with lists, and one for whom nothing passes."""
    advisor = make.user("advisor")
    offers = [make.opportunity() for _ in range(4)]
    people = [make.young_person(advisor=advisor) for _ in range(12)]
    stuck = make.young_person(advisor=advisor, hours_per_week_max=1)
    make.young_person(advisor=advisor, consent=False)
    runs.run("nightly")
    return advisor, people, offers, stuck


def counted(work):
    """How many statements the work sends."""
    seen = []
    listen = lambda *given: seen.append(given[2])  # noqa: E731
    event.listen(db.orm.engine, "before_cursor_execute", listen)
    try:
        work()
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", listen)
    return sum(statement.startswith("SELECT") for statement in seen)


def test_lists_and_reasons_are_read_as_they_stand(matched):
    _, people, offers, stuck = matched
    lists = queries.lists()

    assert lists.takes_part == {person.id for person in people} | {stuck.id}
    assert set(lists.why_empty) == {stuck.id}
    assert lists.why_empty[stuck.id]["hours"] == len(offers)
    assert lists.aside == 1
    assert set(lists.offers) == {offer.id for offer in offers}


def test_every_page_opens_with_little_and_with_nothing(browser, make, coordinator):
    browser.sign_in(coordinator)
    for page in PAGES:
        assert browser.get(page).status == 200
    for key in DIMENSIONS:
        assert browser.get("monitoring.group", key=key).status == 200
    assert browser.get("monitoring.group", key="sex").status == 404


def test_the_desk_shows_what_people_decided(browser, matched, coordinator):
    advisor, people, offers, _ = matched
    ranked = {
        line.offer: line.rank for line in queries.lists().lines if line.person == people[0].id
    }
    last = next(offer for offer in offers if ranked[offer.id] == max(ranked.values()))
    services.act(people[0], last, "shortlist", by=advisor)
    services.act(people[1], offers[0], "dismiss", reason="Mo says it is too far", by=advisor)
    page = browser.sign_in(coordinator).get("monitoring.decisions")

    assert "100% of decisions differ from the engine’s order" in page.text
    assert "The journey" in page.text
    assert "Mo says" not in page.body


def test_where_it_stood_on_the_list_is_kept_with_the_first_decision(matched):
    advisor, people, offers, _ = matched
    row = services.act(people[0], offers[0], "shortlist", by=advisor)

    assert row.rank == queries.lists().lines[0].rank or row.rank in range(1, 5)
    assert row.band is not None


def test_small_groups_are_not_shown_on_any_page_nor_in_the_file(browser, make, coordinator):
    advisor = make.user("advisor")
    make.opportunity()
    for number in range(14):
        make.young_person(advisor=advisor, pronouns="she/her" if number < 3 else "he/him")
    runs.run("nightly")
    page = browser.sign_in(coordinator).get("monitoring.group", key="pronouns")
    cells = [cell.get_text(" ", strip=True) for cell in page.soup.select("main td")]
    file = list(csv.DictReader(io.StringIO(browser.get("monitoring.figures_csv").body)))
    people = [row["Figure"] for row in file if row["What"] == "People"]

    assert "Too few people for a comparison by pronouns" in page.text
    assert cells
    assert not [cell for cell in cells if re.fullmatch(r"[1-9]|1[0-3]", cell)]
    assert people.count("14") == 1 + sum(
        len(each.groups) == 1 for each in monitoring.fairness().dimensions
    )
    assert set(people) == {"14", "fewer than 10"}


def test_nobodys_name_is_on_any_page_or_in_the_file(browser, matched, coordinator):
    browser.sign_in(coordinator)
    for page in PAGES:
        body = browser.get(page).body
        assert not re.search(r"Robin\d|Invented", body)
    for key in DIMENSIONS:
        assert not re.search(r"Robin\d|Invented", browser.get("monitoring.group", key=key).body)


def test_the_file_says_the_same_as_the_pages_and_taking_it_is_written_down(
    browser, matched, coordinator
):
    file = browser.sign_in(coordinator).get("monitoring.figures_csv")
    rows = list(csv.DictReader(io.StringIO(file.body)))
    gini = next(row["Figure"] for row in rows if row["What"] == "Offers, Gini")

    assert f"Gini {gini}." in browser.get("monitoring.fairness").text
    assert (
        db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()[-1]
        == "engine.read"
    )


def test_one_row_of_figures_is_kept_a_day_and_written_over_the_same_day(matched):
    first = monitoring.measure()
    again = monitoring.measure()

    assert db.session.scalar(select(func.count()).select_from(EngineDay)) == 1
    assert (first.id, again.on_day) == (again.id, clock.today())
    assert again.figures["suggestions"] == len(queries.lists().lines)
    assert again.run_id == queries.standing_run().id


def test_a_person_with_nothing_is_laid_at_the_rule_that_did_it(make):
    advisor = make.user("advisor")
    make.opportunity()
    for _ in range(11):
        make.young_person(advisor=advisor, hours_per_week_max=1)
    runs.run("nightly")
    fair = monitoring.fairness()

    assert (fair.people, fair.without) == (11, 11)
    assert ("hours", 11, 11, 11) in [(r.rule, r.people, r.most, r.alone) for r in fair.rules]


def test_a_page_asks_the_database_as_often_for_many_as_for_few(browser, make, coordinator):
    advisor = make.user("advisor")
    make.opportunity()
    make.young_person(advisor=advisor)
    runs.run("nightly")
    browser.sign_in(coordinator)
    few = [counted(lambda page=page: browser.get(page)) for page in PAGES]
    for outward in ("MK1", "MK2", "MK3", "MK4", "MK5", "MK6", "MK7", "MK8"):
        make.young_person(advisor=make.user("advisor"), outward=outward)
        make.opportunity()
    runs.run("nightly")

    assert [counted(lambda page=page: browser.get(page)) for page in PAGES] == few
    assert max(few[:3]) <= 15, few


def test_the_command_prints_the_same_figures_as_json(app, matched):
    result = app.test_cli_runner().invoke(args=["match", "fairness"])
    found = json.loads(result.output)

    assert result.exit_code == 0
    assert found["offers"] == json.loads(json.dumps(monitoring.fairness().as_json()))["offers"]
    assert found["run"] == queries.standing_run().ref
    assert found["without"] is None


def test_the_command_says_so_when_nothing_was_published_yet(app):
    result = app.test_cli_runner().invoke(args=["match", "fairness"])

    assert result.exit_code == 3


def test_the_command_keeps_the_day_when_asked_to(app, matched):
    app.test_cli_runner().invoke(args=["match", "fairness", "--keep"])

    assert db.session.scalar(select(func.count()).select_from(EngineDay)) == 1


def test_watching_the_engine_changes_nothing_it_is_told(matched):
    before = db.session.execute(select(YoungPerson.id, YoungPerson.version)).all()
    offers = db.session.scalar(select(func.count()).select_from(Opportunity))
    monitoring.measure()

    assert db.session.execute(select(YoungPerson.id, YoungPerson.version)).all() == before
    assert db.session.scalar(select(func.count()).select_from(Opportunity)) == offers


@pytest.mark.parametrize("role", ["advisor", "manager", "hr", "business", "councillor", "admin"])
def test_the_desk_is_for_the_coordinator_alone(browser, make, role):
    browser.sign_in(make.user(role))

    assert {browser.get(page).status for page in PAGES} == {403}
