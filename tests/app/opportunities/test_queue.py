"""One queue for a coordinator’s Monday: clocks in working days, whose turn, the next one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from app import clock, db
from app.accounts.models import Role
from app.employers.queries import time_left
from app.opportunities import queue
from app.opportunities.queue import Wanted


@pytest.fixture
def monday(make):
    """An organisation and offers in each state that matters."""
    due = clock.add_working_days(clock.today(), 2)
    owner = make.employer(name="Known")
    return {
        "new": make.employer(name="New Firm", state="PENDING_REVIEW", review_due=due),
        "asked": make.employer(name="Asked Firm", state="MORE_INFO"),
        "changed": make.employer(name="Changed Firm", recheck_since=clock.now()),
        "late": make.opportunity(
            employer=owner, state="SUBMITTED", title="Late", review_due=clock.today() - WEEK
        ),
        "edit": make.opportunity(
            employer=owner, title="Edited", pending={"title": "X"}, pending_at=clock.now()
        ),
        "with_them": make.opportunity(employer=owner, state="CHANGES_REQUESTED", title="With them"),
        "live": make.opportunity(employer=owner, title="Live one"),
    }


WEEK = timedelta(days=7)


def titles(page):
    return [a.text for a in page.soup.select("tbody th a")]


def test_the_queue_holds_what_waits_for_you_the_most_urgent_first(browser, coordinator, monday):
    page = browser.sign_in(coordinator).get("opportunities.queue_page")

    assert titles(page)[:2] == ["Late", "New Firm"]
    assert set(titles(page)) == {"Late", "New Firm", "Changed Firm", "Edited"}
    assert "4 things wait for you" in page.text
    assert "1 late" in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"turn": "theirs"}, {"Asked Firm", "With them"}),
        ({"kind": "offer"}, {"Late", "Edited"}),
        ({"kind": "employer"}, {"New Firm", "Changed Firm"}),
        ({"q": "known edit"}, {"Edited"}),
        ({"q": "100%"}, set()),
        ({"sector": "retail"}, set()),
        ({"turn": "nonsense", "sort": "'--", "page": "-3", "kind": "x"}, None),
    ],
)
def test_the_queue_is_searched_and_filtered(browser, coordinator, monday, asked, found):
    page = browser.sign_in(coordinator).get("opportunities.queue_page", **asked)

    assert page.status == 200
    assert found is None or set(titles(page)) == found


def test_what_was_chosen_is_remembered_until_it_is_cleared(browser, coordinator, monday):
    browser.sign_in(coordinator).get("opportunities.queue_page", kind="offer")

    again = browser.get("opportunities.queue_page", follow=True)
    cleared = browser.get("opportunities.queue_page", follow=True, clear=1)

    assert set(titles(again)) == {"Late", "Edited"}
    assert len(titles(cleared)) == 4


def test_who_said_the_first_yes_waits_for_a_colleague(browser, make, coordinator):
    employer = make.employer(name="Half", state="PENDING_REVIEW", first_yes_by_id=coordinator.id)
    mine, other = Wanted(), make.user("coordinator")

    assert [row.ref for row in queue.page(mine, 1, other).rows] == [employer.ref]
    assert queue.page(mine, 1, coordinator).rows == []
    assert queue.counts(coordinator).by_turn["second"] == 1


def test_after_a_decision_the_next_one_in_the_queue_opens(browser, coordinator, monday):
    late = monday["late"]
    sent = {"decision": "ask", "on_title": "Shorter, please", "version": str(late.version)}

    page = browser.sign_in(coordinator).post("opportunities.review", sent, ref=late.ref)

    assert "has been asked to change" in page.soup.get_text()
    assert page.h1 == "New Firm"
    after = browser.get("opportunities.queue_next", after=monday["new"].ref)
    assert after.location != browser.address("employers.review", ref=monday["new"].ref)


def test_next_walks_the_whole_queue_once_and_then_goes_back_to_it(browser, coordinator, monday):
    browser.sign_in(coordinator)
    seen, at = [], ""
    while True:
        there = browser.get("opportunities.queue_next", after=at).location
        if there == browser.address("opportunities.queue_page"):
            break
        at = there.split("/")[2]
        seen.append(at)

    assert len(seen) == len(set(seen)) == 4


@pytest.mark.parametrize(
    ("today", "due", "words", "tone"),
    [
        # Christmas 2026: Friday, and Monday the 28th in place of Boxing Day, are holidays.
        (date(2026, 12, 24), date(2026, 12, 29), "1 working day left", "amber"),
        (date(2026, 12, 23), date(2026, 12, 30), "3 working days left", "grey"),
        (date(2026, 12, 29), date(2026, 12, 24), "1 working day late", "red"),
        (date(2026, 11, 25), date(2026, 11, 25), "due today", "amber"),
        (date(2026, 11, 23), date(2026, 11, 20), "1 working day late", "red"),
        (date(2026, 11, 22), date(2026, 11, 20), "Since the weekend", "red"),
    ],
)
def test_clocks_count_the_days_the_council_works(app, today, due, words, tone):
    app.config["APP_NOW"] = datetime(today.year, today.month, today.day, 9, tzinfo=UTC).isoformat()
    try:
        left = time_left(due)
    finally:
        app.config["APP_NOW"] = ""

    assert (left.words, left.tone) == (words, tone)


@pytest.mark.parametrize("role", [role.value for role in Role if role != "coordinator"])
def test_nobody_else_sees_the_queue(browser, make, role):
    browser.sign_in(make.user(role))

    assert browser.get("opportunities.queue_page").status == 403
    assert browser.get("opportunities.queue_next").status == 403


def test_the_queue_asks_the_database_as_often_for_many_as_for_few(browser, make, coordinator):
    browser.sign_in(coordinator)
    made = make.opportunity(state="SUBMITTED")
    few = [statements(browser, name) for name in ("queue_page", "queue_next")]
    for _ in range(30):
        make.opportunity(employer=made.employer, state="SUBMITTED")
        make.employer(state="PENDING_REVIEW")

    many = [statements(browser, name) for name in ("queue_page", "queue_next")]

    assert many == few
    assert max(many) <= 15


def statements(browser, name):
    seen = []

    def count(*_):
        seen.append(1)

    event.listen(db.orm.engine, "before_cursor_execute", count)
    try:
        browser.get(f"opportunities.{name}", sort="due")
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", count)
    return len(seen)
