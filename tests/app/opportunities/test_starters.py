"""Ready-made offers: every sector has some, each is lawful on any day, and one page makes it whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app import clock, db
from app.employers.models import EmployerKind
from app.opportunities import answers as kept
from app.opportunities import building, checking, lawful, proposing, sections, starters
from app.opportunities.law.types import Rules, Wage
from app.opportunities.models import Kind, Opportunity
from app.settings import services as settings
from tests.app.opportunities.offers import LAW, TODAY

DAYS = [TODAY + timedelta(days=19 * n) for n in range(40)]  # every part of two years
# What an employer has to know of this kind of offer though nothing is wrong with it.
NOTES = {"wage.second_year", "wage.next_rates", "age.learning", "apprenticeship.leaving"}
ASKED = {
    "title": "Help in our shop",
    "postcode": "MK9 3EJ",
    "places": "1",
    "pay": "least",
    "who_meets_you": "Sam, at the back door",
    "safeguarding_contact": "Sam Invented, 01632 960001",
}


@pytest.fixture(autouse=True)
def on_the_day(app, monkeypatch):
    monkeypatch.setitem(app.config, "APP_NOW", f"{TODAY}T10:00:00")


def first():
    db.session.rollback()
    return db.session.query(Opportunity).order_by(Opportunity.id.desc()).first()


def test_every_sector_has_ready_made_offers_of_several_kinds(app):
    for key, name in settings.sector_choices():
        kinds = {one.kind for one in starters.starters() if one.sector_key == key}
        assert {Kind.MENTORING, Kind.TASTER} <= kinds, name
        assert len(kinds) >= 4 or key in {"health_and_safety", "childcare"}, (name, kinds)


def whole(answers, starter, employer, rules):
    """What a starter has become once its dates and the least pay there is are said."""
    start = proposing.first_days(answers.week, rules.as_of)[0]
    end = proposing.last_day(start, answers.week, starter.row.get("lasts", ""))
    answers = replace(answers, **proposing.dates(start, end, rules.as_of))
    if answers.paid:
        answers = replace(answers, pay_per_hour=proposing.least_pay(answers, employer, rules))
    return answers


def draft(starter, employer):
    given = starter.given(employer)
    return {"kind": given["kind"], "sector_key": given["sector_key"], **given["given"]}


@pytest.mark.parametrize("kind", [EmployerKind.SOLE_TRADER, EmployerKind.CHARITY])
def test_every_ready_made_offer_is_lawful_on_any_day(app, make, kind):
    employer = make.employer(kind=kind, insurance_until=None, risk_assessed_on=None)
    april = Wage(date(2027, 4, 1), "21+", Decimal("13.45"), "invented")
    found = []
    with db.session.no_autoflush:
        for starter in starters.suited(employer):
            said = kept.approved(
                Opportunity(employer=employer, places=1, **draft(starter, employer))
            )
            for day in DAYS:
                rules = Rules(day, LAW.limits, (*LAW.wages, april))
                answers = whole(said, starter, employer, rules)
                law = lawful.check(checking.offer_of(answers, employer), rules)
                found += [(starter.key, day, f.rule) for f in law if f.rule not in NOTES]
    db.session.rollback()

    assert {(key, rule) for key, _, rule in found} == set()


def test_the_least_pay_follows_a_rise_during_the_offer(app, make):
    employer = make.employer()
    starter = next(one for one in starters.starters() if one.key == "garage_days")
    april = Wage(date(2027, 4, 1), "21+", Decimal("13.45"), "invented")
    rules = Rules(TODAY, LAW.limits, (*LAW.wages, april))
    answers = kept.approved(Opportunity(employer=employer, places=1, **draft(starter, employer)))
    db.session.rollback()

    before = replace(answers, start=date(2027, 2, 1), end=date(2027, 3, 12))
    across = replace(answers, start=date(2027, 3, 1), end=date(2027, 4, 9))
    assert proposing.least_pay(before, employer, rules) == Decimal("12.71")
    assert proposing.least_pay(across, employer, rules) == Decimal("13.45")
    young = replace(across, min_age=16, max_age=17)
    assert proposing.least_pay(young, employer, rules) == Decimal("8.00")


def test_only_charities_and_public_bodies_see_volunteering(app, make):
    company, charity = make.employer(), make.employer(kind=EmployerKind.CHARITY)

    assert not any(one.only_volunteers for one in starters.suited(company))
    assert any(one.only_volunteers for one in starters.suited(charity))


def test_the_words_of_a_ready_made_offer_fit_their_boxes_and_say_no_gender(app):
    gendered = {"he", "she", "his", "her", "him", "man", "woman", "men", "women", "guys", "lads"}
    for one in starters.starters():
        said = one.answers
        assert starters.is_length(one.row.get("lasts", "")), one.key
        assert 0 < len(said["title"]) <= 100, one.key
        assert 60 < len(said["will_do"]) <= 400, one.key
        assert 20 < len(said["will_learn"]) <= 300, one.key
        words = f"{said['title']} {said['will_do']} {said['will_learn']} {said['day_one']}"
        assert not gendered & set(words.lower().replace(".", " ").replace(",", " ").split()), (
            one.key
        )


def test_one_tap_and_one_page_lead_to_an_offer_that_can_be_sent(browser, business, employer):
    page = browser.sign_in(business).post("opportunities.start_from", {"starter": "shop_week"})
    assert page.h1 == "Check and change"
    draft = first()
    assert (draft.sector_key, draft.postcode) == ("retail", employer.postcode)
    day = proposing.first_days(draft.week)[1]

    sent = {**ASKED, "start": day.isoformat(), "version": str(draft.version)}
    page = browser.post("opportunities.short_way", sent, ref=draft.ref)

    assert page.h1 == "Check your answers"
    saved = first()
    assert sections.missing(kept.current(saved)) == []
    assert (saved.start, saved.end) == (day, day + timedelta(days=4))
    assert saved.closes == day - timedelta(days=14)
    assert (saved.paid, saved.pay_per_hour) == (True, Decimal("12.71"))
    assert saved.day_one["who_meets_you"] == "Sam, at the back door"
    assert saved.day_one["lunch"], "what the ready-made offer said stays"
    page = browser.post("opportunities.submit", {"version": str(saved.version)}, ref=saved.ref)
    assert page.h1 == "Your offer is with the council"


def test_nothing_typed_is_lost_when_the_short_page_is_refused(browser, business, employer):
    browser.sign_in(business).post("opportunities.start_from", {"starter": "shop_week"})
    draft = first()
    sent = {**ASKED, "start": "other", "pay": "more", "who_meets_you": "", "title": "Our own words"}

    page = browser.post(
        "opportunities.short_way", {**sent, "version": str(draft.version)}, ref=draft.ref
    )

    assert set(page.errors) == {
        "Enter who meets them, like “Sam, at the back door”",
        "Enter the first day",
        "Enter the pay for an hour, like £13.20",
    }
    assert "Our own words" in page.body
    assert first().title == "A week in our shop"


def test_a_stale_short_page_shows_both_texts(browser, business, employer):
    browser.sign_in(business).post("opportunities.start_from", {"starter": "shop_week"})
    draft = first()
    day = proposing.first_days(draft.week)[0].isoformat()
    sent = {**ASKED, "start": day, "title": "Typed here", "version": str(draft.version + 5)}

    page = browser.post("opportunities.short_way", sent, ref=draft.ref)

    assert page.status == 409
    assert "Typed here" in page.body
    assert "A week in our shop" in page.text


def test_a_copy_carries_every_answer_and_asks_for_the_dates(browser, business, offer):
    old = offer("CLOSED", title="Last year’s offer", pay_per_hour=Decimal("14.00"))

    page = browser.sign_in(business).post("opportunities.copy", ref=old.ref)
    new = first()
    kept_apart = set(kept.FIELDS) - building.NOT_COPIED
    assert {name: getattr(new, name) for name in kept_apart} == {
        name: getattr(old, name) for name in kept_apart
    }
    assert "Last day" in page.text

    day = proposing.first_days(new.week or [])[0]
    sent = {**ASKED, "start": day.isoformat(), "pay": "more", "amount": "14", "end-day": ""}
    browser.post("opportunities.short_way", {**sent, "version": str(new.version)}, ref=new.ref)
    assert (first().start, first().pay_per_hour) == (day, Decimal("14.00"))


def test_home_and_list_say_how_far_a_draft_is(browser, business, employer):
    browser.sign_in(business).post(
        "opportunities.new", {"kind": "work_experience", "sector_key": "retail"}
    )

    assert "Carry on with your draft: 1 of 12 done" in browser.get("home.index").text
    assert "1 of 12 done" in browser.get("opportunities.mine").text


def test_the_first_days_we_name_are_no_holidays_and_leave_time():
    for day in DAYS:
        for start in proposing.first_days([{"day": "mon"}], day):
            assert start.weekday() == 0
            assert start >= day + timedelta(weeks=5)
            assert start not in clock.bank_holidays(start.year)
            assert not (start.month == 12 and start.day >= 20)
