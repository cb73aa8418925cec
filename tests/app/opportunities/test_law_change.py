"""When the law is checked: at every save, before it is shown, every night, and when the law changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app import db, jobs
from app.opportunities import checking, law_change
from app.opportunities.lawful import RULES
from app.opportunities.models import Opportunity
from app.outbox.models import Message
from app.settings import changing, dated, wages
from app.settings.changing import Proposal
from app.settings.models import DatedRow
from app.states import StateChange

APRIL = date(2026, 4, 1)


@pytest.fixture
def other(make):
    return make.user("coordinator")


def confirmed(coordinator, other, band="16-17", hourly="20.00", day=APRIL):
    given = Proposal(band, hourly, day, "a test", "a test")
    row = changing.propose(wages.TABLE, given, by=coordinator)
    return changing.confirm(row.ref, by=other)


def state(opportunity):
    db.session.expire_all()
    return db.session.get(Opportunity, opportunity.id).state


def job(name):
    return next(job for job in jobs.JOBS if job.name == name)


def test_every_night_live_offers_are_held_against_the_law_and_their_employers_told(offer, make):
    bad, good = offer("LIVE"), offer("LIVE")
    with db.transaction():
        db.session.get(Opportunity, bad.id).pay_per_hour = Decimal("5.00")
    assert job("check_live_offers").cron

    assert job("check_live_offers").work() == 1
    assert (state(bad), state(good)) == ("PAUSED", "LIVE")
    change = db.session.query(StateChange).filter_by(verb="pause").one()
    assert "must be paid at least" in change.reason
    mail = db.session.query(Message).filter(Message.template == "opportunities_paused").one()
    assert "must be paid at least" in mail.body


def test_a_change_to_a_live_offer_that_makes_it_unlawful_pauses_it_at_once(
    browser, business, offer
):
    mine = offer("LIVE")
    browser.sign_in(business)
    sent = {"paid": "yes", "pay_per_hour": "5.00", "version": str(mine.version)}
    browser.post("opportunities.section", sent, ref=mine.ref, key="pay")

    assert state(mine) == "PAUSED"


def test_a_confirmed_change_of_the_law_pauses_what_became_unlawful(coordinator, other, offer):
    mine = offer("LIVE")
    assert job("law_changes").seconds <= 60
    assert job("law_changes").work() == 0

    row = confirmed(coordinator, other)
    number = row.id
    assert job("law_changes").work() == 1
    assert state(mine) == "PAUSED"
    assert db.session.get(DatedRow, number).followed_at is not None
    assert job("law_changes").work() == 0


def test_before_it_is_confirmed_everybody_sees_which_offers_it_would_pause(
    app, coordinator, other, offer
):
    mine = offer("LIVE", title="Bread for everybody")
    offer("LIVE", pay_per_hour=Decimal("30.00"))
    offer("DRAFT")
    given = Proposal("16-17", "20.00", APRIL, "a test", "a test")
    row = changing.propose(wages.TABLE, given, by=coordinator)

    with app.test_request_context():
        effect = law_change.preview(dated.plain(row))
    assert effect.words.startswith("1 live offer would become unlawful by this change from 1 April")
    (touched,) = effect.touched
    assert touched.title.startswith("Bread for everybody")
    assert "£20.00" in touched.words
    assert state(mine) == "LIVE"


def test_a_limit_of_the_law_is_read_from_its_dated_rows(coordinator, other, offer):
    week = [{"day": "mon", "from": "09:00", "to": "17:00", "break_minutes": 60}]
    mine = offer("LIVE", week=week)
    assert checking.stops(checking.findings(mine)) == []
    row = changing.propose(
        "law", Proposal("young.day_hours", 6, APRIL, "a test", "a test"), by=coordinator
    )
    changing.confirm(row.ref, by=other)

    assert [f.rule for f in checking.stops(checking.findings(mine))] == ["hours.young_day"]


def test_everybody_can_read_every_rule_with_its_figures_and_sources(browser):
    page = browser.get("opportunities.rules")

    ids = {node["id"] for node in page.soup.select(".uo-rule")}
    assert ids == {rule.name for rule in RULES}
    assert all(" ".join(rule.words.split()) in page.text for rule in RULES)
    assert "£12.71 an hour from 1 Apr 2026" in page.text
    assert "7am to 8pm , made and not in force yet" in page.text
